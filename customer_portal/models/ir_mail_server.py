# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class IrMailServer(models.Model):
    _inherit = "ir.mail_server"

    def _customer_portal_send(self, to, mail, server):
        """Send a mail without keeping it: no queue, no chatter, no record of it.

        :param str to: address, maybe with a name
        :param dict mail: ``subject``, ``body`` (HTML), ``email_from``, maybe
            ``reply_to`` and ``body_alternative`` (plain text)
        :param server: ``ir.mail_server`` record, none for the usual one
        """
        message = self._build_email__(
            **mail,
            email_to=[to],
            subtype="html",
            headers={"Auto-Submitted": "auto-generated"},
        )
        self.send_email(message, mail_server_id=server.id)
