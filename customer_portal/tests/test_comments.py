# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common

COMMENT = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
MESSAGES = "//ol[@class='cp-messages']/li"


class CommentsCase(common.PortalHttpCase):
    """A ticket of Ann's, that Bob of her company reads and Eve works on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._ticket(
            cls.ann, customer_portal_collaborator_id=cls.eve.partner_id.id
        )
        cls.ticket.message_ids.unlink()
        cls.url = f"/my/records/tickets/{cls.ticket.id}"

    def comment(self, user, body, files=None, **form):
        """Post a comment in the portal.

        :return: the ``mail.message`` that it made
        """
        self.login(user)
        response = self.post(f"{self.url}/comments", {"body": body, **form}, files)
        self.assertEqual(response.status_code, 303)
        return self.newest()

    def newest(self):
        """Return the newest comment or private note."""
        self.env.invalidate_all()
        messages = self.ticket.message_ids.filtered(
            lambda m: m.message_type == "comment"
        )
        return messages.sorted("id")[-1:]

    def answer(self, body="Try again", **values):
        """Let support answer."""
        return self.ticket.with_user(self.agent).message_post(
            body=body, **COMMENT | values
        )

    def messages(self, user, query=""):
        """Return the comments as the user's page shows them, as texts."""
        self.login(user)
        return self.texts(self.page(f"{self.url}{query}"), MESSAGES)


