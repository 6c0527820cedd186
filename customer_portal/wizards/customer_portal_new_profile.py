# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CustomerPortalNewProfile(models.TransientModel):
    """A profile starts as the copy of another one, as in vtenext 18.3."""

    _name = "customer.portal.new.profile"
    _description = "New portal profile"

    name = fields.Char(required=True)
    description = fields.Text()
    source_id = fields.Many2one(
        "customer.portal.profile",
        string="Start from",
        default=lambda self: self.env["customer.portal.profile"].search([], limit=1),
        help="The new profile has its sections and rights. Empty: it starts with none.",
    )

    def action_next(self):
        """Make the profile and open it.

        :return: a window action
        :rtype: dict
        """
        self.ensure_one()
        values = {"name": self.name, "description": self.description}
        profile = (
            self.source_id.copy(values)
            if self.source_id
            else self.source_id.create(values)
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": profile._name,
            "res_id": profile.id,
            "views": [(False, "form")],
        }
