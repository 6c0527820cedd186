# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CustomerPortalMove(models.TransientModel):
    """The contacts of profiles get another profile, then the profiles are archived."""

    _name = "customer.portal.move"
    _description = "Move portal contacts"

    profile_ids = fields.Many2many(
        "customer.portal.profile", string="Profiles to archive", required=True
    )
    target_id = fields.Many2one(
        "customer.portal.profile",
        string="New profile of the contacts",
        required=True,
        ondelete="cascade",
        domain="[('active', '=', True), ('id', 'not in', profile_ids)]",
    )
    message = fields.Text("Contacts", compute="_compute_message")

    @api.depends("profile_ids")
    def _compute_message(self):
        for wizard in self:
            wizard.message = wizard.profile_ids._get_use_message()

    @api.constrains("profile_ids", "target_id")
    def _check_target(self):
        for wizard in self:
            if wizard.target_id in wizard.profile_ids or not wizard.target_id.active:
                raise ValidationError(
                    self.env._(
                        "New profile: choose an active one that is not being archived."
                    )
                )

    def action_move(self):
        """Give the contacts the new profile and archive the former ones.

        :return: a window action: the list of profiles
        :rtype: dict
        """
        self.ensure_one()
        profiles = self.profile_ids
        profiles.check_access("write")
        profiles._get_contacts().customer_portal_profile_id = self.target_id
        profiles.action_archive()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "customer_portal.customer_portal_profile_action"
        )
