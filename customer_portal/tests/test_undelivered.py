# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from email.message import EmailMessage

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..models.mail_mail_retry import PAUSES, get_answer
from .mail_gateway_case import COMMENT, MailGatewayCase
from .smtp_sink import take_down

LOG = "odoo.addons.mail.models.mail_mail", "odoo.addons.base.models.ir_mail_server"


@tagged("-at_install", "post_install", "without_website")
class TestUndelivered(MailGatewayCase):
    """Mails that fail are tried again, arrive once, or are shown."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._ticket(cls.ann)
        cls.ticket.message_subscribe(cls.ann.partner_id.ids)
        cls.ann_mail = cls.ann.partner_id.email_normalized

    def _answer(self, body):
        """Let the agent answer; nothing leaves yet.

        :return: the mail that waits
        """
        before = self.env["mail.mail"].search([])
        self.ticket.with_user(self.agent).with_context(
            mail_notify_force_send=False
        ).message_post(body=body, **COMMENT)
        return self.env["mail.mail"].search([]) - before

    @mute_logger(*LOG)
    def _run(self):
        """Run Odoo's queue."""
        self.env["mail.mail"].process_email_queue()
        self.env.invalidate_all()

    def _let_pauses_pass(self):
        self.env["mail.mail"].search([("scheduled_date", "!=", False)]).write(
            {"scheduled_date": fields.Datetime.now() - timedelta(seconds=1)}
        )

    def _bodies(self, *texts):
        """Return which of the texts arrived at Ann, in their order."""
        mails = [mail for mail in self.sink.mails if mail.recipients == [self.ann_mail]]
        found = []
        for mail in mails:
            html = mail.get_body(("html",)).get_content()
            found += [text for text in texts if text in html]
        return found

    def test_server_away_and_back(self):
        """All mails of a conversation arrive, once and in order."""
        port = take_down(self.env)
        texts = ["First answer", "Second answer", "Third answer"]
        mails = self.env["mail.mail"].union(*map(self._answer, texts))
        self._run()
        self.assertEqual(set(mails.mapped("state")), {"outgoing"})
        self.assertEqual(set(mails.mapped("customer_portal_failures")), {1})
        self.assertTrue(min(mails.mapped("scheduled_date")) > fields.Datetime.now())
        statuses = mails.mail_message_id.notification_ids.mapped("notification_status")
        self.assertNotIn("exception", statuses)
        self.env["ir.mail_server"].search([]).smtp_port = port
        self._run()
        self.assertFalse(self.sink.mails, "the pause is kept")
        self._let_pauses_pass()
        self._run()
        self._run()
        self.assertEqual(self._bodies(*texts), texts)

    def test_pauses_end_in_the_list(self):
        """After a day the mail is in the list; a manager sends it once more."""
        take_down(self.env)
        mail = self._answer("Long way")
        for _pause in PAUSES:
            self._run()
            self.assertEqual(mail.state, "outgoing")
            self._let_pauses_pass()
        self._run()
        self.assertEqual(mail.state, "exception")
        self.assertTrue(mail.customer_portal_undelivered)
        self.assertEqual(self.ticket.customer_portal_undelivered, 1)
        self._run()
        self.assertEqual(mail.state, "exception", "nobody asked for another attempt")

        rows = self.env["customer.portal.undelivered"]
        row = rows.with_user(self.agent).browse(mail.id)
        self.assertEqual(rows.with_user(self.agent).search([]), row)
        row.action_retry()
        self.assertEqual(mail.state, "outgoing")
        self.assertEqual(mail.customer_portal_failures, 0)
        self.assertFalse(self.ticket.customer_portal_undelivered)
        mail.write({"state": "exception", "customer_portal_undelivered": True})
        row.action_discard()
        self.assertEqual(mail.state, "cancel")
        self.assertFalse(rows.search([]))

    def test_list(self):
        """It tells support what it needs and nobody what a mail says."""
        mails = self._answer("Secret words") + self._answer("Other words")
        reason = "Mail Delivery Failed\nSMTPDataError: (450, b'Busy')"
        mails[0].write(
            {"state": "exception", "failure_reason": reason}
            | {"customer_portal_undelivered": True, "customer_portal_failures": 7}
        )
        rows = self.env["customer.portal.undelivered"]
        row = rows.with_user(self.agent).search([])
        self.assertEqual(row.ids, mails[0].ids)
        data = row.read()[0]
        self.assertEqual((data["reason"], data["failures"]), ("450 Busy", 7))
        self.assertEqual(row.company_id, self.ticket.company_id)
        self.assertIn(self.ann_mail, row.address)
        self.assertIn(self.ticket.name, row.about)
        self.assertTrue(row.title)
        self.assertNotIn("Secret words", str(data))
        self.assertEqual(row.action_open()["res_id"], self.ticket.id)
        shown = self.ticket.with_user(self.agent).action_customer_portal_undelivered()
        self.assertEqual(rows.search(shown["domain"]).ids, mails[0].ids)

        # those of accounts, which lead to the contact
        self.ann._notify_security_setting_update("Changed", "Your account changed.")
        told = self.env["mail.mail"].search([("model", "=", "res.users")], limit=1)
        told.write({"state": "exception", "customer_portal_undelivered": True})
        account = rows.with_user(self.agent).browse(told.id)
        action = account.action_open()
        self.assertEqual(action["res_model"], "res.partner")
        self.assertEqual(action["res_id"], self.ann.partner_id.id)
        self.assertEqual(account.company_id, self.ann.company_id)

        both = (row + account).with_user(self.agent)
        both.action_retry()
        self.assertEqual({*(mails[0] + told).mapped("state")}, {"outgoing"})
        self.assertFalse(rows.search([]))

    def test_answers(self):
        """What servers say, without Python around it."""
        for reason, said in (
            (
                "Failed\nSMTPRecipientsRefused: {'a@b': (550, b'5.1.1 No')}",
                "550 5.1.1 No",
            ),
            ('SMTPDataError: (451, b"4.7 It\'s full")', "451 4.7 It's full"),
            (
                "Failed\n[Errno 111] Connection refused",
                "[Errno 111] Connection refused",
            ),
            (False, ""),
        ):
            self.assertEqual(get_answer(reason), said)

    def test_list_is_not_for_all(self):
        """Who may not see a mail neither sends it again nor learns of its record."""
        self.ticket.user_id = self.agent
        mail, waiting = self._answer("One"), self._answer("Waits")
        mail.write({"state": "exception", "customer_portal_undelivered": True})
        rows = self.env["customer.portal.undelivered"]
        clerk = new_test_user(self.env, "clerk", "helpdesk_mgmt.group_helpdesk_user")
        for user in (self.ann, self.dan, clerk):
            for call in ("read", "action_retry", "action_discard", "action_open"):
                with self.assertRaises(AccessError):
                    getattr(rows.with_user(user).browse(mail.id), call)()
        for user in (self.agent, self._manager()):
            with self.assertRaises(AccessError):
                self.env["mail.mail"].with_user(user).search_read([], ["body_html"])
            with self.assertRaises(AccessError):
                rows.with_user(user).browse(mail.id).write({"failures": 0})
        # a mail that is not in the list is no row of it
        rows.with_user(self.agent).browse(waiting.id).action_discard()
        self.assertEqual(waiting.state, "outgoing")
        # an agent who handles no tickets
        doorman = new_test_user(self.env, "doorman", "customer_portal.group_agent")
        seen = rows.with_user(doorman).browse(mail.id)
        self.assertFalse(self.ticket.with_user(doorman).has_access("read"))
        self.assertEqual((seen.title, seen.about), (False, False))
        with self.assertRaises(AccessError):
            seen.action_open()
        # of another company
        other = self.env["res.company"].create({"name": "Elsewhere"})
        mail.mail_message_id.record_company_id = other
        with self.assertRaises(AccessError):
            rows.with_user(self.agent).browse(mail.id).action_retry()
        self.assertFalse(rows.with_user(self.agent).search([]))

    def _manager(self):
        return new_test_user(
            self.env, "test-manager-mail", "customer_portal.group_manager"
        )

    def test_refused_for_good(self):
        """The contact is marked, until a mail gets through or the address changes."""
        self.sink.refused[self.ann_mail] = "550 5.1.1 No such user"
        mail = self._answer("To nobody")
        self._run()
        contact = self.ann.partner_id
        self.assertTrue(mail.customer_portal_undelivered)
        self.assertIn("No such user", contact.customer_portal_mail_failure)
        self.assertTrue(contact.customer_portal_mail_failure_date)
        self.assertIn("No such user", self.ticket.customer_portal_mail_failure)
        self.sink.refused.clear()
        self._answer("To somebody")
        self._run()
        self.assertEqual(self._bodies("To somebody"), ["To somebody"])
        self.assertFalse(contact.customer_portal_mail_failure)
        contact._customer_portal_mail_failed("550")
        contact.email = "ann.other@acme.example"
        self.assertFalse(contact.customer_portal_mail_failure)

    def test_refused_for_now(self):
        """One of two recipients has to wait: the other gets no second mail."""
        self.ticket.message_subscribe(self.bob.partner_id.ids)
        self.sink.refused[self.ann_mail] = "450 4.2.1 Mailbox busy"
        self._answer("For both")
        self._run()
        self.assertFalse(self.ann.partner_id.customer_portal_mail_failure)
        self.sink.refused.clear()
        self._let_pauses_pass()
        self._run()
        arrived = sorted(address for m in self.sink.mails for address in m.recipients)
        wanted = [self.ann_mail, self.bob.partner_id.email_normalized]
        self.assertEqual(arrived, sorted(wanted))

    def test_dropped_and_limited(self):
        """Connections that end and servers that ask to wait lose and double nothing."""
        texts = ["Answer one", "Answer two", "Answer three", "Answer four"]
        for text in texts:
            self._answer(text)
        self.sink.drops = 1
        self._run()
        self.sink.limit = 2
        for _attempt in range(4):
            self._let_pauses_pass()
            self._run()
        self.assertEqual(len(self.sink.mails), 2)
        self.sink.limit = None
        self._let_pauses_pass()
        self._run()
        self.assertEqual(self._bodies(*texts), texts, "in order, too")

    def test_left_behind(self):
        """A mail that an interrupted run left as failed is sent by the next one."""
        mail = self._answer("Interrupted")
        mail.write({"state": "exception", "failure_type": "unknown"})
        self._run()
        self._let_pauses_pass()
        self._run()
        self.assertEqual(self._bodies("Interrupted"), ["Interrupted"])

    def test_left_long_ago(self):
        """What failed before the portal was installed is shown, not sent."""
        mail = self._answer("Long ago")
        mail.write({"state": "exception", "failure_type": "unknown"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mail_mail SET create_date = create_date - interval '3 days' "
            "WHERE id = %s",
            [mail.id],
        )
        self.env.invalidate_all()
        self._run()
        self.assertTrue(mail.customer_portal_undelivered)
        self.assertFalse(self._bodies("Long ago"))

    def test_reports(self):
        """A report marks the contact if it names a mail of ours and tells of an end."""
        mail = self._answer("Comes back")
        ours = mail.message_id
        self._run()
        contact = self.ann.partner_id
        for action, message_id, marked in (
            ("delayed", ours, False),
            ("failed", "<unknown@acme.example>", False),
            ("failed", ours, True),
        ):
            self._report(action, message_id)
            self.assertEqual(bool(contact.customer_portal_mail_failure), marked, action)

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def _report(self, action, message_id):
        """Let a mail server say what became of a mail to Ann."""
        domain = self.team.alias_domain_id
        mail = EmailMessage()
        mail["From"] = "Mail Delivery System <mailer-daemon@acme.example>"
        mail["To"] = domain.bounce_email or f"bounce@{domain.name}"
        mail["Subject"] = "Undelivered Mail Returned to Sender"
        mail["Message-Id"] = f"<report-{action}-{len(message_id)}@acme.example>"
        body = (
            "--b\nContent-Type: text/plain\n\nNo such user\n"
            "--b\nContent-Type: message/delivery-status\n\n"
            "Reporting-MTA: dns; acme.example\n\n"
            f"Final-Recipient: rfc822; {self.ann_mail}\n"
            f"Action: {action}\nStatus: 5.1.1\n\n"
            "--b\nContent-Type: text/rfc822-headers\n\n"
            f"Message-Id: {message_id}\nTo: {self.ann_mail}\n\n--b--\n"
        )
        kind = "multipart/report; report-type=delivery-status; boundary=b"
        head = mail.as_string().strip() + f"\nMIME-Version: 1.0\nContent-Type: {kind}\n"
        self.env["mail.thread"].message_process(False, f"{head}\n{body}".encode())

    def test_security_mails_wait(self):
        """What Odoo tells portal users of their account leaves after the commit."""
        self.ann.write({"password": "another-long-Password-26"})
        waiting = self.env["mail.mail"].search(
            [("model", "=", "res.users"), ("res_id", "=", self.ann.id)]
        )
        self.assertFalse(self.sink.mails)
        self.assertEqual(waiting.mapped("state"), ["outgoing"])
        self._run()
        self.assertEqual(self.sink.mails[-1].recipients, [self.ann_mail])
        self.agent.write({"password": "another-long-Password-26"})
        self.assertEqual(len(self.sink.mails), 2, "internal users: as in Odoo")
