# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..models.mail_mail_retry import PAUSES
from .mail_gateway_case import COMMENT, MailGatewayCase
from .smtp_sink import take_down, text_of

LOG = (
    "odoo.addons.mail.models.mail_mail",
    "odoo.addons.base.models.ir_mail_server",
)
TEXTS = ("First answer", "Second answer", "Third answer", "Fourth answer")


@tagged("-at_install", "post_install", "without_website")
class TestFaults(MailGatewayCase):
    """Mail servers that are away, slow, full or rude: nothing is lost or doubled.

    To each person the mails of a conversation come in the order of their writing.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["mail.mail"].search([]).unlink()
        cls.ticket = cls._ticket(cls.ann, team_id=cls.team.id, user_id=cls.agent.id)
        cls.ticket.message_subscribe((cls.ann | cls.agent).partner_id.ids)
        cls.luca = new_test_user(
            cls.env,
            "luca-fault",
            "helpdesk_mgmt.group_helpdesk_manager",
            email="luca@support.example",
        )

    def _answer(self, body, author=None, ticket=None):
        """Let support answer; nothing leaves yet.

        :return: the mail to Ann that waits
        """
        before = self.env["mail.mail"].search([])
        thread = (ticket or self.ticket).with_user(author or self.agent)
        thread.message_post(body=body, **COMMENT)
        made = self.env["mail.mail"].search([]) - before
        return made.filtered(lambda mail: self.ann.partner_id in mail.recipient_ids)

    @mute_logger(*LOG)
    def _run(self, passed=True):
        """Run Odoo's queue.

        :param bool passed: all pauses have passed
        """
        self.env.cr.flush()
        if passed:
            waiting = self.env["mail.mail"].search([("scheduled_date", "!=", False)])
            waiting.scheduled_date = fields.Datetime.now() - timedelta(seconds=1)
        self.env["mail.mail"].process_email_queue()
        self.env.invalidate_all()

    def _up(self, port):
        self.env["ir.mail_server"].search([]).smtp_port = port

    def _arrived(self, texts=TEXTS):
        """Return which of the texts arrived at Ann, in their order."""
        to = [self.ann.email]
        bodies = [text_of(mail) for mail in self.sink.mails if mail.recipients == to]
        return [text for body in bodies for text in texts if f"{text}<" in body]

    def _talk(self):
        """A whole conversation: Ann and two of support, to its end.

        :return: after each step something else can happen
        """
        lines = self.env["customer.portal.access"].with_user(self.ann)
        access = lines._of_user("tickets")
        gateway = self.env["customer.portal.gateway"].with_user(self.ann)
        yield self._answer(TEXTS[0])
        ticket = access._find(self.ticket.id)
        yield ticket._customer_portal_post_comment("Thank you")
        yield self._answer(TEXTS[1], self.luca)
        yield self._answer(TEXTS[2])
        yield ticket._customer_portal_post_comment("It works")
        yield gateway._close_record(access, ticket)
        yield gateway._reopen_record(access, access._find(self.ticket.id))
        yield self._answer(TEXTS[3], self.luca)

    def test_down_for_a_whole_conversation(self):
        """Each mail of both sides arrives once, in order, though pauses differ."""
        port, mails = take_down(self.env), self.env["mail.mail"]
        for _step in self._talk():
            self._run(passed=False)
            mails |= mails.search([])
        wanted = {}
        for mail in mails.sorted("id"):
            for contact in mail.recipient_ids:
                about = (mail.message_id, mail.customer_portal_subject or mail.subject)
                wanted.setdefault(contact.email_normalized, []).append(about)
        self.assertGreaterEqual(len(wanted[self.ann.email]), len(TEXTS))
        self.assertGreaterEqual(len(wanted[self.agent.email]), 4)
        self.assertFalse(self.sink.mails)
        self._up(port)
        for _attempt in range(3):
            self._run()
        got = {}
        for mail in self.sink.mails:
            [address] = mail.recipients
            about = (mail["Message-Id"], mail["Subject"])
            got.setdefault(address, []).append(about)
        self.assertEqual(got, wanted)
        self.assertEqual(self._arrived(), [*TEXTS])
        self.assertFalse(mails.exists().filtered(lambda m: m.state != "sent"))

    def test_later_mails_wait_for_earlier_ones(self):
        """Of the same person and record; other mails go on."""
        other = self._ticket(self.ann, name="Scanner")
        other.message_subscribe(self.ann.partner_id.ids)
        port = take_down(self.env)
        first = self._answer(TEXTS[0])
        self._run()
        self._run()
        self.assertEqual(first.customer_portal_failures, 2)
        self._up(port)
        second = self._answer(TEXTS[1], self.luca)
        self._answer(TEXTS[2], ticket=other)
        self._run(passed=False)
        self.assertEqual(self._arrived(), [TEXTS[2]])
        self.assertEqual(second.scheduled_date, first.scheduled_date)
        self._answer(TEXTS[3])
        self._run()
        self.assertEqual(self._arrived(), [TEXTS[n] for n in (2, 0, 1, 3)])

    def test_refused_once(self):
        """What follows a mail that is refused for now is not tried before it."""
        first, second = self._answer(TEXTS[0]), self._answer(TEXTS[1], self.luca)
        self.sink.refused[self.ann.email] = "450 4.2.1 Mailbox busy"
        self._run()
        self.assertEqual(first.customer_portal_failures, 1)
        self.assertEqual(second.customer_portal_failures, 0, "not tried")
        self.assertEqual(second.state, "outgoing")
        self.sink.refused.clear()
        self._run()
        self.assertEqual(self._arrived(), [*TEXTS[:2]])

    def test_refused_for_good(self):
        """550 at RCPT: in the list, and what follows is tried, too."""
        self.sink.refused[self.ann.email] = "550 5.1.1 No such user"
        mails = self._answer(TEXTS[0]) + self._answer(TEXTS[1], self.luca)
        self._run()
        self.assertEqual(mails.mapped("customer_portal_undelivered"), [True, True])
        self.assertIn("No such", self.ann.partner_id.customer_portal_mail_failure)
        self.sink.refused.clear()
        self._run()
        self.assertFalse(self._arrived())

    def test_slow(self):
        """A server that takes its time, and one that takes too much of it."""
        for text in TEXTS:
            self._answer(text)
        self.sink.delays = [0.2, 0.2]
        self._run()
        self.assertEqual(self._arrived(), [*TEXTS])
        self.sink.mails.clear()
        self._answer(TEXTS[0])
        self.sink.delays = [3]
        with patch("odoo.addons.base.models.ir_mail_server.SMTP_TIMEOUT", 0.5):
            self._run()
        self.assertFalse(self._arrived())
        self._run()
        self.assertEqual(self._arrived(), [TEXTS[0]])

    def test_drops_at_the_mail(self):
        """A lost connection counts for the mail that was on it, not for the rest."""
        mails = self.env["mail.mail"].union(*map(self._answer, TEXTS)).sorted("id")
        self.sink.drops = 1
        self._run()
        self.assertEqual(mails.mapped("customer_portal_failures"), [1, 0, 0, 0])
        self._run()
        self.assertEqual(self._arrived(), [*TEXTS])

    def test_rate_limit(self):
        """So many mails in a run: the rest come later, however many runs it takes."""
        tickets = [self._ticket(self.ann, name=f"T{n}") for n in range(10)]
        texts = [f"Answer number {n}" for n in range(len(tickets))]
        self.env["mail.mail"].search([]).unlink()
        for text, ticket in zip(texts, tickets, strict=True):
            ticket.message_subscribe(self.ann.partner_id.ids)
            self._answer(text, ticket=ticket)
        # more runs than a mail has attempts
        for number in range(len(PAUSES) + 3):
            self.sink.limit = number + 1
            self._run()
            self.assertEqual(len(self._arrived(texts)), number + 1)
        self.sink.limit = None
        self._run()
        self.assertEqual(sorted(self._arrived(texts)), texts)

    def test_never_tried_is_shown_in_the_end(self):
        """A server that never gets to a mail: after a day it is in the list."""
        mails = self.env["mail.mail"].union(*map(self._answer, TEXTS)).sorted("id")
        self.sink.limit = 0
        self._run()
        for mail in mails:
            mail.customer_portal_failing_since -= sum(PAUSES, timedelta())
        self._run()
        self.assertEqual(set(mails.mapped("customer_portal_undelivered")), {True})
        self.sink.limit = None
        rows = self.env["customer.portal.undelivered"].with_user(self.agent)
        rows.browse(mails.ids).action_retry()
        self._run()
        self.assertEqual(self._arrived(), [*TEXTS])

    def test_mails_of_stages(self):
        """Those without a portal, whose mails are Odoo's: after the commit, too."""
        stranger = self.env["res.partner"].create(
            {"name": "Nora", "email": "nora@nowhere.example"}
        )
        ticket = self._ticket(self.ann)
        ticket.partner_id = stranger
        ticket = ticket.with_context(tracking_disable=False)
        self.env.cr.flush()
        self.env["mail.mail"].search([]).unlink()
        ticket.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.assertTrue(ticket.stage_id.mail_template_id)
        self.env.cr.flush()
        self.assertFalse(self.sink.connections)
        self._run()
        self.assertIn([stranger.email], [mail.recipients for mail in self.sink.mails])

    @mute_logger(*LOG, "odoo.addons.customer_portal.models")
    def test_secrets_are_in_no_queue(self):
        """Credentials whose mail fails are made anew, and kept nowhere."""
        port = take_down(self.env)
        account = self.ann._customer_portal_account(make=True)
        account._request_credentials()
        self.assertTrue(account.pending)
        self._run()
        self.assertFalse(self.env["mail.mail"].search([]))
        self._up(port)
        account._send_pending()
        [mail] = self.sink.mails
        self.assertEqual(mail.recipients, [self.ann.email])
        self.assertFalse(account.pending)
        self.assertFalse(self.env["mail.mail"].search([]))
