# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import formataddr

from ..outgoing import WRITTEN, automatic_headers, clean_name


class MailMail(models.Model):
    """What mail servers and robots read of the portal's mails."""

    _inherit = "mail.mail"

    def _prepare_outgoing_list(self, *args, **kwargs):
        """Say of mails about records and accounts whether anybody wrote them.

        A recipient's name is its own choice: it can name nobody else.
        """
        mails = super()._prepare_outgoing_list(*args, **kwargs)
        if self.model not in self._customer_portal_models():
            return mails
        usual = {} if self.message_type in WRITTEN else automatic_headers()
        for mail in mails:
            mail["headers"] = {**usual, **mail["headers"]}
            if contact := mail["partner_id"]:
                mail["email_to"] = [
                    formataddr((clean_name(contact.name), address or "False"))
                    for address in mail["email_to_normalized"] or [contact.email]
                ]
        return mails
