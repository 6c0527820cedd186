# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
import secrets
import socket

from odoo import api, models
from odoo.tools import consteq, hmac

#: A Message-Id of ours: a random number and its signature.
SIGNED = re.compile(r"<([0-9a-f]{24})\.([0-9a-f]{32})@[^<>@\s]+>")


class IrMailServer(models.Model):
    """Mails that are not kept are known again by their Message-Id when they come back.

    Anybody can write a report that a mail could not be delivered: only one that names a
    mail of ours to that address marks its contact.
    """

    _inherit = "ir.mail_server"

    @api.model
    def _customer_portal_get_message_id(self, address):
        """Return the Message-Id of a mail that nobody keeps.

        :param str address: of its recipient, normalised
        :rtype: str
        """
        number = secrets.token_hex(12)
        signature = self._customer_portal_sign(number, address)
        return f"<{number}.{signature}@{socket.gethostname()}>"

    @api.model
    def _customer_portal_knows(self, references, address):
        """Tell whether one of some Message-Ids is that of a mail of ours.

        :param list references: texts, maybe forged
        :param str address: normalised address to which it went
        :rtype: bool
        """
        found = map(SIGNED.fullmatch, references or ())
        return any(
            consteq(self._customer_portal_sign(match[1], address or ""), match[2])
            for match in found
            if match
        )

    def _customer_portal_sign(self, number, address):
        # sudo: ir.config_parameter - the secret of the database
        return hmac(self.env(su=True), "customer_portal-mail", (number, address))[:32]
