# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from . import common


@tagged("-at_install", "post_install", "without_website")
class TestChatterRoutes(common.PortalHttpCase):
    """Odoo's chatter lets nobody do more than our pages do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._ticket(cls.ann, "Secret printer")
        cls.answer = cls.ticket.with_user(cls.agent).message_post(
            body="Secret answer",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        cls.note = cls.ticket.with_user(cls.agent).message_post(
            body="Secret note", subtype_xmlid="mail.mt_note"
        )
        cls.token = cls.ticket._portal_ensure_token()
        cls.thread = {"thread_model": "helpdesk.ticket", "thread_id": cls.ticket.id}
        cls.links = (
            {},
            {"token": cls.token},
            {
                "pid": cls.ann.partner_id.id,
                "hash": cls.ticket._sign_token(cls.ann.partner_id.id),
            },
        )

    def _messages(self):
        self.env.invalidate_all()
        return [
            (m.id, m.body, m.is_internal, m.author_id.id)
            for m in self.ticket.message_ids
        ]

    @mute_logger("odoo.http")
    def _call(self, route, **params):
        """Call a route and return its answer as text, errors included."""
        try:
            return str(self.make_jsonrpc_request(route, params))
        except JsonRpcException as error:
            return str(error)

    def test_post(self):
        """Nobody comments past the profile, whatever a link says."""
        before = self._messages()
        for user in (self.bob, self.dan, self.sue, self.ann, None):
            if user:
                self.login(user)
            else:
                self.authenticate(None, None)
            for link in self.links:
                for data in (
                    {"body": "Intruder"},
                    {
                        "body": "Intruder",
                        "message_type": "email",
                        "subtype_xmlid": "mail.mt_note",
                        "partner_ids": [self.agent.partner_id.id],
                    },
                ):
                    self._call(
                        "/mail/message/post", post_data=data, **self.thread, **link
                    )
        self.assertEqual(self._messages(), before)

    def test_change(self):
        """A customer changes or hides nothing that support wrote."""
        before = self._messages()
        for user in (self.ann, self.bob):
            self.login(user)
            for link in self.links:
                self._call(
                    "/mail/message/update_content",
                    message_id=self.answer.id,
                    update_data={"body": "Changed"},
                    **link,
                )
            self._call(
                "/mail/update_is_internal", message_id=self.answer.id, is_internal=True
            )
        self.assertEqual(self._messages(), before)

    def test_read(self):
        """Strangers read nothing; the owner reads no note."""
        for user in (self.dan, self.sue, None):
            if user:
                self.login(user)
            else:
                self.authenticate(None, None)
            for link in self.links:
                for route in (
                    "/mail/thread/messages",
                    "/mail/chatter_fetch",
                    "/portal/chatter_init",
                ):
                    answer = self._call(route, **self.thread, **link)
                    self.assertNotIn("Secret", answer, (route, link))
        self.login(self.ann)
        answer = self._call("/mail/thread/messages", **self.thread)
        self.assertNotIn("Secret note", answer)

    def test_search(self):
        """A search tells nothing of notes, not even how many it finds."""
        self.login(self.ann)
        for word, found in (("Secret answer", 1), ("Secret note", 0), ("Secret", 1)):
            for fetch in ({"search_term": word}, {"search_term": word, "limit": 1}):
                answer = self.make_jsonrpc_request(
                    "/mail/thread/messages", {**self.thread, "fetch_params": fetch}
                )
                self.assertEqual(answer["count"], found, word)
                self.assertEqual(len(answer["messages"]), found, word)
        for user in (self.bob, self.dan):
            self.login(user)
            answer = self._call(
                "/mail/thread/messages",
                **self.thread,
                fetch_params={"search_term": "Secret note"},
            )
            self.assertNotIn("Secret", answer)

    def test_follow(self):
        """Nobody follows, or makes others follow, through a route."""
        before = self.ticket.message_partner_ids
        for user in (self.dan, self.bob):
            self.login(user)
            for partner in (user.partner_id, self.eve.partner_id):
                self._call(
                    "/mail/thread/subscribe",
                    res_model="helpdesk.ticket",
                    res_id=self.ticket.id,
                    partner_ids=partner.ids,
                )
        self.env.invalidate_all()
        self.assertEqual(self.ticket.message_partner_ids, before)

    def test_messages_go_with_the_record(self):
        """Author and recipient lose a message when they lose the record."""
        own = self.ticket.message_post(
            author_id=self.ann.partner_id.id,
            body="Mine",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.dan.partner_id.ids,
        )
        mailed_note = self.ticket.message_post(
            body="By mail",
            message_type="email",
            subtype_xmlid="mail.mt_note",
            partner_ids=self.ann.partner_id.ids,
        )
        other = self.acme.message_post(
            author_id=self.ann.partner_id.id, body="x", subtype_xmlid="mail.mt_comment"
        )

        def readable(user):
            messages = self.env["mail.message"].with_user(user)
            found = messages.search([("id", "in", (own + mailed_note + other).ids)])
            for message in own + mailed_note + other:
                self.assertEqual(
                    message.with_user(user).has_access("read"), message in found
                )
            return found

        self.assertEqual(readable(self.ann), own)
        self.assertFalse(readable(self.dan))
        self.assertFalse(own.with_user(self.ann).has_access("write"))
        self.assertFalse(own.with_user(self.ann).has_access("unlink"))
        self.ann.partner_id.parent_id = self.globex
        self.assertFalse(readable(self.ann))
        self.assertEqual(readable(self.agent), own + mailed_note + other)

    def test_internal_with_a_public_subtype(self):
        """What support marked internal stays so, whatever else the message says.

        Odoo shows internal messages that came by mail to author and recipients.
        """
        contact = self.ann.partner_id
        internal = self.ticket.message_post(
            author_id=contact.id,
            body="Secret internal",
            message_type="email",
            subtype_xmlid="mail.mt_comment",
            partner_ids=contact.ids,
        )
        self.env["mail.notification"].sudo().create(
            {"mail_message_id": internal.id, "res_partner_id": contact.id}
        )
        file = self._file(self.ticket, "secret.txt", self.agent, internal)
        self.login(self.ann)
        url = f"/my/records/tickets/{self.ticket.id}"
        self.assertIn("Secret internal", self.get(url).text)
        internal.is_internal = True
        self.assertEqual(internal.author_id, contact)
        self.assertFalse(internal.with_user(self.ann).has_access("read"))
        self.assertNotIn("Secret internal", self.get(url).text)
        self.assertEqual(self.get(f"/web/content/{file.id}").status_code, 404)
        for route in (
            "/mail/thread/messages",
            "/mail/chatter_fetch",
            "/portal/chatter_init",
        ):
            answer = self._call(route, **self.thread)
            self.assertNotIn("Secret internal", answer, route)
        for route in ("/mail/thread/messages", "/mail/chatter_fetch"):
            for word, found in (("Secret internal", 0), ("Secret answer", 1)):
                answer = self.make_jsonrpc_request(
                    route, {**self.thread, "fetch_params": {"search_term": word}}
                )
                self.assertEqual(len(answer["messages"]), found, (route, word))
                self.assertEqual(answer.get("count", found), found, (route, word))
        for route in ("/mail/inbox/messages", "/mail/history/messages"):
            self.assertNotIn("Secret internal", self._call(route))
        with mute_logger("odoo.http"):
            view = self.get(f"/mail/view?message_id={internal.id}")
        self.assertNotIn("Secret internal", view.text)
