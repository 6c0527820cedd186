# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import html2plaintext


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _routing_handle_bounce(self, email_message, message_dict):
        """Hand on why a mail of ours came back for good.

        A report must name a mail that left from here: anybody can write one. One that
        tells of a delay marks nobody.
        """
        actions = {
            str(part["Action"]).strip().lower()
            for part in email_message.walk()
            if part["Action"]
        }
        is_ours = message_dict.get("bounced_message") or self.env[
            "ir.mail_server"
        ]._customer_portal_knows(
            message_dict.get("bounced_msg_ids"), message_dict.get("bounced_email")
        )
        if is_ours and actions <= {"failed"}:
            reason = html2plaintext(message_dict.get("body") or "").strip()
            reason = reason or self.env._("The mail came back.")
            self = self.with_context(customer_portal_bounce=reason)
        return super()._routing_handle_bounce(email_message, message_dict)