@tagged("-at_install", "post_install", "without_website")
class TestComments(CommentsCase):
    """Comments: who wrote what, and changing one's own for a while."""

    def _change(self, message, body=None, url=None):
        """Change a comment, or delete it.

        :return: status of the answer
        """
        action = "delete" if body is None else "edit"
        data = {} if body is None else {"body": body}
        url = f"{url or self.url}/comments/{message.id}/{action}"
        with mute_logger("odoo.http"):
            return self.post(url, data).status_code

    def test_page(self):
        """Newest first and numbered; support and customer are told apart."""
        self.comment(self.ann, "It stops")
        self.answer("Which light?")
        self.comment(self.ann, "The red one", [("attachments", ("a.txt", b"x"))])
        page = self.page(self.url)
        self.assertEqual(self.texts(page, "//span[@class='cp-count']"), ["3"])
        texts = self.texts(page, MESSAGES)
        for text, parts in zip(
            texts,
            (
                ("A Ann", "#3", "The red one", "a.txt"),
                ("MA Marta Agent Support", "#2", "Which light?"),
                ("A Ann", "#1", "It stops"),
            ),
            strict=True,
        ):
            for part in parts:
                self.assertIn(part, text)
        support = self.texts(page, f"{MESSAGES}[contains(@class, 'cp-support')]")
        self.assertEqual(support, [texts[1]])

    def test_who_has_left_support(self):
        self.answer()
        self.agent.active = False
        self.assertIn("Support", self.messages(self.ann)[0])

    def test_long(self):
        """The newest are shown, all where somebody asks, at the same cost."""
        for number in range(1, 24):
            self.ticket.message_post(
                body=f"Text {number}.", author_id=self.ann.partner_id.id, **COMMENT
            )
        shown = self.messages(self.ann)
        self.assertEqual(len(shown), 20)
        self.assertIn("#23", shown[0])
        self.assertIn("Text 4.", shown[-1])
        page = self.page(self.url)
        [link] = page.xpath("//a[@name='earlier']")
        self.assertIn("3 earlier", link.text_content())
        everything = self.messages(self.ann, "?comments=all")
        self.assertEqual(len(everything), 23)
        self.assertIn("Text 1.", everything[-1])

    def test_queries(self):
        """Three hundred comments cost as many queries as thirty."""
        self.login(self.ann)
        counts = []
        for number in (30, 270):
            for _again in range(number):
                self.ticket.message_post(
                    body="x", author_id=self.bob.partner_id.id, **COMMENT
                )
            for query in ("", "?comments=all"):
                counts.append(self.count_queries(f"{self.url}{query}"))
        self.assertEqual(counts[:2], counts[2:])
        self.assertLess(max(counts), 40)

    def test_edit(self):
        message = self.comment(self.ann, "It stobs")
        self.assertIn("Edit", self.messages(self.ann)[0])
        self.assertEqual(self._change(message, "It stops\nagain"), 303)
        [text] = self.messages(self.ann)
        self.assertIn("It stops again", text)
        self.assertIn("(edited)", text)
        self.assertNotIn("stobs", text)
        self.assertNotIn("stobs", "".join(self.messages(self.bob)), "kept for agents")
        log = self.ticket.message_ids.filtered("is_internal")
        self.assertIn("It stobs", log.body)
        self.assertEqual(self._change(message, "  "), 404, "Bob's session")
        self.login(self.ann)
        self.assertEqual(self._change(message, "  "), 422)
        self.assertIn("It stops", message.body)

    def test_delete(self):
        """The number stays, text and files go; agents keep what it was."""
        message = self.comment(
            self.ann, "Wrong ticket", [("attachments", ("pay.txt", b"x"))]
        )
        file = message.attachment_ids
        self.assertEqual(self._change(message), 303)
        for user in (self.ann, self.bob):
            [text] = self.messages(user)
            self.assertIn("#1", text)
            self.assertIn("deleted", text)
            self.assertNotIn("Wrong", text)
            self.assertNotIn("Edit", text)
            self.assertNotIn("pay.txt", self.get(self.url).text)
        self.assertFalse(file.exists())
        log = self.ticket.message_ids.filtered("is_internal")
        self.assertIn("Wrong ticket", log.body)
        self.assertIn("pay.txt", log.body)
        self.login(self.ann)
        self.assertEqual(self._change(message), 404, "once")
        self.assertEqual(self._change(message, "Back"), 404)

    def test_too_late(self):
        for minutes, status in ((9, 303), (11, 422)):
            message = self.comment(self.ann, "Slow")
            made = fields.Datetime.now() - timedelta(minutes=minutes)
            self.cr.execute(
                "UPDATE mail_message SET create_date = %s WHERE id = %s",
                (made, message.id),
            )
            message.invalidate_recordset()
            shown = "Edit" in self.messages(self.ann)[0]
            self.assertEqual(shown, status == 303)
            self.assertEqual(self._change(message, "Changed"), status)
            self.assertEqual("Changed" in message.body, status == 303)
            self.assertEqual(self._change(message), status)

    def test_answered(self):
        message = self.comment(self.ann, "It stops")
        note = self.ticket.with_user(self.agent).message_post(
            body="Careful", subtype_xmlid="mail.mt_note"
        )
        self.assertEqual(self._change(message, "It stops!"), 303, "no answer")
        note.unlink()
        self.answer()
        for body in ("Changed", None):
            self.assertEqual(self._change(message, body), 422)
        self.assertIn("It stops!", message.body)
        self.assertNotIn("Edit", self.messages(self.ann)[1])

    def test_closed(self):
        message = self.comment(self.ann, "It stops")
        self.ticket._customer_portal_move("closed")
        self.assertEqual(self._change(message, "Changed"), 422)
        self.assertEqual(self._change(message), 422)
        self.assertIn("It stops", message.body)

    def test_attacks(self):
        """Nobody changes what somebody else wrote, wherever it stands."""
        own = self.comment(self.ann, "By Ann")
        support = self.answer("By support")
        note = self.ticket.with_user(self.agent).message_post(
            body="Internal", subtype_xmlid="mail.mt_note"
        )
        tracking = self.ticket._message_log(body="Log")
        mailed = self.ticket.message_post(
            body="By mail",
            author_id=self.ann.partner_id.id,
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        private = self.comment(self.ann, "For support", private="1")
        elsewhere = self._ticket(self.ann)
        foreign = self._ticket(self.dan).message_post(body="Foreign", **COMMENT)
        every = own | support | note | tracking | mailed | private | foreign
        before = [(m.id, m.body) for m in every]
        for user in (self.bob, self.eve, self.dan, self.sue):
            self.login(user)
            for message in every:
                for body in ("Intruder", None):
                    status = self._change(message, body)
                    self.assertEqual(status, 404, (user.login, message.body))
        self.login(self.ann)
        others = support | note | tracking | mailed | foreign
        for message in others | self.env["mail.message"].browse(2**31 - 1):
            for body in ("Intruder", None):
                self.assertEqual(self._change(message, body), 404, message.id)
        url = f"/my/records/tickets/{elsewhere.id}"
        self.assertEqual(self._change(own, "Intruder", url), 404, "other record")
        self.authenticate(None, None)
        self.assertEqual(self._change(own, "Intruder"), 303, "to the login")
        self.env.invalidate_all()
        self.assertEqual([(m.id, m.body) for m in every], before)
        self.login(self.ann)
        for action in ("edit", "delete"):
            page = f"{self.url}/comments/{own.id}/{action}"
            self.assertEqual(self.get(page).status_code, 405)
            with mute_logger("odoo.http"):
                refused = self.post(page, {"body": "x"}, csrf=False)
            self.assertEqual(refused.status_code, 400)

    def test_taken_away(self):
        """Who may no longer comment changes nothing."""
        message = self.comment(self.ann, "It stops")
        line = self.env.ref("customer_portal.profile_default_tickets")
        line.comment_scope = "none"
        self.assertEqual(self._change(message, "Changed"), 404)
        self.ticket.partner_id = self.dan.partner_id
        self.assertEqual(self._change(message), 404)
        self.assertIn("It stops", message.body)
