# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import email_normalize


class ResPartner(models.Model):
    """The mail address of a contact that uses the portal is its login."""

    _inherit = "res.partner"

    def write(self, vals):
        mail = email_normalize(vals.get("email") or "")
        if not mail or self.env.context.get("customer_portal_told"):
            return super().write(vals)
        users = self._customer_portal_get_mail_users().filtered(
            lambda user: email_normalize(user.login) != mail
        )
        if users and self.env.user.share:
            raise UserError(
                self.env._(
                    "%(contact)s logs in with this mail address. Only the contact can "
                    "change it, under My profile, or an agent.",
                    contact=users[0].name,
                )
            )
        result = super().write(vals)
        users._customer_portal_take_mail(mail)
        return result

    def _customer_portal_get_mail_users(self):
        """Return the portal users of these contacts who log in with its mail.

        :return: ``res.users`` records as superuser
        """
        # sudo: res.users - whoever changes a contact's mail need not read users
        users = self.env["res.users"].sudo()
        users = users.search([("partner_id", "in", self.ids), ("share", "=", True)])
        return users.filtered(
            lambda user: (
                user._customer_portal_has_period()
                and email_normalize(user.email or "") == email_normalize(user.login)
            )
        )
