# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import mail_gateway_case
from .mail_gateway_case import COMMENT

#: What robots write, each in another way.
ROBOTS = (
    {"Auto-Submitted": "auto-replied"},
    {"Auto-Submitted": "Auto-Replied; owner-email=ann@acme.example"},
    {"Auto-Submitted": "auto-notified"},
    {"Precedence": "auto_reply"},
    {"Precedence": "auto-reply"},
    {"Precedence": "bulk"},
    {"Precedence": "Junk"},
    {"Return-Path": "<>"},
    {"X-Autoreply": "yes"},
    {"X-Auto-Reply": "1"},
    {"X-Autorespond": "Out of office"},
    {"X-Auto-Response-Suppress": "All"},
    {"X-Auto-Response-Suppress": "DR, OOF, AutoReply"},
    {"X-Loop": "ann@acme.example"},
)
#: What the receiving server says of mails that only seem to come from their sender.
FORGED = (
    "mx.example; spf=pass; dmarc=fail (p=none)",
    "mx.example; dkim=none; spf=fail smtp.mailfrom=ann@acme.example",
    "mx.example; dkim=fail; spf=softfail",
    "mx.example; dmarc=none; dkim=fail; spf=none",
)
GENUINE = (
    "mx.example; spf=pass; dkim=pass; dmarc=pass",
    "mx.example; spf=fail; dkim=pass; dmarc=pass",  # forwarded
    "mx.example; dmarc=none; spf=fail; dkim=pass",
    "mx.example; none",
)


