# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


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
