# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import smtplib

from odoo import models

from odoo.addons.base.models.ir_mail_server import MailDeliveryException


class IrMailServer(models.Model):
    _inherit = "ir.mail_server"

    def send_email(self, message, *args, **kwargs):
        """Let a dropped connection be a failure of one mail, as any other.

        Odoo lets it end the whole run, and forgets then whom the mail had reached.
        """
        try:
            return super().send_email(message, *args, **kwargs)
        except smtplib.SMTPServerDisconnected as error:
            if not self.env.context.get("customer_portal_mail"):
                raise
            raise MailDeliveryException(
                self.env._("The mail server closed the connection."), str(error)
            ) from error
