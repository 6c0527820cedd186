# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class IrModelAccess(models.Model):
    _inherit = "ir.model.access"

    def _get_allowed_models(self, mode="read"):
        """Let portal users read exposed models if granted, and write none of them.

        What they change goes through the gateway.
        """
        allowed = super()._get_allowed_models(mode)
        policy = self.env.user._customer_portal_policy()
        if policy is None:
            return allowed
        exposed = self.env["customer.portal.section"]._codes_by_model().keys()
        return allowed - exposed | (policy.models() if mode == "read" else frozenset())
