# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import models

from .customer_portal_notice_text import to_text


class MailTemplate(models.Model):
    """The portal's mails that are no event of a profile: in the same frame."""

    _inherit = "mail.template"

    def _customer_portal_queue(self, record, email_values=None):
        """Queue a mail that is sent soon after what it tells of is certain.

        :param record: what the template, as superuser, is about
        :param dict email_values: values of the ``mail.mail`` that differ
        """
        lang = self._render_lang(record.ids)[record.id]
        mails = self.env["mail.mail"]
        values = {"record_company_id": record.company_id.id, **(email_values or {})}
        mail = mails.browse(self.send_mail(record.id, email_values=values))
        framed = self.with_context(lang=lang)._customer_portal_frame(
            mail.subject, mail.body_html, record
        )
        mail.write({"body_html": framed, "customer_portal_subject": mail.subject})
        mails._customer_portal_trigger()

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
        body = template._customer_portal_frame(
            mail["subject"], mail["body_html"], record
        )
        self.env["ir.mail_server"]._customer_portal_send(
            to,
            {
                "subject": mail["subject"],
                "body": body,
                "body_alternative": to_text(body),
                "email_from": mail.get("email_from"),
                "reply_to": mail.get("reply_to") or False,
            },
            template.mail_server_id,
        )

    def _customer_portal_frame(self, subject, body, record):
        """Return a whole mail, in the language of the environment.

        :param str subject: its heading
        :param str body: HTML of the template
        :param record: a user, or a registration
        :rtype: markupsafe.Markup
        """
        profiles = self.env["customer.portal.profile"]
        profile = profiles._get_default(record.company_id)
        if "customer_portal_profile_id" in record._fields:
            profile = record.customer_portal_profile_id or profile
        notices = self.env["customer.portal.notice"]
        # what is not kept: only the profile's look is asked for
        row = notices.new({"profile_id": profile.id})
        look = row._prepare_look(record.company_id, record.get_base_url())
        return row._frame(subject, Markup(body or ""), look)
