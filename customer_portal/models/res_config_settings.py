# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from .customer_portal_account import ATTEMPTS, BLOCKED, MINUTES
from .customer_portal_log import KEPT_DAYS
from .mail_mail_files import MAX_MB, MAX_PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_portal_without_profile = fields.Selection(
        related="company_id.customer_portal_without_profile", readonly=False
    )
    customer_portal_registration = fields.Selection(
        related="company_id.customer_portal_registration", readonly=False
    )
    customer_portal_lock_attempts = fields.Integer(
        "Attempts with a wrong password",
        config_parameter="customer_portal.lock_attempts",
        default=ATTEMPTS,
        help="So many lock the access of a contact. 0: never.",
    )
    customer_portal_lock_minutes = fields.Integer(
        "Counted within (minutes)",
        config_parameter="customer_portal.lock_minutes",
        default=MINUTES,
    )
    customer_portal_lock_blocked = fields.Integer(
        "Locked for (minutes)",
        config_parameter="customer_portal.lock_blocked",
        default=BLOCKED,
    )
    customer_portal_log_days = fields.Integer(
        "Keep accesses for (days)",
        config_parameter="customer_portal.log_days",
        default=KEPT_DAYS,
    )
    customer_portal_mail_max_mb = fields.Integer(
        "Files in one mail (MB)", config_parameter=MAX_PARAMETER, default=MAX_MB
    )

    @api.onchange(
        "customer_portal_lock_attempts",
        "customer_portal_lock_minutes",
        "customer_portal_lock_blocked",
        "customer_portal_log_days",
        "customer_portal_mail_max_mb",
    )
    def _onchange_customer_portal_limits(self):
        """Keep the settings within what they can be."""
        self.customer_portal_lock_attempts = max(0, self.customer_portal_lock_attempts)
        self.customer_portal_lock_minutes = max(1, self.customer_portal_lock_minutes)
        self.customer_portal_lock_blocked = max(1, self.customer_portal_lock_blocked)
        self.customer_portal_log_days = max(1, self.customer_portal_log_days)
        self.customer_portal_mail_max_mb = max(0, self.customer_portal_mail_max_mb)

    def set_values(self):
        """Keep also a zero, which Odoo forgets: the default would come back."""
        result = super().set_values()
        # sudo: ir.config_parameter - settings, written by whoever may write them
        parameters = self.env["ir.config_parameter"].sudo()
        for name in ("customer_portal_lock_attempts", "customer_portal_mail_max_mb"):
            if not self[name]:
                parameters.set_param(self._fields[name].config_parameter, "0")
        return result