@tagged("-at_install", "post_install", "without_website")
class TestMailStrangers(mail_gateway_case.MailGatewayCase):
    """Strangers, forged mails and robots do not get into a customer's ticket."""

    def _check_kept_out(self, ticket, made, before):
        self.assertTrue(made)
        self.assertNotEqual(made, ticket)
        self.assertEqual(len(ticket.message_ids), before)
        self.assertEqual(ticket.stage_id, self.pending)
        self.assertFalse(self._sees(self.ann, made))
        notes = made.message_ids.filtered("subtype_id.internal").mapped("body")
        self.assertTrue([note for note in notes if ticket.number in note], notes)

    def test_strangers(self):
        ticket, answer = self._pending()
        before = len(ticket.message_ids)
        for sender in (
            "mallory@evil.example",
            "dan@globex.example",
            "eve@corsi.example",
            '"ann@acme.example" <mallory@evil.example>',
            "ann@acme.example <mallory@evil.example>",
            "=?utf-8?q?ann=40acme.example?= <mallory@evil.example>",
        ):
            with self.subTest(sender):
                made = self._mail(sender, answer)
                self._check_kept_out(ticket, made, before)
                self.assertNotEqual(made.partner_id, self.ann.partner_id)
        self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        recipients = {mail.recipients[0] for mail in self.sink.mails}
        self.assertNotIn("ann@acme.example", recipients)

    def test_guessed_number(self):
        """The number of a ticket opens nothing, in the subject or as a reference."""
        ticket, _answer = self._pending()
        before = len(ticket.message_ids)
        headers = {
            "Subject": f"Re: [{ticket.number}] {ticket.display_name}",
            "X-Odoo-Objects": f"helpdesk.ticket-{ticket.id}",
        }
        for answers in ("", f"<{ticket.id}-openerp-{ticket.id}-helpdesk.ticket@x>"):
            made = self._mail("dan@globex.example", answers, headers)
            self.assertNotEqual(made, ticket)
            self.assertEqual(made.commercial_partner_id, self.globex)
        self.assertEqual(len(ticket.message_ids), before)

    def test_forged(self):
        ticket, answer = self._pending()
        before = len(ticket.message_ids)
        for verdict in FORGED:
            for sender in ("ann@acme.example", "marta@support.example"):
                with self.subTest(verdict, sender=sender):
                    headers = {"Authentication-Results": verdict}
                    made = self._mail(sender, answer, headers)
                    self._check_kept_out(ticket, made, before)
                    self.assertFalse(made.partner_id)
                    self.assertFalse(made.user_id, "who runs the gateway")
                    self.assertFalse(made.customer_portal_previous_id)
                    warning = "could not confirm"
                    self.assertTrue(
                        made.message_ids.filtered(lambda m, w=warning: w in m.body)
                    )
        # neither does a new mail open a ticket in the customer's name
        made = self._mail("ann@acme.example", "", {"Authentication-Results": FORGED[0]})
        self.assertFalse(made.partner_id)
        # what the forger adds stands below what the server found
        both = {"Authentication-Results": [FORGED[1], GENUINE[2]]}
        made = self._mail("ann@acme.example", answer, both)
        self._check_kept_out(ticket, made, before)
        # two senders: checks look at one of them
        made = self._mail("ann@acme.example, mallory@evil.example", answer)
        self._check_kept_out(ticket, made, before)

    def test_genuine(self):
        ticket, answer = self._pending()
        for verdict in GENUINE:
            with self.subTest(verdict):
                headers = {"Authentication-Results": verdict}
                self.assertEqual(
                    self._mail("ann@acme.example", answer, headers), ticket
                )
        self.assertEqual(ticket.stage_id, self.answered)

    def test_address_of_somebody_else(self):
        """Whoever enters the address of another contact does not get its mails."""
        ticket, answer = self._pending()
        with self.assertRaises(ValidationError):
            self.dan.partner_id.email = "ann@acme.example"
        # as it may stand in a database of before
        known = self.dan.partner_id.with_context(customer_portal_told=True)
        known.email = "ann@acme.example"
        twin = self.env["res.partner"].create(
            {"name": "Twin", "parent_id": self.globex.id, "email": "ann@acme.example"}
        )
        ticket.message_subscribe(twin.ids)
        self.assertEqual(self._mail("ann@acme.example", answer), ticket)
        newest = ticket.message_ids.filtered(lambda m: m.message_type == "email")[:1]
        self.assertEqual(newest.author_id, self.ann.partner_id)
        made = self._mail("ann@acme.example")
        self.assertEqual(made.partner_id, self.ann.partner_id)

    def test_profile_decides(self):
        """By mail a contact may do what it may do in the portal."""
        ticket, answer = self._pending()
        # colleagues who see the ticket, or do not, and may not comment it
        for user in (self.bob, self.cleo):
            ticket.message_subscribe(user.partner_id.ids)
            made = self._mail(user.email, answer)
            self.assertNotEqual(made, ticket)
            self.assertEqual(made.partner_id, user.partner_id)
            self.assertEqual(made.customer_portal_previous_id, ticket)
        self.assertEqual(ticket.stage_id, self.pending)
        line = self.profile_company.access_ids
        line.comment_scope = "company"
        self.assertEqual(self._mail(self.bob.email, answer), ticket)
        self.assertEqual(ticket.stage_id, self.answered)
        # a collaborator, as long as it is one
        ticket.customer_portal_collaborator_id = self.eve.partner_id
        self.assertEqual(self._mail(self.eve.email, answer), ticket)
        ticket.customer_portal_collaborator_id = False
        ticket.message_subscribe(self.eve.partner_id.ids)
        self.assertNotEqual(self._mail(self.eve.email, answer), ticket)
        # whose access was taken away writes to its own tickets, like any contact
        self.bob.partner_id.with_user(self.agent).action_customer_portal_disable()
        self.assertNotEqual(self._mail("bob@acme.example", answer), ticket)
        # a colleague without a portal is of the customer
        zoe = self.env["res.partner"].create(
            {"name": "Zoe", "parent_id": self.acme.id, "email": "zoe@acme.example"}
        )
        self.assertEqual(self._mail("zoe@acme.example", answer), ticket)
        self.assertEqual(zoe.commercial_partner_id, self.acme)

    def test_reopening_is_a_right(self):
        """Who may not close its tickets reopens none by mail."""
        closed, answer = self._pending()
        closed.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        line = self.profile_default.access_ids
        line.close_scope = "none"
        made = self._mail("ann@acme.example", answer)
        self.assertEqual(made.customer_portal_previous_id, closed)
        line.close_scope = "own"
        self.assertEqual(self._mail("ann@acme.example", answer), closed)
        self.assertEqual(closed.stage_id, self.answered)

    def test_former_collaborator_is_told_nothing(self):
        """Odoo names the author of the mail that is answered: not if it lost sight."""
        ticket, _answer = self._pending()
        ticket.customer_portal_collaborator_id = self.eve.partner_id
        theirs = ticket.sudo().message_post(
            body="Look at this", author_id=self.eve.partner_id.id, **COMMENT
        )
        self._leaving()
        ticket.customer_portal_collaborator_id = False
        self.assertEqual(self._mail("ann@acme.example", theirs.message_id), ticket)
        self.assertEqual(set(self._leaving()), {"marta@support.example"})

    # ------------------------------------------------------------------
    # Robots
    # ------------------------------------------------------------------

    def test_robots(self):
        """25 and more automatic answers make no ticket and no comment."""
        ticket, answer = self._pending()
        before = len(ticket.message_ids)
        count = self.env["helpdesk.ticket"].search_count([])
        mails = [(headers, ref) for headers in ROBOTS for ref in (answer, "")]
        mails.append(({"Auto-Submitted": "auto-generated"}, answer))
        self.assertGreaterEqual(len(mails), 25)
        for headers, reference in mails:
            with self.subTest(headers, answers=bool(reference)):
                self.assertFalse(self._mail("ann@acme.example", reference, headers))
        self.assertEqual(len(ticket.message_ids), before)
        self.assertEqual(self.env["helpdesk.ticket"].search_count([]), count)
        self.assertEqual(ticket.stage_id, self.pending)
        self.assertFalse(self._leaving())

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_own_mails_come_back(self):
        """What somebody forwards to us without end makes no ticket and no comment."""
        ticket, _answer = self._pending()
        self._mail("ann@acme.example")
        ticket.with_user(self.agent).message_post(body="Now?", **COMMENT)
        ticket.with_user(self.agent).stage_id = self.env.ref(
            "helpdesk_mgmt.helpdesk_ticket_stage_done"
        )
        self.env.flush_all()
        self.env.cr.precommit.run()  # tracking
        self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        mails, self.sink.mails = self.sink.mails, []
        self.assertGreaterEqual(len(mails), 3)
        tickets = self.env["helpdesk.ticket"].search_count([])
        before = len(ticket.message_ids)
        for mail in mails:
            with self.subTest(mail["Subject"]):
                mail.replace_header("To", self.team.alias_email)
                found = self.env["mail.thread"].message_process(False, mail.as_bytes())
                self.assertFalse(found)
        self.assertEqual(self.env["helpdesk.ticket"].search_count([]), tickets)
        self.assertEqual(len(ticket.message_ids), before)

    def test_people(self):
        """Headers that people's mails have as well."""
        for headers in (
            {"Auto-Submitted": "no"},
            {"Precedence": "list"},
            {"Return-Path": "<ann@acme.example>"},
            {"X-Auto-Response-Suppress": "OOF"},
        ):
            with self.subTest(headers):
                self.assertTrue(self._mail("ann@acme.example", "", headers))

    def test_no_receipt(self):
        """Monitors and mailing lists open tickets, and get no automatic answer."""
        for headers in (
            {"Auto-Submitted": "auto-generated"},
            {"Precedence": "list"},
            {"List-Id": "<all.acme.example>"},
        ):
            with self.subTest(headers):
                ticket = self._mail("ann@acme.example", "", headers)
                self.assertTrue(self._sees(self.ann, ticket))
                self.assertEqual(set(self._leaving()), {"marta@support.example"})

    def test_doubtful_mail_reaches_the_team(self):
        headers = {"Authentication-Results": FORGED[0]}
        self._mail("ann@acme.example", "", headers)
        self.assertEqual(set(self._leaving()), {"marta@support.example"})
