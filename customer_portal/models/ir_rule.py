# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain

from .base import get_readable


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _compute_domain(self, model_name, mode="read"):
        """Narrow the records of exposed models to those of the user's policy."""
        domain = super()._compute_domain(model_name, mode)
        if model_name not in (get_readable(self.env) or ()):
            return domain
        if mode != "read":
            return Domain.FALSE
        policy = self.env.user._customer_portal_policy()
        section = self.env.context.get("customer_portal_section")
        return domain & Domain(policy.domain(model_name, "read", section))

    def _get_rules(self, model_name, mode="read"):
        """Drop the app's group rules where the user's sections replace them."""
        rules = super()._get_rules(model_name, mode)
        if self.env.su or not rules:
            return rules
        compiled = self.env.user._customer_portal_compile()
        if compiled is None or not compiled.replaces_rules(model_name):
            return rules
        # sudo: ir.rule - users do not read rules, the ORM does for them
        return rules.sudo().filtered(lambda rule: not rule.groups).sudo(False)
