# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import AccessError


class TestCustomerPortalSecret(models.Model):
    """What an app does not name to everybody, whoever asks as superuser."""

    _name = "test.customer.portal.secret"
    _description = "Test secret"

    name = fields.Char()

    def _compute_display_name(self):
        if any(record.name == "Secret" for record in self):
            raise AccessError(self.env._("This is a secret."))
        return super()._compute_display_name()
