# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .. import mail_domains


class CustomerPortalDomain(models.Model):
    """Whoever has a mail address in it is one of a company's people."""

    _name = "customer.portal.domain"
    _description = "Mail domain of a customer"
    _order = "name"

    name = fields.Char("Mail domain", required=True)
    partner_id = fields.Many2one(
        "res.partner", string="Company", required=True, index=True, ondelete="cascade"
    )

    _name_unique = models.Constraint(
        "UNIQUE(name)", "Mail domain: another company has this one."
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._normalize(values) for values in vals_list])

    def write(self, vals):
        return super().write(self._normalize(vals))

    @api.model
    def _normalize(self, values):
        """Return values with the domain as addresses have it, if it is one."""
        name = mail_domains.normalize(values.get("name"))
        return {**values, "name": name} if name else values

    @api.constrains("name", "partner_id")
    def _check_name(self):
        for domain in self:
            if not mail_domains.normalize(domain.name):
                raise ValidationError(
                    self.env._(
                        'Mail domain: "%(name)s" is none. Write it like acme.example.',
                        name=domain.name,
                    )
                )
            if mail_domains.is_public(domain.name):
                raise ValidationError(
                    self.env._(
                        "Mail domain: anybody can have an address in %(name)s. Enter "
                        "one in which only the company gives addresses.",
                        name=domain.name,
                    )
                )
            if not domain.partner_id.is_company:
                raise ValidationError(
                    self.env._(
                        "Mail domain: %(contact)s is no company. Enter it there.",
                        contact=domain.partner_id.display_name,
                    )
                )

    @api.model
    def _find_customer(self, mail, company):
        """Return the company whose people have addresses like this one.

        :param str mail: normalised address
        :param company: ``res.company`` record: ours
        :return: ``res.partner`` record, maybe an empty one
        """
        name = mail_domains.of(mail)
        customer = self.search([("name", "=", name)]).partner_id if name else None
        if not customer or not customer.active or not customer.is_company:
            return self.env["res.partner"]
        if customer.company_id and customer.company_id != company:
            return self.env["res.partner"]
        return customer


class ResPartner(models.Model):
    _inherit = "res.partner"

    customer_portal_domain_ids = fields.One2many(
        "customer.portal.domain",
        "partner_id",
        string="Mail domains",
        groups="customer_portal.group_agent",
        help="Who registers with an address in one of these is of this company.",
    )
