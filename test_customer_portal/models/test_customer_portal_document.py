# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class TestCustomerPortalDocument(models.Model):
    """A document as apps have them: Odoo lets portal users read it."""

    _name = "test.customer.portal.document"
    _description = "Test document"
    _inherit = ["mail.thread", "portal.mixin"]

    name = fields.Char(required=True)
    partner_id = fields.Many2one("res.partner", string="Contact")
    line_ids = fields.One2many("test.customer.portal.line", "document_id")
    note = fields.Text()
    body = fields.Html()
    quantity = fields.Integer()
    weight = fields.Float()
    amount = fields.Monetary()
    currency_id = fields.Many2one(
        "res.currency", default=lambda self: self.env.company.currency_id
    )
    day = fields.Date()
    moment = fields.Datetime()
    urgent = fields.Boolean()
    kind = fields.Selection([("a", "First"), ("b", "Second")])
    country_id = fields.Many2one("res.country")
    category_ids = fields.Many2many("res.partner.category")
    country_ids = fields.Many2many(
        "res.country", "test_document_country_rel", string="Countries"
    )
    file = fields.Binary()
    photo = fields.Image()
    source_ref = fields.Reference(
        [("res.partner", "Contact"), ("res.country", "Country")], string="Source"
    )
    country_code = fields.Char(related="country_id.code", string="Country code")
    length_of_name = fields.Integer(compute="_compute_length_of_name")
    secret_id = fields.Many2one("test.customer.portal.secret")
    # as apps have it: the one who makes a record is in charge, also from the portal
    user_id = fields.Many2one("res.users", default=lambda self: self.env.user)

    @api.depends("name")
    def _compute_length_of_name(self):
        for document in self:
            document.length_of_name = len(document.name or "")

    @api.model
    def _customer_portal_get_state_field(self):
        return "kind"


class TestCustomerPortalLine(models.Model):
    """A line that goes with its document."""

    _name = "test.customer.portal.line"
    _description = "Test line"

    name = fields.Char(required=True)
    document_id = fields.Many2one(
        "test.customer.portal.document", required=True, ondelete="cascade"
    )
    payer_id = fields.Many2one("res.partner", help="Whose the line is as well.")
