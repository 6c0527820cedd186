# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

#: Days for which the password in the credentials mail works.
DAYS = 7


class CustomerPortalProfile(models.Model):
    """How contacts of a profile get their credentials."""

    _inherit = "customer.portal.profile"

    def _selection_credentials(self):
        return [
            ("password", self.env._("A password to be changed at the first login")),
            ("link", self.env._("A link to choose a password")),
        ]

    credentials = fields.Selection(
        "_selection_credentials",
        default="password",
        required=True,
        help="What the mail brings to a contact that is enabled.",
    )
    credentials_days = fields.Integer(
        "Valid for (days)",
        default=DAYS,
        required=True,
        help="So long the password or the link in the mail works.",
    )

    _credentials_days_positive = models.Constraint(
        "CHECK(credentials_days > 0)",
        "Valid for (days): enter at least one day.",
    )
