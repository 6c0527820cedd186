# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.safe_eval import safe_eval


class CustomerPortalCached(models.AbstractModel):
    """What policies are compiled from: a change takes effect on the next request."""

    _name = "customer.portal.cached"
    _description = "Source of portal policies"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env["res.users"]._customer_portal_clear_policies()
        return records

    def write(self, vals):
        result = super().write(vals)
        self.env["res.users"]._customer_portal_clear_policies()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["res.users"]._customer_portal_clear_policies()
        return result

    @api.model
    def _find_domain_error(self, model, text):
        """Tell what is wrong with a domain that a manager wrote.

        :param str model: name of the model that the domain is about
        :param str text: the domain as text, maybe empty
        :return: what Odoo or PostgreSQL says of it, ``None`` for a valid one
        :rtype: str or None
        """
        # sudo: the domain's model - the domain is checked, nothing is read
        records = self.env[model].sudo()
        try:
            domain = Domain(safe_eval(text or "[]"))
            domain.validate(records)
            # names that cannot be searched, and values that the column does not take
            query = SQL("EXPLAIN %s", records._search(domain).select())
            with self.env.cr.savepoint(flush=False):
                self.env.cr.execute(query, log_exceptions=False)
        except Exception as error:
            return str(error).partition("\n")[0]
        return None
