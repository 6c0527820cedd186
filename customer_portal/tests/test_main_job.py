# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import new_test_user, tagged

from . import common
from .smtp_sink import smtp_sink, text_of

ANNA = "anna.rossi@acme.example"
MARTA = "marta@support.example"
DEMO_PASSWORD = "portal-demo-2026"


@tagged("-at_install", "post_install", "without_website")
class TestMainJob(common.PortalHttpCase):
    """A contact opens a ticket in a browser, an agent answers, real mails leave."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        anna = cls.env["res.users"].search([("login", "=", ANNA)])
        if not anna:  # without demo data
            anna = new_test_user(
                cls.env, ANNA, "base.group_portal", email=ANNA, password=DEMO_PASSWORD
            )
            anna.partner_id.customer_portal_profile_id = cls.profile_default
            anna.partner_id.customer_portal_active = True
        anna.lang = "en_US"
        cls.anna = anna
        cls.agent.password = cls.agent.login  # what start_tour logs in with

    def _sent(self):
        """Send what is queued.

        :return: the mails as (recipients, subject, body)
        """
        self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        mails, self.sink.mails = self.sink.mails, []
        return sorted(
            (mail.recipients, mail["Subject"], text_of(mail)) for mail in mails
        )

    def test_main_job(self):
        self.env["mail.mail"].search([]).unlink()
        self.sink = self.enterContext(smtp_sink(self.env))

        self.start_tour("/web/login?redirect=/my", "customer_portal_open_ticket")
        ticket = self.env["helpdesk.ticket"].search(
            [("name", "=", "Badge printer stops")]
        )
        self.assertEqual(ticket.partner_id, self.anna.partner_id)
        self.assertEqual(ticket.attachment_ids.name, "printer.log")
        opened, assigned = self._sent()
        self.assertEqual(opened[0], [ANNA])
        self.assertIn(ticket.number, opened[1])
        self.assertIn("Both printers stop", opened[2])
        self.assertIn(f"/my/records/tickets/{ticket.id}", opened[2])
        self.assertEqual(assigned[0], [MARTA])
        self.assertIn("New ticket for you", assigned[1])

        self.start_tour(
            f"/odoo/helpdesk-tickets/{ticket.id}",
            "customer_portal_answer_ticket",
            login=self.agent.login,
        )
        [answer] = self._sent()
        self.assertEqual(answer[0], [ANNA])
        self.assertIn("Please install firmware 4.2.1.", answer[2])

        self.start_tour(
            f"/web/login?redirect=/my/records/tickets/{ticket.id}",
            "customer_portal_close_ticket",
        )
        self.assertTrue(ticket.closed)
        closed, comment, resolved = self._sent()
        self.assertEqual(closed[0], [ANNA])
        self.assertIn("Closed: ", closed[1])
        self.assertEqual(comment[0], [MARTA])
        self.assertIn("It works, thank you.", comment[2] + resolved[2])
        self.assertEqual(resolved[0], [MARTA])
        self.assertIn("OK, resolved.", comment[2] + resolved[2])
