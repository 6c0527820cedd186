# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CustomerPortalReachLine(models.TransientModel):
    """One way in which a contact reaches something, as it was when one looked."""

    _name = "customer.portal.reach.line"
    _description = "What a contact can still reach"

    def _selection_kind(self):
        return [
            ("login", self.env._("Login")),
            ("read", self.env._("Reads")),
            ("session", self.env._("Is logged in")),
            ("link", self.env._("Invitation")),
            ("key", self.env._("Key or remembered device")),
            ("follow", self.env._("Follows")),
            ("assign", self.env._("Works on")),
        ]

    reach_id = fields.Many2one(
        "customer.portal.reach", required=True, ondelete="cascade"
    )
    partner_id = fields.Many2one("res.partner", string="Contact", ondelete="cascade")
    kind = fields.Selection("_selection_kind", string="Way", required=True)
    name = fields.Char("What")
    number = fields.Integer()
    date = fields.Datetime("When")
