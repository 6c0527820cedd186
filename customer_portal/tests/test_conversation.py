# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common

COMMENT = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
MAIL = (
    "From: {sender}\nTo: {to}\nSubject: Re: Printer\n"
    "Message-Id: <{id}@mail.example>\n{more}\nStill broken\n"
)


@tagged("-at_install", "post_install", "without_website")
class TestConversation(common.PortalHttpCase):
    """Whose turn it is, whichever way somebody writes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stage = "helpdesk_mgmt.helpdesk_ticket_stage_"
        cls.new = cls.env.ref(f"{stage}new")
        cls.open = cls.env.ref(f"{stage}in_progress")
        cls.pending = cls.env.ref(f"{stage}awaiting")
        cls.answered = cls.env.ref("customer_portal.stage_answered")
        cls.done = cls.env.ref(f"{stage}done")
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Mail", "alias_name": "states", "user_ids": cls.agent.ids}
        )
        cls.team.alias_domain_id = cls.env["mail.alias.domain"].search(
            [], limit=1
        ) or cls.env["mail.alias.domain"].create({"name": "support.example"})
        cls.count = 0

    def _ticket_in(self, stage, user=None, **values):
        return self._ticket(
            user or self.ann, stage_id=stage.id, team_id=self.team.id, **values
        )

    def _answer(self, ticket, body="Try again"):
        return ticket.with_user(self.agent).message_post(body=body, **COMMENT)

    def _comment(self, user, ticket):
        self.login(user)
        page = f"/my/records/tickets/{ticket.id}/comments"
        return self.post(page, {"body": "Still broken"})

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def _mail(self, sender, reference=None, to=None, more=""):
        """Hand Odoo a mail as the mail server does.

        :param reference: ``mail.message`` that it answers
        :return: the ticket that it went to
        """
        TestConversation.count += 1
        if reference:
            more += f"In-Reply-To: {reference.message_id}\n"
        found = self.env["mail.thread"].message_process(
            False,
            MAIL.format(
                sender=sender,
                to=to or self.team.alias_email,
                id=self.count,
                more=more,
            ),
        )
        return self.env["helpdesk.ticket"].browse(found or [])

    def test_taken(self):
        ticket = self._ticket_in(self.new, user_id=False)
        ticket.with_user(self.agent).assign_to_me()
        self.assertEqual(ticket.stage_id, self.open)
        # who assigns and chooses a stage has chosen
        other = self._ticket_in(self.new, user_id=False)
        other.write({"user_id": self.agent.id, "stage_id": self.pending.id})
        self.assertEqual(other.stage_id, self.pending)

    def test_support_answers(self):
        for stage, expected in (
            (self.new, self.pending),
            (self.open, self.pending),
            (self.answered, self.pending),
            (self.pending, self.pending),
            (self.done, self.done),
        ):
            ticket = self._ticket_in(stage)
            self._answer(ticket)
            self.assertEqual(ticket.stage_id, expected, stage.name)
        ticket = self._ticket_in(self.open)
        ticket.with_user(self.agent).message_post(
            body="Internal", subtype_xmlid="mail.mt_note"
        )
        self.assertEqual(ticket.stage_id, self.open, "a note is no answer")
        self.team.customer_portal_wait = False
        self._answer(ticket)
        self.assertEqual(ticket.stage_id, self.open)

    def test_customer_comments(self):
        for stage, expected in (
            (self.new, self.new),
            (self.open, self.answered),
            (self.pending, self.answered),
            (self.answered, self.answered),
        ):
            ticket = self._ticket_in(stage)
            self.assertEqual(self._comment(self.ann, ticket).status_code, 303)
            self.assertEqual(ticket.stage_id, expected, stage.name)
        self.assertEqual(ticket.customer_portal_state, "open")
        ticket = self._ticket_in(self.pending, self.bob)
        self._comment(self.bob, ticket)
        self.assertEqual(ticket.stage_id, self.answered)

    def test_collaborator_is_no_customer(self):
        ticket = self._ticket_in(
            self.pending, customer_portal_collaborator_id=self.eve.partner_id.id
        )
        self.assertEqual(self._comment(self.eve, ticket).status_code, 303)
        self.assertEqual(ticket.stage_id, self.pending)

    def test_mails_of_the_customer(self):
        ticket = self._ticket_in(self.open)
        answer = self._answer(ticket)
        self.assertEqual(self._mail("ann@acme.example", answer), ticket)
        self.assertEqual(ticket.stage_id, self.answered)
        self.assertEqual(self._mail("marta@support.example", answer), ticket)
        self.assertEqual(ticket.stage_id, self.pending)

    def test_mails_of_strangers(self):
        """Who knows the id of a mail does not get into the ticket by it."""
        ticket = self._ticket_in(self.pending)
        answer, before = self._answer(ticket), len(ticket.message_ids)
        forged = "Authentication-Results: mx; spf=pass; dmarc=fail (p=none)\n"
        for sender, more in (
            ("mallory@evil.example", ""),
            ("dan@globex.example", ""),
            ("sue@branch.example", ""),
            ("ann@acme.example", forged),
            ("marta@support.example", forged),
        ):
            made = self._mail(sender, answer, more=more)
            self.assertNotEqual(made, ticket, sender)
            self.assertEqual(made.stage_id, self.new)
            self.assertEqual(made.team_id, self.team)
            self.assertNotEqual(made.commercial_partner_id, self.acme, sender)
            self.assertFalse(made.customer_portal_previous_id, sender)
            self.assertFalse(made.message_ids.author_id & self.ann.partner_id)
        self.assertEqual(ticket.stage_id, self.pending)
        self.assertEqual(len(ticket.message_ids), before)
        # who sees a colleague's ticket and may not comment it, does not by mail either
        made = self._mail("bob@acme.example", answer)
        self.assertNotEqual(made, ticket)
        self.assertEqual(made.customer_portal_previous_id, ticket)
        self.assertEqual(made.partner_id, self.bob.partner_id)
        # whom an agent added may write
        lawyer = self.env["res.partner"].create(
            {"name": "Lawyer", "email": "lawyer@law.example"}
        )
        ticket.message_subscribe(lawyer.ids)
        self.assertEqual(self._mail("lawyer@law.example", answer), ticket)
        self.assertEqual(ticket.stage_id, self.pending)

    def test_copied(self):
        """A mail that is copied to somebody opens the ticket to nobody else."""
        cc = "Cc: dan@globex.example, bob@acme.example, marta@support.example\n"
        ticket = self._mail("ann@acme.example", more=cc)
        self.assertEqual(ticket.commercial_partner_id, self.acme)
        followers = ticket.message_partner_ids
        self.assertIn(self.bob.partner_id, followers)
        self.assertIn(self.agent.partner_id, followers)
        self.assertNotIn(self.dan.partner_id, followers)
        self._mail("ann@acme.example", self._answer(ticket), more=cc)
        self.assertNotIn(self.dan.partner_id, ticket.message_partner_ids)

    def test_copied_is_not_proposed(self):
        """Nor does the agent's answer go there because Odoo proposes it."""
        cc = "Cc: dan@globex.example, bob@acme.example, nobody@else.example\n"
        ticket = self._mail("ann@acme.example", more=cc).with_user(self.agent)
        ticket.customer_portal_collaborator_id = self.eve.partner_id
        self._mail("ann@acme.example", self._answer(ticket), more=cc)

        def proposed():
            found = ticket._message_get_suggested_recipients(reply_discussion=True)
            return {recipient["email"] for recipient in found}

        ours = {"ann@acme.example", "bob@acme.example"}
        self.assertLessEqual(proposed(), ours | {self.eve.email, self.agent.email})
        self.assertIn("ann@acme.example", proposed())
        message = self.env["mail.message"].search([], order="id desc", limit=1)
        message.author_id = self.eve.partner_id  # who wrote last, and leaves
        ticket.customer_portal_collaborator_id = False
        self.assertLessEqual(proposed(), ours | {self.agent.email})

    def test_robots(self):
        """25 automatic answers make no ticket and no comment."""
        ticket = self._ticket_in(self.open)
        answer, before = self._answer(ticket), len(ticket.message_ids)
        count = self.env["helpdesk.ticket"].search_count([])
        for header in (
            "Auto-Submitted: auto-replied",
            "Auto-Submitted: auto-generated",
            "Precedence: auto_reply",
            "X-Autoreply: yes",
            "X-Auto-Response-Suppress: All",
        ):
            for _again in range(5):
                for reference in (answer, None):
                    # a monitor opens tickets with such headers
                    if reference or not header.endswith(("generated", "All")):
                        self._mail("ann@acme.example", reference, more=f"{header}\n")
        self.assertEqual(len(ticket.message_ids), before)
        self.assertEqual(ticket.stage_id, self.pending)
        self.assertEqual(self.env["helpdesk.ticket"].search_count([]), count)
        monitor = self._mail(
            "ann@acme.example", more="Auto-Submitted: auto-generated\n"
        )
        self.assertTrue(monitor, "a monitor opens a ticket")

    def test_loop(self):
        """A robot that does not say so is stopped after some mails."""
        limit = 3
        self.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", limit)
        made = [self._mail("ann@acme.example") for _again in range(limit + 3)]
        self.assertEqual(sum(map(bool, made)), limit)
        # nor do its answers fill a ticket
        ticket = self._ticket_in(self.open, self.bob)
        answer = self._answer(ticket)
        count = self.env["helpdesk.ticket"].search_count([])
        made = [self._mail("bob@acme.example", answer) for _again in range(limit + 3)]
        said = ticket.message_ids.filtered(lambda m: "Still broken" in m.body)
        self.assertEqual(len(said), limit)
        self.assertEqual(sum(map(bool, made)), limit)
        self.assertEqual(self.env["helpdesk.ticket"].search_count([]), count)

    def test_close(self):
        """Closing writes a comment, which does not reopen what it closes."""
        ticket = self._ticket_in(self.pending)
        self.login(self.ann)
        for _twice in range(2):
            self.post(f"/my/records/tickets/{ticket.id}/close")
            self.assertEqual(ticket.stage_id, self.done)
        comments = ticket.message_ids.filtered(lambda m: "resolved" in m.body)
        self.assertEqual(len(comments), 1)

    def test_reopen(self):
        ticket = self._ticket_in(self.open)
        page = f"/my/records/tickets/{ticket.id}"
        self.login(self.ann)
        self.post(f"{page}/reopen")
        self.assertEqual(ticket.stage_id, self.open, "only closed tickets are reopened")
        self.post(f"{page}/close")
        self.assertEqual(self._comment(self.ann, ticket).status_code, 422)
        self.assertEqual(self.get(f"{page}/reopen").headers["Location"], page)
        self.assertEqual(ticket.stage_id, self.done, "a link changes nothing")
        for other, status in ((self.bob, 404), (self.dan, 404), (self.eve, 404)):
            self.login(other)
            self.assertEqual(self.post(f"{page}/reopen").status_code, status)
            self.assertEqual(ticket.stage_id, self.done)
        self.login(self.ann)
        self.assertEqual(self.post(f"{page}/reopen").status_code, 303)
        self.assertEqual(ticket.stage_id, self.answered)

    def test_reopen_too_late(self):
        ticket = self._ticket_in(self.done)
        self.login(self.ann)
        for days, stage in ((31, self.done), (29, self.answered)):
            ticket.closed_date = fields.Datetime.now() - timedelta(days)
            self.post(f"/my/records/tickets/{ticket.id}/reopen")
            self.assertEqual(ticket.stage_id, stage)

    def test_reopen_days(self):
        """Each profile says for how long, in the portal and by mail."""
        self.profile_company.reopen_days = 5
        for user, days in ((self.ann, 30), (self.bob, 5)):
            for age in (days - 1, days + 1):
                closed = fields.Datetime.now() - timedelta(age)
                late = age > days
                with self.subTest(profile=user.name, age=age):
                    ticket = self._ticket_in(self.done, user, closed_date=closed)
                    self.login(user)
                    self.post(f"/my/records/tickets/{ticket.id}/reopen")
                    expected = self.done if late else self.answered
                    self.assertEqual(ticket.stage_id, expected)
                    ticket = self._ticket_in(self.open, user)
                    answer = self._answer(ticket)
                    ticket.stage_id = self.done
                    ticket.closed_date = closed
                    went = self._mail(user.email, answer)
                    self.assertEqual(ticket.stage_id, expected)
                    self.assertEqual(went != ticket, late)
                    follows = went.customer_portal_previous_id
                    self.assertEqual(follows == ticket, late)

    def test_mail_to_a_closed_ticket(self):
        ticket = self._ticket_in(self.open)
        answer = self._answer(ticket)
        ticket.stage_id = self.done
        self.assertEqual(self._mail("ann@acme.example", answer), ticket)
        self.assertEqual(ticket.stage_id, self.answered)
        ticket.stage_id = self.done
        ticket.closed_date = fields.Datetime.now() - timedelta(31)
        follower = self._mail("ann@acme.example", answer)
        self.assertNotEqual(follower, ticket)
        self.assertEqual(follower.customer_portal_previous_id, ticket)
        self.assertEqual(follower.partner_id, self.ann.partner_id)
        self.assertEqual(ticket.stage_id, self.done)

    def test_answer_stage_is_open(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.answered.customer_portal_state = "pending"
            self.env.flush_all()
