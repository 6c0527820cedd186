# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_portal_without_profile = fields.Selection(
        "_selection_without_profile",
        string="Portal users without a profile",
        required=True,
        default="account",
        help="What users of Odoo's portal may do to whom nobody gave a profile.",
    )

    customer_portal_registration = fields.Selection(
        "_selection_registration",
        string="Registration",
        required=True,
        default="off",
        help="Whether visitors may ask for access to the portal on the login page.",
    )

    def _selection_registration(self):
        return [
            ("off", self.env._("Off")),
            ("agent", self.env._("An agent approves")),
            ("domain", self.env._("At once by mail domain")),
        ]

    def _selection_without_profile(self):
        return [
            ("account", self.env._("Nothing but their own account")),
            ("standard", self.env._("Odoo's standard access")),
        ]

    def _customer_portal_today(self, moment=None):
        """Return the day in the company's time zone, by which periods are counted.

        Called as superuser.

        :param datetime.datetime moment: in UTC; now by default
        :rtype: datetime.date
        """
        zone = self.partner_id.tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone), moment)

    def write(self, vals):
        result = super().write(vals)
        if "customer_portal_without_profile" in vals:
            self.env["res.users"]._customer_portal_clear_policies()
        return result
