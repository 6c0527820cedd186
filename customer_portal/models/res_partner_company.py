# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class ResPartner(models.Model):
    """What a company is called in another system, and whether it wants mails."""

    _inherit = "res.partner"

    customer_portal_code = fields.Char(
        "External code",
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
        help="The number of the company in another system, as its accounting.",
    )
    customer_portal_no_mails = fields.Boolean(
        "Block automatic mails",
        copy=False,
        groups="base.group_user",
        help="No mail that a ticket sends by itself. What people write, and mails "
        "about the access to the portal, are sent. On a company: to none of its "
        "contacts.",
    )

    _customer_portal_code_unique = models.UniqueIndex(
        "(lower(customer_portal_code), COALESCE(company_id, 0)) "
        "WHERE customer_portal_code IS NOT NULL",
        "External code: another company has it already. Choose another one.",
    )

    # Checked before it is written, where another one can still be named: two agents
    # at the same moment are PostgreSQL's to refuse.

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._customer_portal_strip(vals) for vals in vals_list]
        for vals in vals_list:
            if code := vals.get("customer_portal_code"):
                self._customer_portal_check_code(code, vals.get("company_id"))
        return super().create(vals_list)

    def write(self, vals):
        vals = self._customer_portal_strip(vals)
        if {"customer_portal_code", "company_id"} & vals.keys():
            # sudo: res.partner - whoever moves a company need not see its code
            for partner in self.sudo():
                code = vals.get("customer_portal_code", partner.customer_portal_code)
                company = vals.get("company_id", partner.company_id.id)
                if code:
                    partner._customer_portal_check_code(code, company)
        return super().write(vals)

    @api.model
    def _customer_portal_strip(self, vals):
        """Return values with the code as it is kept: no blanks around, never empty."""
        if "customer_portal_code" not in vals:
            return vals
        code = (vals["customer_portal_code"] or "").strip()
        return {**vals, "customer_portal_code": code or False}

    def _customer_portal_check_code(self, code, company_id):
        """Refuse the code of another company, also of an archived one.

        :param str code: which these partners get; none for a new one
        :param company_id: id of our company that they are of, if any
        :raise ValidationError: naming the other one, to whoever may read it
        """
        # sudo: res.partner - the other one may be of a company that one does not see
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        pattern = re.sub(r"([\\%_])", r"\\\1", code)
        domain = Domain("customer_portal_code", "=ilike", pattern)
        domain &= Domain("id", "not in", self.ids)
        if company_id:
            # those without a company are of all of ours
            domain &= Domain("company_id", "in", [False, company_id])
        if not (other := partners.search(domain, limit=1)):
            return
        seen = other.sudo(False)
        if not seen.has_access("read"):
            raise ValidationError(
                self.env._(
                    "External code: a company that you do not see has %(code)s "
                    "already. Choose another one.",
                    code=code,
                )
            )
        name = seen.display_name
        if not other.active:
            name = self.env._("%(name)s (archived)", name=name)
        raise ValidationError(
            self.env._(
                "External code: %(other)s has %(code)s already. Choose another one.",
                other=name,
                code=other.customer_portal_code,
            )
        )

    def _customer_portal_blocks_mails(self):
        """Tell whether contact or company want no mail that nobody wrote.

        :rtype: bool
        """
        # sudo: res.partner - whoever causes a mail may not read the portal's fields
        contacts = self.sudo() | self.sudo().commercial_partner_id
        return any(contacts.mapped("customer_portal_no_mails"))

    def _customer_portal_gets_mails(self):
        """Tell whether a ticket writes to the contact by itself: if enabled and asked.

        :rtype: bool
        """
        # sudo: res.partner - whoever causes a mail may not read the portal's fields
        is_active = self.sudo().customer_portal_active
        return is_active and not self._customer_portal_blocks_mails()
