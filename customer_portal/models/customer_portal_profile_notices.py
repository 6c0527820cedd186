# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models

from ..notices import EVENTS


class CustomerPortalProfile(models.Model):
    """Which mails the contacts of a profile get."""

    _inherit = "customer.portal.profile"

    notice_ids = fields.One2many(
        "customer.portal.notice", "profile_id", string="Mails", copy=True
    )
    copy_of_own_comments = fields.Boolean(
        "A copy of what they write themselves",
        help="Contacts get their own comments by mail, too.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        profiles = super().create(vals_list)
        profiles._add_notices()
        return profiles

    def _add_notices(self):
        """Add the rows of events that the profiles lack, with the shipped mails."""
        notices = self.env["customer.portal.notice"]
        shipped = {event: notices._get_shipped(event).id for event in EVENTS}
        for profile in self:
            missing = set(EVENTS) - set(profile.notice_ids.mapped("event"))
            profile.notice_ids = [
                Command.create({"event": event, "template_id": shipped[event]})
                for event in EVENTS
                if event in missing
            ]
