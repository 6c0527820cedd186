# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResUsersApikeys(models.Model):
    """Keys, and the remembered devices of two-factor authentication built on them."""

    _inherit = "res.users.apikeys"

    def _check_credentials(self, *, scope, key):
        """Let no key open what a password would not."""
        uid = super()._check_credentials(scope=scope, key=key)
        if uid and not self.env["res.users"].browse(uid)._customer_portal_may_call():
            return None
        return uid
