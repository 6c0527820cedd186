# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from . import test_comments
from .smtp_sink import smtp_sink, text_of

WORD = "Canary-private"


@tagged("-at_install", "post_install", "without_website")
class TestPrivateNotes(test_comments.CommentsCase):
    """A note for support: its author and agents read it, nobody else does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        everyone = cls.ann | cls.bob | cls.eve
        cls.ticket.message_subscribe(everyone.partner_id.ids)
        company = {f"{r}_scope": "company" for r in ("read", "comment", "close")}
        cls.env.ref("customer_portal.profile_company_tickets").write(company)

    def _note(self, user=None):
        files = [("attachments", (f"{WORD}.txt", WORD.encode()))]
        return self.comment(user or self.ann, f"{WORD} text", files, private="1")

    def test_page(self):
        self._note()
        [text] = self.messages(self.ann)
        for part in ("Private: you and support", f"{WORD} text", f"{WORD}.txt", "#1"):
            self.assertIn(part, text)
        for user in (self.bob, self.eve):
            self.login(user)
            page = self.page(self.url)
            self.assertNotIn(WORD, page.text_content())
            self.assertEqual(self.texts(page, "//span[@class='cp-count']"), ["0"])
        self.comment(self.bob, "Anything new?")
        self.assertIn("#1", self.messages(self.bob)[0], "no gap tells of the note")
        self.assertIn("#2", self.messages(self.ann)[0])

    def test_of_others(self):
        """The customer does not read what its collaborator writes to support."""
        self._note(self.eve)
        for user in (self.ann, self.bob):
            self.assertFalse(self.messages(user))
        self.assertIn(WORD, self.messages(self.eve)[0])

    def test_after_losing_the_ticket(self):
        self._note(self.eve)
        self.ticket.customer_portal_collaborator_id = False
        self.login(self.eve)
        self.assertEqual(self.get(self.url).status_code, 404)

    def test_files(self):
        file = self._note().attachment_ids
        pages = (
            f"{self.url}/attachments/{file.id}",
            f"/web/content/{file.id}",
            f"/web/image/{file.id}",
        )
        self.assertEqual(self.get(pages[0]).text, WORD)
        for user in (self.bob, self.eve, self.dan):
            self.login(user)
            for page in pages:
                with mute_logger("odoo.http"):
                    answer = self.get(page)
                self.assertNotIn(WORD, answer.text, (user.login, page))

    @mute_logger("odoo.http")
    def test_chatter_routes(self):
        """Odoo's own routes give it to no customer, whichever link is used."""
        note = self._note()
        thread = {"thread_model": "helpdesk.ticket", "thread_id": self.ticket.id}
        links = (
            {},
            {"token": self.ticket._portal_ensure_token()},
            {
                "pid": self.ann.partner_id.id,
                "hash": self.ticket._sign_token(self.ann.partner_id.id),
            },
        )
        for user in (self.bob, self.eve, self.dan, self.sue):
            self.login(user)
            for link in links:
                for route, params in (
                    ("/mail/thread/messages", thread),
                    ("/mail/chatter_fetch", thread),
                    ("/portal/chatter_init", thread),
                    ("/mail/thread/messages", thread | {"search_term": WORD}),
                    ("/mail/message/translate", {"message_id": note.id}),
                    ("/mail/message/reaction", {"message_id": note.id}),
                    (
                        "/mail/message/update_content",
                        {"message_id": note.id, "update_data": {"body": "x"}},
                    ),
                ):
                    try:
                        answer = str(self.make_jsonrpc_request(route, params | link))
                    except JsonRpcException as error:
                        answer = str(error)
                    self.assertNotIn(WORD, answer, (user.login, route))
        self.assertIn(WORD, note.body)

    def test_orm(self):
        """Below the pages nobody reads, finds or counts it."""
        note = self._note()
        for user in (self.bob, self.eve, self.dan):
            messages = self.env["mail.message"].with_user(user)
            self.assertFalse(messages.search([("body", "ilike", WORD)]))
            self.assertFalse(messages.search_count([("id", "=", note.id)]))
            self.assertFalse(messages.browse(note.id).has_access("read"))
            file = note.attachment_ids.with_user(user)
            self.assertFalse(file.has_access("read"))

    def test_list_search_and_export(self):
        self._note()
        for user in (self.ann, self.bob):
            self.login(user)
            page = self.page(f"/my/records/tickets?q={WORD}")
            self.assertFalse(page.xpath("//tbody/tr[not(@class)]"))
            export = self.get("/my/records/tickets/export")
            self.assertNotIn(WORD, export.text)

    def test_mails(self):
        """Only support is told; the mail says that it is internal."""
        self.env["mail.mail"].search([]).unlink()
        sink = self.enterContext(smtp_sink(self.env))
        note = self._note()
        self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        self.assertEqual(note.notified_partner_ids, self.agent.partner_id)
        [mail] = sink.mails
        self.assertEqual(mail.recipients, ["marta@support.example"])
        self.assertIn(WORD, text_of(mail))

    def test_without_assignee(self):
        """The team is told, and no customer."""
        self.ticket.user_id = False
        self.ticket.message_unsubscribe(self.agent.partner_id.ids)
        self.assertFalse(self._note().notified_partner_ids)
        team = self.env["helpdesk.ticket.team"].create(
            {"name": "Service", "user_ids": self.agent.ids}
        )
        self.ticket.write({"team_id": team.id, "user_id": False})
        self.ticket.message_subscribe(self.bob.partner_id.ids)
        notified = self.env["mail.notification"]
        known = notified.search([])
        self._note()
        told = notified.search([]) - known
        self.assertEqual(told.res_partner_id, self.agent.partner_id)

    def test_counts_as_an_answer(self):
        self.answer()
        self.assertEqual(self.ticket.customer_portal_state, "pending")
        self._note(self.eve)
        self.assertEqual(self.ticket.customer_portal_state, "pending")
        self._note()
        answered = self.env.ref("customer_portal.stage_answered")
        self.assertEqual(self.ticket.stage_id, answered)

    def test_agents(self):
        """Agents read it in the chatter, with what it is; their answer stays one."""
        note = self._note().with_user(self.agent)
        self.assertIn(WORD, note.body)
        self.assertIn("Private note", note.subtype_id.description)
        self.assertTrue(note.is_internal)
        reply = self.ticket.with_user(self.agent).message_post(
            body="Internal answer", parent_id=note.id, subtype_xmlid="mail.mt_note"
        )
        self.assertNotIn(self.ann.partner_id, reply.notified_partner_ids)
        self.assertNotIn("Internal answer", "".join(self.messages(self.ann)))

    def test_mailed_answer_of_an_agent(self):
        """What an agent answers to the mail about it is internal, too."""
        note = self._note()
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            self.env["mail.thread"].message_process(
                False,
                "From: marta@support.example\nTo: x@support.example\n"
                "Subject: Re: note\nMessage-Id: <private@mail.example>\n"
                f"In-Reply-To: {note.message_id}\n\nMailed answer\n",
            )
        self.env.invalidate_all()
        answer = self.ticket.message_ids.filtered(lambda m: "Mailed" in m.body)
        self.assertTrue(answer.subtype_id.internal)
        self.assertNotIn(self.ann.partner_id, answer.notified_partner_ids)
        for user in (self.ann, self.bob):
            self.assertNotIn("Mailed", "".join(self.messages(user)))

    def test_change(self):
        """It is changed and deleted like a comment, and stays private."""
        note = self._note()
        page = f"{self.url}/comments/{note.id}"
        self.login(self.bob)
        self.assertEqual(self.post(f"{page}/edit", {"body": "x"}).status_code, 404)
        self.login(self.ann)
        edited = {"body": f"{WORD} edited"}
        self.assertEqual(self.post(f"{page}/edit", edited).status_code, 303)
        self.assertIn("edited", self.messages(self.ann)[0])
        self.assertFalse(self.messages(self.bob))
        self.login(self.ann)
        self.assertEqual(self.post(f"{page}/delete").status_code, 303)
        self.assertIn("deleted", self.messages(self.ann)[0])
        self.assertFalse(self.messages(self.bob))
        self.assertFalse(self.env["ir.attachment"].search([("name", "=", WORD)]))

    def test_only_where_comments_are(self):
        """The tick widens nothing: who may not comment writes no note."""
        self.env.ref("customer_portal.profile_company_tickets").comment_scope = "own"
        self.login(self.bob)
        note = {"body": WORD, "private": "1"}
        with mute_logger("odoo.http"):
            answer = self.post(f"{self.url}/comments", note)
        self.assertEqual(answer.status_code, 404)
        self.assertFalse(self.newest())

    def test_without_profile(self):
        """A portal user with Odoo's own rights is a colleague as well."""
        self.env.company.customer_portal_without_profile = "standard"
        note = self._note()
        self.bob.partner_id.customer_portal_profile_id = False
        self.bob.group_ids = [Command.set(self.env.ref("base.group_portal").ids)]
        messages = self.env["mail.message"].with_user(self.bob)
        self.assertFalse(messages.search([("id", "=", note.id)]))
