# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class BasePartnerMerge(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, *args, **kwargs):
        """Forget the policies: users change their contact here past the ORM."""
        result = super()._merge(*args, **kwargs)
        self.env["res.users"]._customer_portal_clear_policies()
        return result
