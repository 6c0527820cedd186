# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

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

    def _customer_portal_preview(self, model_name, contact, replaces):
        """Return what the apps' rules would leave a contact of a model.

        Not what its policy says: that one is chosen where this is asked.

        :param str model_name: name of a section's model
        :param contact: ``res.partner`` record, enabled for the portal or not
        :param bool replaces: whether the section replaces the rules for portal users
        :rtype: Domain
        """
        # sudo: ir.rule, res.groups - users do not read rules, the ORM does for them
        portal = self.env.ref("base.group_portal").sudo()
        rules = self.sudo().search(
            [
                ("model_id.model", "=", model_name),
                ("perm_read", "=", True),
                "|",
                ("groups", "=", False),
                ("groups", "in", portal.all_implied_ids.ids),
            ]
        )
        # sudo: res.users - the rules look at who asks
        user = contact.sudo().user_ids.filtered("active")[:1]
        if not user:
            company = contact.company_id or self.env.company
            user = user.new({"partner_id": contact.id, "company_id": company.id})
        context = {
            "user": user,
            "company_id": user.company_id.id,
            "company_ids": (user.company_ids or user.company_id).ids,
        }
        of_groups = rules.filtered("groups")

        def written(rule):
            return Domain(safe_eval(rule.domain_force or "[]", context))

        domain = Domain.AND(map(written, rules - of_groups))
        if of_groups and not replaces:
            domain &= Domain.OR(map(written, of_groups))
        return domain
