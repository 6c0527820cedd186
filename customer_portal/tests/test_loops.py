# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from datetime import timedelta
from email.message import EmailMessage

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import mail_gateway_case

#: Vacation notices as mail programs and people write them, without any header.
ABSENT = {
    "en": (
        "Automatic reply: {subject}",
        "Out of Office AutoReply: {subject}",
        "Out of office",
        "Out of the office until Monday, 7 January",
        "OOO: {subject}",
        "I am on vacation until 12 August",
        "[Auto-Reply] Re: {subject}",
        "Auto: Re: {subject}",
    ),
    "it": (
        "Risposta automatica: {subject}",
        "Fuori ufficio",
        "Fuori ufficio dal 3 al 14 agosto",
        "Assente dall'ufficio fino al 7/1",
        "In ferie dal 5 agosto",
        "Avviso di assenza: {subject}",
    ),
    "de": (
        "Automatische Antwort: {subject}",
        "Abwesenheitsnotiz",
        "Abwesenheitsnotiz bis 07.01.: {subject}",
        "Nicht im Büro bis 12.08.",
        "Ich bin im Urlaub bis Montag",
    ),
    "fr": (
        "Réponse automatique : {subject}",
        "Absence du bureau",
        "Absente du 3 au 14 août",
        "En congés jusqu'au 15 août",
        "Message d’absence : {subject}",
    ),
}
#: What people write who are there.
PRESENT = (
    "Out of office assistant does not start",
    "Automatic reply does not reach anybody",
    "Re: Automatic reply: Printer",
    "Fuori servizio la stampante",
    "Fuori ufficio non raggiungo il server",
    "Abwesenheitsnotiz funktioniert nicht",
    "Auto: Bremse defekt",
    "Absence de réseau",
)
GATEWAY = "odoo.addons.customer_portal.models.mail_thread_robots"


