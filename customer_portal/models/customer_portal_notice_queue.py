# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..outgoing import automatic_headers
from .customer_portal_notice_leave import add_leave
from .customer_portal_notice_text import to_text


class CustomerPortalNotice(models.Model):
    """How the portal's mails reach the queue: in the transaction that causes them.

    Nothing is sent before it is committed. What is rolled back is gone with its mails,
    what Odoo runs again is queued once.
    """

    _inherit = "customer.portal.notice"

    def _queue(self, users, record, values, references=None, message=None):
        """Write to each of the users and put it into the queue of mails.

        Of a record's event a message is kept on the record, for support only: who got
        a mail and whether it arrived, and by it an answer finds the record.

        :param users: ``res.users`` records, none of whom shares an address
        :param record: what the event is about; of an account the empty model
        :param dict values: see :meth:`_compose`
        :param str references: Message-Id of the mail that caused it
        :param message: ``mail.message`` that was kept of the same event
        :return: the message, as superuser; maybe none
        """
        self.ensure_one()
        message = message or self.env["mail.message"]
        if not self.template_id or not users:
            return message
        users, record = users.with_env(self.env), record.with_env(self.env)
        queue, sent = self.env["mail.mail"], []
        servers = self.env["ir.mail_server"]
        for lang, group in users.grouped("lang").items():
            row = self.with_context(lang=lang)
            base = row._prepare_mail(users[:1], record, references)
            for user, mail in row._compose(group, record, values).items():
                if record and not message:
                    message = message.create(row._prepare_message(base, mail))
                sent.append((user.partner_id, row._prepare_one(base, mail, message)))
        for contact, mail_values in sent:
            mail_values["recipient_ids"] = contact.ids
            if not message:  # it is gone once it is sent
                mail_values["message_id"] = servers._customer_portal_get_message_id(
                    contact.email_normalized
                )
        mails = queue.create([mail_values for _contact, mail_values in sent])
        if message:
            message.env["mail.notification"].create(
                [
                    {
                        **record._notify_by_email_get_base_notification_values(message),
                        "mail_mail_id": mail.id,
                        "res_partner_id": contact.id,
                    }
                    for mail, (contact, _values) in zip(mails, sent, strict=True)
                ]
            )
        self.env["mail.mail"]._customer_portal_trigger()
        return message

    @api.model
    def _prepare_message(self, base, mail):
        """Return the values of what is kept of an event on its record.

        :rtype: dict
        """
        internal = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note")
        kept = ("author_id", "email_from", "model", "res_id", "reply_to")
        kept += ("record_company_id",)
        return {
            **{name: base[name] for name in kept},
            "subject": mail.subject,
            "body": mail.text,
            "message_type": "email_outgoing",
            "subtype_id": internal,
            "is_internal": True,
        }

    @api.model
    def _prepare_one(self, base, mail, message):
        """Return the values of one person's mail.

        :rtype: dict
        """
        base = add_leave(base, mail)
        if not message:
            values = {"subject": mail.subject, "body_html": mail}
            return {**base, **values, "customer_portal_subject": mail.subject}
        # the message's own values are not written again
        own = ("headers", "mail_server_id", "auto_delete", "references")
        return {
            **{name: base[name] for name in own},
            "mail_message_id": message.id,
            "is_notification": True,
            "customer_portal_subject": mail.subject,
            "body_html": mail,
        }

    def _send_unkept(self, user, values):
        """Send the mail at once, without keeping it: it holds a secret.

        :param user: one user; without a profile it gets the shipped mail
        :param dict values: see :meth:`_compose`
        :raise NOT_SENT: the mail server did not take the mail
        """
        row = self or self.new({"event": "credentials"})
        if not self:
            row.template_id = row._get_shipped(row.event)
        row, empty = row.with_context(lang=user.lang), user.browse()
        mail = row._compose(user, empty, values)[user]
        self.env["ir.mail_server"]._customer_portal_send(
            (user.name, user.email),
            {
                "subject": mail.subject,
                "body": mail,
                "body_alternative": to_text(mail),
                "email_from": row._prepare_mail(user, empty)["email_from"],
            },
            row.template_id.mail_server_id,
        )

    def _prepare_mail(self, user, record, references=None):
        """Return what the mails of an event share.

        :rtype: dict
        """
        template, company = self.template_id, self._get_company(user, record)
        sender = (
            template.email_from
            and template._render_field(
                "email_from", user.ids, add_context={"notice": {}}
            )[user.id]
        )
        headers = automatic_headers(answers=bool(references))
        values = {
            "author_id": company.partner_id.id,
            "record_company_id": company.id,
            "email_from": sender or company.email_formatted or False,
            "headers": repr(headers),
            "mail_server_id": template.mail_server_id.id,
            "auto_delete": True,
        }
        if not record:
            return values
        return {
            **values,
            "model": record._name,
            "res_id": record.id,
            "reply_to": self._get_reply_to(record) or values["email_from"],
            "references": references or record._customer_portal_get_thread_reference(),
        }

    @api.model
    def _one_per_address(self, users, told=()):
        """Return of those who share a mail address the first one.

        :param users: ``res.users`` records as superuser, the preferred first
        :param told: normalised addresses that get nothing
        """
        seen, chosen = set(told), users.browse()
        for user in users:
            address = user.email_normalized
            if address and address not in seen:
                seen.add(address)
                chosen += user
        return chosen
