# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from markupsafe import Markup

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

#: Time in which one's own comment can be changed.
CHANGE_WITHIN = timedelta(minutes=10)
#: What Odoo leaves in the text of a message that was changed.
EDITED = "o-mail-Message-edited"


class Base(models.AbstractModel):
    """What customer and support write to each other on a record.

    A private note is for support: its subtype is internal, so that no chatter, mail,
    search or count of Odoo's shows it to customers. Only here its author gets it.
    """

    _inherit = "base"

    def _customer_portal_get_messages(self, notes=None):
        """Return what the user may read of the conversation, oldest first.

        :param notes: :meth:`_customer_portal_get_notes`, where they are known
        :return: ``mail.message`` records as superuser: comments that customers may
            read, and the user's own private notes
        """
        self.ensure_one()
        messages = self.env["mail.message"]
        if "message_ids" not in self._fields:
            return messages
        ours = Domain("model", "=", self._name) & Domain("res_id", "=", self.id)
        public = messages.search_fetch(
            ours
            & Domain("message_type", "in", ("comment", "email"))
            & Domain("is_internal", "=", False)
            & Domain("subtype_id.internal", "=", False),
            # what lists need of all; texts are read of those that are shown
            ["author_id", "email_from"],
        )
        me = self.env.user.partner_id
        if notes is None:
            notes = self._customer_portal_get_notes()
        private = notes.filtered(lambda note: note.author_id == me)
        # sudo: mail.message - found as the user
        return (public.sudo() | private).sorted("id")

    def _customer_portal_get_notes(self):
        """Return the private notes of the record, whoever wrote them.

        :return: ``mail.message`` records as superuser
        """
        # sudo: mail.message - the caller shows the user none but its own
        messages = self.env["mail.message"].sudo()
        return messages.search(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("subtype_id", "=", self._customer_portal_get_private().id),
            ]
        )

    def _customer_portal_get_private(self):
        """Return the subtype of private notes.

        :return: ``mail.message.subtype`` record as superuser
        """
        # sudo: mail.message.subtype - it says what kind a message is
        subtypes = self.env["mail.message.subtype"].sudo()
        names = self.env["ir.model.data"]
        return subtypes.browse(names._xmlid_to_res_id("customer_portal.mt_private"))

    def _customer_portal_prepare_comments(self, messages, first=1):
        """Describe messages for the template, newest first.

        :param messages: some of :meth:`_customer_portal_get_messages`
        :param int first: number of the first of them
        :return: ``id``, ``number``, ``author``, ``initials``, ``is_support``,
            ``is_private``, ``is_mine``, ``is_edited``, ``is_deleted``, ``date``,
            ``body`` (Markup), ``text`` and ``attachments`` (as superuser)
        :rtype: list[dict]
        """
        writer = self.env["customer.portal.section.field"]
        private, me = self._customer_portal_get_private(), self.env.user.partner_id
        # sudo: res.users - who has left support still wrote for it
        users = self.env["res.users"].sudo().with_context(active_test=False)
        supporting = [
            ("partner_id", "in", messages.author_id.ids),
            ("share", "=", False),
        ]
        support = users.search_fetch(supporting, ["partner_id"]).partner_id
        return [
            {
                "id": message.id,
                "number": number,
                "author": message.author_id.name or message.email_from,
                "initials": self._customer_portal_get_initials(message),
                "is_support": message.author_id in support,
                "is_private": message.subtype_id == private,
                "is_mine": message.author_id == me,
                "is_edited": EDITED in (message.body or ""),
                "is_deleted": message._customer_portal_is_deleted(),
                "date": writer._write_moment(message.date),
                "body": message.body,
                "text": html2plaintext(message.body or "").strip(),
                "attachments": message.attachment_ids,
            }
            for number, message in reversed(list(enumerate(messages, start=first)))
        ]

    def _customer_portal_get_initials(self, message):
        """Return the initials of an author.

        :rtype: str
        """
        words = (message.author_id.name or message.email_from or "?").split()
        return "".join(word[0] for word in [words[0], *words[1:][-1:]]).upper()

    def _customer_portal_get_last_answers(self):
        """Return what support wrote last on each record, for customers to read.

        :return: ``mail.message`` records as superuser, by id of the record
        :rtype: dict
        """
        if "message_ids" not in self._fields or not self:
            return {}
        # sudo: mail.message - comments for customers, on records that the user reads
        messages = self.env["mail.message"].sudo()
        groups = messages._read_group(
            self._customer_portal_get_public_domain()
            & Domain("author_id.partner_share", "=", False),
            ["res_id"],
            ["id:max"],
        )
        last = messages.browse([newest for _record, newest in groups])
        return {message.res_id: message for message in last}

    def _customer_portal_may_change(self, message, messages):
        """Tell whether the user may change or delete a comment now.

        That is its own, for some minutes, until somebody else has written.

        :param message: one of ``messages``
        :param messages: all of :meth:`_customer_portal_get_messages`
        :rtype: bool
        """
        written = min(message.date, message.create_date)
        return (
            message._customer_portal_is_own()
            and fields.Datetime.now() <= written + CHANGE_WITHIN
            and not any(
                later.id > message.id and later.author_id != message.author_id
                for later in messages
            )
        )

    def _customer_portal_post_comment(self, body, attachments=(), private=False):
        """Post a comment of the current user, to all who follow the record.

        :param Markup body: HTML
        :param attachments: name and content (bytes) of each file
        :param bool private: for support only
        :return: the ``mail.message``
        """
        self.ensure_one()
        values = {"subtype_xmlid": "mail.mt_comment"}
        if private:
            values = {
                "subtype_xmlid": "customer_portal.mt_private",
                "is_internal": True,
                "partner_ids": self._customer_portal_get_support().ids,
            }
        # sudo: mail.thread - the gateway has checked the right to comment
        return self.sudo().message_post(
            author_id=self.env.user.partner_id.id,
            body=body,
            message_type="comment",
            attachments=list(attachments),
            **values,
        )

    def _customer_portal_get_support(self):
        """Return who of support is told of a private note: internal followers.

        :return: ``res.partner`` records as superuser
        """
        # sudo: mail.thread - followers, of whom customers need not know
        followers = self.sudo().message_partner_ids
        return followers.filtered(lambda partner: not partner.partner_share)

    def _customer_portal_change_comment(self, message, body):
        """Change a comment, and keep for agents what it said before.

        :param message: ``mail.message`` as superuser
        :param Markup body: HTML; ``None`` to delete text and files
        """
        self.ensure_one()
        # no quotation: the chatter would fold it
        before = Markup("<div>%s</div>") % (message.body or "")
        what = self.env._("Comment changed by the customer. Before:")
        files = None
        if body is None:
            what, files = self.env._("Comment deleted by the customer. It was:"), []
            names = ", ".join(message.attachment_ids.mapped("name"))
            before += Markup("<p>%s</p>") % names if names else Markup()
        # sudo: mail.thread - the gateway has checked whose comment it is
        record = self.sudo()
        record._message_update_content(message, body=body or "", attachment_ids=files)
        if body is None:  # Odoo marks a text that is gone as edited, ours is empty
            message.body = ""
        record._message_log(
            body=Markup("<p>%s</p>%s") % (what, before),
            author_id=self.env.user.partner_id.id,
        )
