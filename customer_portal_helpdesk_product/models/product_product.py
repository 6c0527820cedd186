# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class ProductProduct(models.Model):
    _inherit = "product.product"

    @api.model
    def _customer_portal_get_name_fields(self):
        """Find products by their internal reference, too: their name begins with it."""
        return ["name", "default_code"]
