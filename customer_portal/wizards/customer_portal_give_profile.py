# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CustomerPortalGiveProfile(models.TransientModel):
    """Portal users who came another way than by an agent get a profile."""

    _name = "customer.portal.give.profile"
    _description = "Give a portal profile"

    partner_ids = fields.Many2many(
        "res.partner",
        string="Contacts",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    profile_id = fields.Many2one(
        "customer.portal.profile",
        required=True,
        ondelete="cascade",
        domain=[("active", "=", True)],
        default=lambda self: self.env["customer.portal.profile"]._get_default(
            self.env.company
        ),
    )

    def action_give(self):
        """Give the profile and enable the contacts.

        :return: a client action that says what was done
        :raise UserError: naming each contact that cannot be enabled, and the mend
        """
        self.ensure_one()
        self.partner_ids.write({"customer_portal_profile_id": self.profile_id.id})
        return self.partner_ids.action_customer_portal_enable()
