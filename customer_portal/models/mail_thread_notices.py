# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import models
from odoo.tools import is_html_empty

from ..notices import Cause
from .customer_portal_notice_leave import add_leave
from .customer_portal_notice_text import NoticeMail


class MailThread(models.AbstractModel):
    """Comments reach readers with a profile as their profile's mails.

    Odoo decides who is notified, keeps the notifications, the references and where
    answers go; only what each mail looks like is ours. Customers without a profile get
    what Odoo sends.
    """

    _inherit = "mail.thread"

    def write(self, vals):
        self._customer_portal_note_state()
        return super().write(vals)

    def _message_post_after_hook(self, message, msg_values):
        """Note who wrote: what its comment changes is no news to it."""
        result = super()._message_post_after_hook(message, msg_values)
        if self._customer_portal_get_state_field() and len(self) == 1:
            # sudo: mail.message - whom it is from
            if noted := self._customer_portal_get_noted():
                noted.actors |= set(message.sudo().author_id.ids)
        return result

    def _customer_portal_is_reader(self, user):
        """Tell whether a user has a profile that shows it the record, on any day.

        :param user: ``res.users`` record
        :rtype: bool
        """
        policy = user._customer_portal_compile()
        return bool(
            policy and policy.active and self._customer_portal_concerns(user.id)
        )

    def _customer_portal_get_events(self, message):
        """Return of which events a message tells contacts and support.

        :param message: ``mail.message`` record as superuser
        :return: both, ``None`` where Odoo's own mail goes out
        :rtype: tuple
        """
        if cause := Cause.of(self.env.context):
            return None, cause.event
        is_public = not (message.is_internal or message.subtype_id.internal)
        is_comment = message.message_type in ("comment", "email")
        if not (is_public and is_comment and message.subtype_id):
            return None, None
        is_file = is_html_empty(message.body) and message.attachment_ids
        event = "file_shared" if is_file else "comment_by_support"
        if any(not user.share for user in message.author_id.user_ids):
            return event, None
        return event, "file_shared" if is_file else "comment_by_customer"

    def _customer_portal_get_row(self, recipient, events):
        """Return the mail that a recipient of a message gets of ours.

        :param dict recipient: of ``_notify_get_recipients``
        :param tuple events: :meth:`_customer_portal_get_events`
        :return: row as superuser, maybe without a template; ``None`` for Odoo's
        """
        for_contacts, for_agents = events
        notices = self.env["customer.portal.notice"]
        if not recipient["uid"]:
            return None
        if not recipient["ushare"]:
            profile = for_agents and self._customer_portal_get_notice_profile()
            return notices._of(profile, for_agents) or None if profile else None
        user = self.env["res.users"].browse(recipient["uid"])
        if not for_contacts or not self._customer_portal_is_reader(user):
            return None
        # sudo: res.users - its profile
        profile = user.sudo().partner_id.customer_portal_profile_id
        return notices._of(profile, for_contacts) or None

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Leave out who wants no mail of it, and who gets it at the same address.

        The author gets a copy where its profile says so.
        """
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        if len(self) != 1 or not self.env["customer.portal.section"]._get_code(
            self._name
        ):
            return recipients
        # sudo: mail.message - what kind it is, and whom it is from
        note = message.sudo()
        events, author = self._customer_portal_get_events(note), note.author_id
        copies = self._customer_portal_get_copies(note, events)
        following = self._customer_portal_get_following(note, events)
        known = {recipient["id"] for recipient in recipients}
        recipients += [one for one in copies + following if one["id"] not in known]
        seen = {author.email_normalized} - {copy["email_normalized"] for copy in copies}
        ids = [recipient["id"] for recipient in recipients if recipient["id"]]
        kept, later = [], {}
        # whoever has a user first: the portal is theirs
        for recipient in sorted(recipients, key=lambda r: not r["uid"]):
            if self._customer_portal_is_told(recipient, events, seen, later, ids):
                kept.append(recipient)
        self._customer_portal_keep_for_digest(note, later, seen)
        return [recipient for recipient in recipients if recipient in kept]

    def _customer_portal_is_told(self, recipient, events, seen, later, ids):
        """Tell whether a recipient gets a message now; note its address.

        :param set seen: normalised addresses that get it already
        :param dict later: contact and event, by address, of who wants it in a digest
        :param list ids: of all recipients, to read them at once
        :rtype: bool
        """
        if recipient["notif"] != "email":
            return True
        row = self._customer_portal_get_row(recipient, events)
        if row is not None and not row.template_id:
            return False
        address = recipient["email_normalized"]
        if row is not None and recipient["ushare"]:
            contact = self.env["res.partner"].browse(recipient["id"])
            contact = contact.with_prefetch(ids)
            when = contact._customer_portal_wants(row.event, self)
            if when == "digest" and address:
                later.setdefault(address, (contact, row.event))
            if when != "now":
                return False
        if address and address in seen:
            return False
        seen.add(address)
        return True

    def _customer_portal_get_copies(self, message, events):
        """Return the author as a recipient, if its profile sends it a copy.

        Of what it wrote in the portal: who wrote a mail has it.

        :param message: ``mail.message`` record as superuser
        :rtype: list[dict]
        """
        author = message.author_id
        if (
            not events[0]
            or message.message_type != "comment"
            or not author.customer_portal_profile_id.copy_of_own_comments
        ):
            return []
        return self._customer_portal_prepare_recipients(message, author)

    def _notify_get_recipients_classify(
        self, message, recipients_data, model_description, msg_vals=False
    ):
        """Make a group of its own of each recipient of a mail of ours.

        They are written together; each goes out alone, so that none is sent twice
        because another one could not be.
        """
        ours, groups = {}, []
        if len(self) == 1 and self.env["customer.portal.section"]._get_code(self._name):
            # sudo: mail.message - it goes to who may read it
            note = message.sudo()
            events = self._customer_portal_get_events(note)
            for recipient in recipients_data:
                row = self._customer_portal_get_row(recipient, events)
                if row:
                    ours.setdefault(row, []).append(recipient)
        for row, recipients in ours.items():
            users = self.env["res.users"].browse(r["uid"] for r in recipients)
            values = self._customer_portal_prepare_comment(note)
            mails = row.with_context(lang=self.env.lang)._compose(users, self, values)
            mails = {user.id: mail for user, mail in mails.items()}
            groups += [
                {
                    "active": True,
                    "button_access": {},
                    "has_button_access": False,
                    "notification_group_name": "customer_portal",
                    "customer_portal_mail": mails[recipient["uid"]],
                    "recipients_data": [recipient],
                    "recipients_emails": [],
                    "recipients_ids": [recipient["id"]],
                }
                for recipient in recipients
            ]
        mine = [recipient for group in ours.values() for recipient in group]
        others = [recipient for recipient in recipients_data if recipient not in mine]
        return groups + super()._notify_get_recipients_classify(
            message, others, model_description, msg_vals=msg_vals
        )

    def _customer_portal_prepare_comment(self, message):
        """Return what mails say of a message.

        :param message: ``mail.message`` record as superuser
        :return: some of the keys of ``notices.SAMPLE``
        :rtype: dict
        """
        if cause := Cause.of(self.env.context):
            return cause.values
        return {
            "text": Markup(message.body or ""),
            "author": message.author_id.name or message.email_from or "",
            "files": self.env["mail.mail"]._customer_portal_describe_files(
                message.attachment_ids
            ),
        }

    def _notify_by_email_render_layout(
        self, message, recipients_group, msg_vals=False, render_values=None
    ):
        if mail := recipients_group.get("customer_portal_mail"):
            return mail
        return super()._notify_by_email_render_layout(
            message, recipients_group, msg_vals=msg_vals, render_values=render_values
        )

    def _notify_by_email_get_final_mail_values(
        self, recipient_ids, mail_values, additional_values=None
    ):
        """Give mails of ours the subject of their template."""
        values = super()._notify_by_email_get_final_mail_values(
            recipient_ids, mail_values, additional_values=additional_values
        )
        mail = values.get("body_html")
        if isinstance(mail, NoticeMail) and mail.subject:
            values["customer_portal_subject"] = mail.subject
            values = add_leave(values, mail)
        return values

    def _notify_by_email_get_headers(self, headers=None):
        """Tell no reader of an exposed record the addresses of the others.

        Odoo lists all that are no users in the To of each mail, for a reply to all. An
        answer to the record reaches them anyway.
        """
        headers = super()._notify_by_email_get_headers(headers)
        if self and self.env["customer.portal.section"]._get_code(self._name):
            headers.pop("X-Msg-To-Add", None)
        return headers

    def _notify_thread_by_email(self, message, recipients_data, **kwargs):
        """Queue the mails of exposed records, as all of the portal's are.

        Note who got a comment: that mail tells also what it changed.
        """
        exposed = self.env["customer.portal.section"]._get_code(self._name)
        if not exposed:
            return super()._notify_thread_by_email(message, recipients_data, **kwargs)
        thread = self.with_context(mail_notify_force_send=False)
        result = super(MailThread, thread)._notify_thread_by_email(
            message, recipients_data, **kwargs
        )
        mailed = [r for r in recipients_data if r["notif"] == "email"]
        if mailed:
            self.env["mail.mail"]._customer_portal_trigger()
        # sudo: mail.message - what kind it is
        if len(self) == 1 and any(self._customer_portal_get_events(message.sudo())):
            if noted := self._customer_portal_get_noted():
                noted.told |= {r["email_normalized"] for r in mailed}
        return result

    def _message_auto_subscribe_notify(self, partner_ids, template):
        """Tell who is put in charge by the mail of the customer's profile."""
        if (
            template != "mail.message_user_assigned"
            or not self._customer_portal_speaks()
        ):
            return super()._message_auto_subscribe_notify(partner_ids, template)
        notices = self.env["customer.portal.notice"]
        agents = self.env["res.partner"].browse(partner_ids)
        for record in self:
            if not notices._tell_agents("ticket_received", record, agents, {}):
                super(MailThread, record)._message_auto_subscribe_notify(
                    partner_ids, template
                )
        return None

    def _customer_portal_speaks(self):
        """Tell whether mails about these records are the portal's.

        :rtype: bool
        """
        is_quiet = self.env.context.get("mail_auto_subscribe_no_notify")
        is_shown = self.env["customer.portal.section"]._get_code(self._name)
        return bool(is_shown and not is_quiet and self.env.registry.ready)
