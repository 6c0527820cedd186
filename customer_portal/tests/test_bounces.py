# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from email.message import EmailMessage

from odoo.tests import tagged
from odoo.tools import mute_logger

from . import mail_gateway_case
from .mail_gateway_case import COMMENT


@tagged("-at_install", "post_install", "without_website")
class TestBounces(mail_gateway_case.MailGatewayCase):
    """What mail servers report of our mails is no answer of the customer."""

    def _tickets(self):
        return self.env["helpdesk.ticket"].search_count([])

    def test_reports(self):
        """That a mail was read is neither an answer nor a failure of its address."""
        ticket, answer = self._pending()
        before, count = len(ticket.message_ids), self._tickets()
        for kind, part in (
            ("disposition-notification", "disposition-notification"),
            ("feedback-report", "feedback-report"),
        ):
            mail = EmailMessage()
            mail["From"], mail["To"] = "ann@acme.example", self.team.alias_email
            mail["Subject"], mail["Message-Id"] = "Read: Printer", f"<{kind}@acme>"
            mail["In-Reply-To"] = mail["References"] = answer
            head = mail.as_string().strip()
            body = (
                f"Content-Type: multipart/report; report-type={kind}; boundary=b\n\n"
                "--b\nContent-Type: text/plain\n\nRead on Monday\n"
                f"--b\nContent-Type: message/{part}\n\n"
                "Final-Recipient: rfc822; ann@acme.example\n"
                f"Original-Message-ID: {answer}\n\n"
                f"--b\nContent-Type: text/rfc822-headers\n\nMessage-Id: {answer}\n\n"
                "--b--\n"
            )
            raw = f"{head}\nMIME-Version: 1.0\n{body}".encode()
            self.assertFalse(self.env["mail.thread"].message_process(False, raw))
        self.assertEqual((len(ticket.message_ids), self._tickets()), (before, count))
        self.assertFalse(self.ann.partner_id.customer_portal_mail_failure)
        notifications = ticket.message_ids.notification_ids
        self.assertNotIn("bounce", notifications.mapped("notification_status"))

    def test_a_mail_that_comes_back(self):
        """A bounce goes to our bounce address, marks the contact and opens nothing."""
        ticket = self._mail("ann@acme.example")
        receipt = self._leaving()["ann@acme.example"]
        domain = self.team.alias_domain_id
        domain.bounce_alias = domain.bounce_alias or "bounce"
        ticket.with_user(self.agent).message_post(body="Now?", **COMMENT)
        mail = self._leaving()["ann@acme.example"]
        self.assertEqual(mail["Return-Path"], domain.bounce_email)
        self.assertIn(receipt["Return-Path"], (None, domain.bounce_email, "False"))
        before, count = len(ticket.message_ids), self._tickets()
        self._bounce(mail["Message-Id"])
        self.assertIn("No such user", self.ann.partner_id.customer_portal_mail_failure)
        self.assertEqual((len(ticket.message_ids), self._tickets()), (before, count))
        self.assertFalse(self._leaving())

    def test_a_mail_that_nobody_kept_comes_back(self):
        """Credentials and other mails of accounts are known again, others are not."""
        contact = self.ann.partner_id
        contact.action_customer_portal_send_credentials()
        credentials = self.sink.mails.pop()
        self.ann._change_password("vento-mela-7-ponte")
        changed = self._leaving()["ann@acme.example"]
        self.bob.partner_id.action_customer_portal_send_credentials()
        others = self.sink.mails.pop()["Message-Id"]
        forged = re.sub(r"<.", "<0", others).replace(others[1], "1")
        for message_id in (others, forged, "<x@y>", "", "<" + "0" * 24 + ".@x>"):
            self._bounce(message_id)
            self.assertFalse(contact.customer_portal_mail_failure, message_id)
        for mail in (credentials, changed):
            self._bounce(mail["Message-Id"])
            self.assertIn("No such user", contact.customer_portal_mail_failure)
            contact._customer_portal_mail_arrived()

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def _bounce(self, message_id):
        """Report that a mail to Ann could not be delivered."""
        type(self).count += 1
        domain = self.team.alias_domain_id
        body = (
            f"From: mailer-daemon@acme.example\nTo: {domain.bounce_email}\n"
            f"Subject: Returned\nMessage-Id: <back-{self.count}@acme>\n"
            "MIME-Version: 1.0\nReturn-Path: <>\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n"
            "\n--b\nContent-Type: text/plain\n\nNo such user\n"
            "--b\nContent-Type: message/delivery-status\n\n"
            "Reporting-MTA: dns; acme.example\n\n"
            "Final-Recipient: rfc822; ann@acme.example\nAction: failed\n"
            "Status: 5.1.1\n\n"
            "--b\nContent-Type: text/rfc822-headers\n\n"
            f"Message-Id: {message_id}\n\n--b--\n"
        )
        self.assertFalse(self.env["mail.thread"].message_process(False, body.encode()))
