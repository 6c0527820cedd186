# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from .customer_portal_notice_text import to_text


class MailMail(models.Model):
    _inherit = "mail.mail"

    customer_portal_subject = fields.Char(
        "Subject of its recipient",
        help="The mails of one message share its subject; this one is in the "
        "recipient's language, from the mail of its profile.",
    )

    def _prepare_outgoing_list(self, *args, **kwargs):
        mails = super()._prepare_outgoing_list(*args, **kwargs)
        if subject := self.customer_portal_subject:
            for mail in mails:
                mail["subject"] = subject
                mail["body_alternative"] = to_text(mail["body"])
        return mails
