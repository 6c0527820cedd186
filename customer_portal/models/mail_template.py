# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailTemplate(models.Model):
    _inherit = "mail.template"

    def _customer_portal_queue(self, record, email_values=None):
        """Queue a mail that is sent soon after what it tells of is certain.

        Odoo's queue would wait for up to an hour.

        :param record: what the template, as superuser, is about
        :param dict email_values: values of the ``mail.mail`` that differ
        """
        self.send_mail(record.id, email_values=email_values)
        self.env["mail.mail"]._customer_portal_trigger()

    def _customer_portal_send(self, record, to, lang, secret):
        """Send a mail without keeping it: no queue, no chatter, no record of it.

        :param record: what the template is about
        :param tuple to: name, maybe empty, and address
        :param str lang: code of a language
        :param dict secret: what the template finds in its context
        """
        template = self.with_context(**secret, lang=lang)
        parts = ("subject", "body_html", "email_from", "reply_to")
        mail = template._generate_template(record.ids, parts)[record.id]
        self.env["ir.mail_server"]._customer_portal_send(
            to,
            {
                "subject": mail["subject"],
                "body": mail["body_html"],
                "email_from": mail.get("email_from"),
                "reply_to": mail.get("reply_to") or False,
            },
            template.mail_server_id,
        )
