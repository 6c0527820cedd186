# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from email.message import EmailMessage

from odoo.tests import new_test_user, tagged

from . import mail_gateway_case
from .mail_gateway_case import COMMENT
from .smtp_sink import text_of

DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000154a24f5d0000000049454e44ae426082"
)


@tagged("-at_install", "post_install", "without_website")
class TestMailGateway(mail_gateway_case.MailGatewayCase):
    """Mails of people who are known, and what leaves."""

    def test_new_ticket(self):
        ticket = self._mail("Ann <ann@acme.example>", files=[("error.pdf", b"%PDF-1")])
        self.assertEqual(ticket.partner_id, self.ann.partner_id)
        self.assertEqual(ticket.commercial_partner_id, self.acme)
        self.assertEqual(ticket.channel_id.name, "Email")
        shown = self._sees(self.ann, ticket)
        self.assertTrue(shown)
        self.assertTrue(self._sees(self.bob, ticket))
        self.assertFalse(self._sees(self.dan, ticket))
        files = shown._customer_portal_get_attachments()
        self.assertEqual(files.mapped("name"), ["error.pdf"])
        # what leaves: a receipt, which answers the mail, and a word to the team
        mails = self._leaving()
        self.assertEqual(set(mails), {"ann@acme.example", "marta@support.example"})
        receipt = mails["ann@acme.example"]
        self.assertEqual(receipt["Auto-Submitted"], "auto-replied")
        self.assertIn(f"gateway-{self.count}@acme.example", receipt["References"])
        self.assertIn(self.team.alias_email, receipt["Reply-To"])
        self.assertTrue(receipt["Message-Id"])
        notice = mails["marta@support.example"]
        self.assertEqual(notice["Auto-Submitted"], "auto-generated")
        # an answer to the receipt, as mail programs write it, goes into the ticket
        answers = f"{receipt['References']} {receipt['Message-Id']}"
        self.assertEqual(self._mail("ann@acme.example", answers), ticket)

    def test_answers_to_notices(self):
        """Who answers a receipt or the notice of the end writes into the ticket."""
        ticket = (
            self.env["helpdesk.ticket"]
            .with_user(self.ann)
            .sudo()
            .create(
                {
                    "name": "Scanner",
                    "description": "It stops",
                    "partner_id": self.ann.partner_id.id,
                    "team_id": self.team.id,
                    "user_id": self.agent.id,
                }
            )
        )
        ticket.with_user(self.agent).stage_id = self.pending
        receipt = self._leaving()["ann@acme.example"]
        answers = f"{receipt['References']} {receipt['Message-Id']}"
        self.assertEqual(self._mail("ann@acme.example", answers), ticket)
        self.assertEqual(ticket.stage_id, self.answered)
        self._leaving()
        done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        ticket.with_user(self.agent).stage_id = done
        self.env.flush_all()
        self.env.cr.precommit.run()  # tracking
        notice = self._leaving()["ann@acme.example"]
        self.assertIn("Closed: ", notice["Subject"])
        comments = len(self.comments(self._sees(self.ann, ticket)))
        self.assertEqual(self._mail("ann@acme.example", notice["Message-Id"]), ticket)
        self.assertEqual(ticket.stage_id, self.answered, "reopened")
        newest = self.comments(self._sees(self.ann, ticket))
        self.assertEqual(len(newest), comments + 1)

    def test_picture_in_the_text(self):
        """A picture in the text of a mail is seen on the page of the ticket."""
        mail = EmailMessage()
        mail["From"], mail["To"] = "ann@acme.example", self.team.alias_email
        mail["Subject"], mail["Message-Id"] = "Picture", "<picture@acme.example>"
        mail.set_content("See the picture")
        mail.add_alternative(
            '<p>See <img src="cid:dot@acme.example"></p>', subtype="html"
        )
        mail.get_payload()[1].add_related(
            DOT, "image", "png", cid="<dot@acme.example>", filename="dot.png"
        )
        found = self.env["mail.thread"].message_process(False, mail.as_bytes())
        ticket = self._sees(self.ann, self.env["helpdesk.ticket"].browse(found))
        self.assertTrue(ticket)
        self.assertNotIn("cid:", ticket.description)
        picture = ticket._customer_portal_get_attachments()
        self.assertEqual(picture.mapped("name"), ["dot.png"])
        self.assertIn(f"/web/image/{picture.id}", ticket.description)
        self.assertNotIn("access_token", ticket.description)

    def test_conversation(self):
        ticket, answer = self._pending()
        answering = ticket.with_user(self.agent).message_post(body="Now?", **COMMENT)
        mail = self._leaving()["ann@acme.example"]
        # somebody wrote it: vacation notices may answer, and so may people
        self.assertFalse(mail["Auto-Submitted"])
        self.assertEqual(mail["Message-Id"], answering.message_id)
        self.assertIn(answer, mail["References"])
        self.assertIn(self.team.alias_email, mail["Reply-To"])
        found = self._mail(
            "ann@acme.example", mail["Message-Id"], files=[("log.pdf", b"%PDF-2")]
        )
        self.assertEqual(found, ticket)
        self.assertEqual(ticket.stage_id, self.answered)
        shown = self._sees(self.ann, ticket)
        newest = self.comments(shown)[0]
        self.assertIn("Still broken", newest["body"])
        self.assertEqual(newest["attachments"].mapped("name"), ["log.pdf"])
        files = shown._customer_portal_get_attachments()
        self.assertIn("log.pdf", files.mapped("name"))
        notice = self._leaving()
        self.assertEqual(set(notice), {"marta@support.example"})
        self.assertFalse(notice["marta@support.example"]["Auto-Submitted"])
        self.assertIn("Still broken", text_of(notice["marta@support.example"]))

    def test_answer_to_a_note(self):
        """Agents talk by mail about a note: nothing of it reaches the customer."""
        luca = new_test_user(
            self.env,
            "luca",
            "helpdesk_mgmt.group_helpdesk_user",
            email="luca@support.example",
            notification_type="email",
        )
        ticket, _answer = self._pending()
        note = ticket.with_user(self.agent).message_post(
            body="Luca, is it the firmware?",
            subtype_xmlid="mail.mt_note",
            partner_ids=luca.partner_id.ids,
        )
        mail = self._leaving()["luca@support.example"]
        self.assertEqual(mail["Message-Id"], note.message_id)
        before = len(self.comments(self._sees(self.ann, ticket)))
        found = self._mail(
            "luca@support.example", note.message_id, files=[("secret.pdf", b"%PDF")]
        )
        self.assertEqual(found, ticket)
        self.assertEqual(ticket.stage_id, self.pending)
        shown = self._sees(self.ann, ticket)
        self.assertEqual(len(self.comments(shown)), before)
        self.assertFalse(shown._customer_portal_get_attachments())
        self.assertEqual(set(self._leaving()), {"marta@support.example"})

    def test_agent_by_mail(self):
        ticket, answer = self._pending()
        self._mail("ann@acme.example", answer)
        self._leaving()
        self.assertEqual(self._mail("marta@support.example", answer), ticket)
        self.assertEqual(ticket.stage_id, self.pending)
        self.assertIn("Still broken", text_of(self._leaving()["ann@acme.example"]))
