# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import AccessDenied
from odoo.tools import email_normalize

from ..inputs import InputError, clean_text

#: Most characters of a mail address.
MAX_MAIL = 254


class ResUsers(models.Model):
    """How portal users take another mail address."""

    _inherit = "res.users"

    def _customer_portal_ask_mail(self, mail, password):
        """Have a link sent to the new address of the current user.

        :param str mail: as typed
        :param str password: the present one, as typed
        :raise InputError: naming the input that cannot be accepted
        """
        typed = clean_text(mail)
        address = email_normalize(typed) if len(typed) <= MAX_MAIL else False
        errors = {}
        if not address:
            errors["mail"] = self.env._("Please enter a valid mail address.")
        elif address == email_normalize(self.email or self.login):
            errors["mail"] = self.env._("This is your mail address already.")
        if errors:
            raise InputError(errors)
        try:
            credential = {"login": self.login, "password": password, "type": "password"}
            self._check_credentials(credential, {"interactive": True})
        except AccessDenied:
            raise InputError({"password": self.env._("Wrong password.")}) from None
        self._customer_portal_account(make=True)._request_mail(address)
