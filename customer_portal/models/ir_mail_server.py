# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import email_normalize, formataddr

from ..outgoing import automatic_headers, clean_name


class IrMailServer(models.Model):
    _inherit = "ir.mail_server"

    def _customer_portal_send(self, to, mail, server):
        """Send a mail without keeping it: no queue, no chatter, no record of it.

        :param tuple to: name and address: written as one text, a name can hold another
            address
        :param dict mail: ``subject``, ``body`` (HTML), ``email_from``, maybe
            ``reply_to`` and ``body_alternative`` (plain text)
        :param server: ``ir.mail_server`` record, none for the usual one
        """
        name, address = to[0], email_normalize(to[1] or "", strict=False)
        headers = automatic_headers()
        if bounce := self.env.company.bounce_email:
            headers["Return-Path"] = bounce
        message = self._build_email__(
            **mail,
            email_to=[formataddr((clean_name(name), address or ""))],
            subtype="html",
            headers=headers,
            message_id=self._customer_portal_get_message_id(address),
        )
        # what the name says is no recipient, whatever Odoo reads in it
        servers = self.with_context(send_validated_to=[address])
        servers.send_email(message, mail_server_id=server.id)