@tagged("-at_install", "post_install", "without_website")
class TestLoops(mail_gateway_case.MailGatewayCase):
    """Robots do not keep each other busy, and no person is taken for one."""

    def setUp(self):
        super().setUp()
        parameters = self.env["ir.config_parameter"]
        self.most = int(parameters.get_param("mail.gateway.loop.threshold", 20))

    def _tickets(self):
        return self.env["helpdesk.ticket"].search_count([])

    def _notes(self, records):
        """Return what support was told of loops, on these tickets."""
        notes = records.message_ids.filtered("subtype_id.internal").mapped("body")
        return [note for note in notes if "maybe a robot" in note]

    # ------------------------------------------------------------------
    # Vacation notices
    # ------------------------------------------------------------------

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_vacation_notices_without_headers(self):
        """They neither open nor update nor reopen, and the log says that they came."""
        ticket, answer = self._pending()
        done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        for stage in (self.pending, done):
            ticket.stage_id = stage
            self._leaving()
            count, before = self._tickets(), len(ticket.message_ids)
            for lang, subjects in ABSENT.items():
                for subject in subjects:
                    subject = subject.format(subject="Printer stops")
                    with self.subTest(subject, lang=lang, stage=stage.name):
                        for answers in (answer, ""):
                            with self.assertLogs(GATEWAY, logging.INFO) as logs:
                                headers = {"Subject": self._encoded(subject)}
                                found = self._mail("ann@acme.example", answers, headers)
                            self.assertFalse(found)
                            self.assertIn(subject, logs.output[0])
                            self.assertIn("ann@acme.example", logs.output[0])
            self.assertEqual(self._tickets(), count)
            self.assertEqual(len(ticket.message_ids), before)
            self.assertEqual(ticket.stage_id, stage)
        self.assertFalse(self._leaving())

    def test_people_are_no_vacation_notices(self):
        self.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", 1000)
        for subject in PRESENT:
            with self.subTest(subject):
                headers = {"Subject": self._encoded(subject)}
                self.assertTrue(self._mail("ann@acme.example", "", headers))

    def _encoded(self, text):
        return f"=?utf-8?q?={text.encode().hex('=').upper()}?="

    def test_suppressed(self):
        """A monitor that wants no answer opens a ticket, and gets none."""
        for value in ("All", "DR, OOF, AutoReply"):
            headers = {"X-Auto-Response-Suppress": value}
            ticket = self._mail("ann@acme.example", "", headers)
            self.assertTrue(ticket)
            self.assertEqual(set(self._leaving()), {"marta@support.example"})

    # ------------------------------------------------------------------
    # Robots that do not say so
    # ------------------------------------------------------------------

    def _play(self, robots, rounds=30):
        """Let robots answer each mail that they get, as often as it goes on.

        :param dict robots: by address what is done with each mail
        :return: how many mails each got, and whether they came to an end
        :rtype: tuple[dict, bool]
        """
        got = dict.fromkeys(robots, 0)
        for _round in range(rounds):
            self.env.cr.flush()
            self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
            mails, self.sink.mails = self.sink.mails, []
            to_robots = [
                (address, mail)
                for mail in mails
                for address in mail.recipients
                if address in robots
            ]
            if not to_robots:
                return got, True
            for address, mail in to_robots:
                got[address] += 1
                robots[address](mail)
        return got, False

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_ping_pong_of_new_tickets(self):
        """A robot answers our receipts without naming them: each opens a ticket."""
        first = self._mail("ann@acme.example")
        robots = {"ann@acme.example": lambda mail: self._mail("ann@acme.example")}
        got, ended = self._play(robots)
        self.assertTrue(ended)
        self.assertLessEqual(got["ann@acme.example"], self.most // 2)
        made = self.env["helpdesk.ticket"].search([("id", ">=", first.id)])
        self.assertEqual(len(self._notes(made)), 1, "support is told once")
        # somebody else is answered, and so is who writes less
        other = self._mail("bob@acme.example")
        self.assertIn("bob@acme.example", self._leaving())
        self.assertEqual(other.partner_id, self.bob.partner_id)
        self.assertTrue(self._mail("ann@acme.example"), "its mails still come in")
        self.assertNotIn("ann@acme.example", self._leaving())
        with freeze_time(fields.Datetime.now() + timedelta(minutes=121)):
            self.assertTrue(self._mail("ann@acme.example"))
            self.assertIn("ann@acme.example", self._leaving())

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_ping_pong_of_two_robots(self):
        """A customer's robot and an agent's answer each other through a ticket."""
        ticket, answer = self._pending()
        self.assertEqual(self._mail("ann@acme.example", answer), ticket)

        def answer_as(address):
            return lambda mail: self._mail(address, mail["Message-Id"])

        addresses = ("ann@acme.example", "marta@support.example")
        robots = {address: answer_as(address) for address in addresses}
        got, ended = self._play(robots, rounds=60)
        self.assertTrue(ended)
        self.assertLess(sum(got.values()), 2 * self.most + 5)
        self.assertEqual(len(self._notes(ticket)), 1)
        # a person on another ticket is heard and answered
        other, answer = self._pending()
        self.assertEqual(self._mail("ann@acme.example", answer), other)
        self.assertIn("Still broken", other.message_ids.sorted("id")[-1:].body)

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_robot_that_answers_what_is_not_taken(self):
        """What Odoo says of mails that it does not take ends, too, and says by whom."""
        domain = self.team.alias_domain_id
        domain.catchall_alias = domain.catchall_alias or "catchall"

        def write(_mail=None):
            type(self).count += 1
            mail = EmailMessage()
            mail["From"], mail["To"] = "ann@acme.example", domain.catchall_email
            mail["Subject"], mail["Message-Id"] = "x", f"<catchall-{self.count}@acme>"
            mail.set_content("Hello")
            self.env["mail.thread"].message_process(False, mail.as_bytes())

        write()
        self.assertFalse(self.sink.mails, "nothing leaves inside the transaction")
        told = self._leaving()["ann@acme.example"]
        self.assertEqual(told["Auto-Submitted"], "auto-replied")
        self.assertEqual(told["Precedence"], "bulk")
        write()
        got, ended = self._play({"ann@acme.example": write})
        self.assertTrue(ended)
        self.assertLessEqual(got["ann@acme.example"], 3)

    def test_who_may_write_without_end(self):
        """Odoo's list of addresses without a limit holds here, too."""
        self.env["mail.gateway.allowed"].create({"email": "ann@acme.example"})
        for _again in range(self.most // 2 + 2):
            self._mail("ann@acme.example")
            self.assertIn("ann@acme.example", self._leaving())

    def test_forgotten(self):
        guard = self.env["customer.portal.incoming"]
        guard._count("ann@acme.example", "x")
        old = guard.search([])
        with freeze_time(fields.Datetime.now() + timedelta(days=8)):
            guard._count("ann@acme.example", "x")
            guard._gc_incoming()
        self.assertFalse(old.exists())
        self.assertEqual(guard.search_count([]), 1)
