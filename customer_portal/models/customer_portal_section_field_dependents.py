# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class CustomerPortalSectionField(models.Model):
    """What a profile withholds cannot become required afterwards."""

    _inherit = "customer.portal.section.field"

    @api.constrains("required")
    def _check_dependents(self):
        self.section_id.access_ids._check_fields()
