# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailTrackingValue(models.Model):
    _inherit = "mail.tracking.value"

    def _filter_has_field_access(self, env):
        """Tell portal users of no change of a field that no section shows them.

        A hidden field can be readable below the pages, because records are sorted by
        it.
        """
        allowed = super()._filter_has_field_access(env)
        policy = env.user._customer_portal_policy()
        if policy is None:
            return allowed
        managed = env["ir.model.access"]._customer_portal_get_managed()
        return allowed.filtered(
            lambda change: (
                change.field_id.model not in managed
                or policy.shows(change.field_id.model, change.field_id.name)
            )
        )
