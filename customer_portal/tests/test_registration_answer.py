# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .registration_case import RegistrationCase
from .smtp_sink import smtp_sink


@tagged("-at_install", "post_install", "without_website")
class TestRegistrationAnswer(RegistrationCase):
    """An agent answers, or the mail domain of a customer does."""

    def _approve(self, asked):
        with smtp_sink(self.env) as sink:
            asked.with_user(self.agent).action_approve()
        return sink.mails

    def test_approve(self):
        asked = self._registered()
        asked.with_user(self.agent).write(
            {"profile_id": self.profile_company.id, "parent_id": self.acme.id}
        )
        [mail] = self._approve(asked)
        self.assertEqual(mail.recipients, ["vera@new.example"])
        contact = asked.partner_id
        self.assertEqual(contact.name, "Vera Visitor")
        self.assertEqual(contact.parent_id, self.acme)
        self.assertEqual(contact.customer_portal_profile_id, self.profile_company)
        self.assertEqual(contact.user_ids.login, "vera@new.example")
        self.assertEqual(contact.customer_portal_state, "invited")
        self.assertEqual(asked.state, "approved")
        self.assertEqual(asked.answered_by_id, self.agent)
        with self.assertRaises(UserError):
            asked.with_user(self.agent).action_approve()

    def test_refuse(self):
        asked = self._registered()
        with smtp_sink(self.env) as sink:
            asked.with_user(self.agent).action_refuse()
        self.assertFalse(sink.mails)
        self.assertEqual(asked.state, "refused")
        self.assertFalse(asked.partner_id)

    def test_unconfirmed_ones_are_not_approved(self):
        self._ask()
        asked = self.registrations.search([]).with_user(self.agent)
        for method in (asked.action_approve, asked.action_refuse):
            with self.assertRaises(UserError):
                method()

    def test_no_contact_is_taken_by_its_mail_alone(self):
        known = self.env["res.partner"].create(
            {"name": "Old", "email": "vera@new.example", "parent_id": self.acme.id}
        )
        asked = self._registered()
        self.assertEqual(asked.with_user(self.agent).known_ids, known)
        self._approve(asked)
        self.assertNotEqual(asked.partner_id, known)
        self.assertFalse(known.user_ids)
        self.assertFalse(known.customer_portal_active)

    def test_an_agent_takes_a_contact(self):
        known = self.env["res.partner"].create(
            {"name": "Old", "email": "VERA@new.example", "parent_id": self.acme.id}
        )
        asked = self._registered()
        asked.with_user(self.agent).partner_id = self.dan.partner_id
        with self.assertRaisesRegex(UserError, "another email address"):
            self._approve(asked)
        asked.with_user(self.agent).partner_id = known
        self._approve(asked)
        self.assertEqual(known.user_ids.login, "vera@new.example")
        self.assertEqual(known.name, "Old")

    def test_a_user_came_up_meanwhile(self):
        asked = self._registered()
        new_test_user(self.env, "vera@new.example", "base.group_portal")
        with self.assertRaisesRegex(UserError, "email address of"):
            self._approve(asked)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.orm.models")
    def test_agents_only(self):
        asked = self._registered()
        clerk = new_test_user(
            self.env, "clerk", "base.group_user,base.group_partner_manager"
        )
        for user in (clerk, self.ann, self.env.ref("base.public_user")):
            own = asked.with_user(user)
            for method in (own.action_approve, own.action_refuse):
                with self.assertRaises(UserError):
                    method()
            with self.assertRaises(AccessError):
                own.search([])
        with self.assertRaises(AccessError):
            self.registrations.with_user(self.agent).create({"name": "x"})
        with self.assertRaises(AccessError):
            self.env["customer.portal.domain"].with_user(self.agent).create(
                {"name": "new.example", "partner_id": self.acme.id}
            )
        other = self.env["res.company"].create({"name": "Elsewhere"})
        asked.company_id = other
        self.assertFalse(self.registrations.with_user(self.agent).search([]))

    def test_domains(self):
        """Only the exact domain of one company, and only where nobody has the mail."""
        self.env.company.customer_portal_registration = "domain"
        self.acme.customer_portal_profile_id = self.profile_company
        domain = {"name": "@New.Example", "partner_id": self.acme.id}
        self.env["customer.portal.domain"].create(domain)
        self.env["res.partner"].create({"name": "Old", "email": "old@new.example"})
        gone = {"name": "Gone", "email": "gone@new.example", "active": False}
        self.env["res.partner"].create(gone)
        for email, admitted in (
            ("vera@new.example", True),
            ("vera@sub.new.example", False),
            ("vera@evilnew.example", False),
            ("vera@new.example.evil.example", False),
            ("old@new.example", False),
            ("gone@new.example", False),
        ):
            with self.subTest(email):
                asked = self._registered(email=email)
                self.assertEqual(asked.email, email)
                state = "approved" if admitted else "confirmed"
                self.assertEqual(asked.state, state)
                if not admitted:
                    self.assertFalse(asked.partner_id)
                    continue
                contact = asked.partner_id
                self.assertEqual(contact.parent_id, self.acme)
                self.assertEqual(
                    contact.customer_portal_profile_id, self.profile_company
                )
                self.assertTrue(contact.customer_portal_pending)
                job = self.env.ref("customer_portal.cron_send_credentials")
                with smtp_sink(self.env) as sink:
                    job.method_direct_trigger()
                self.assertEqual([m.recipients for m in sink.mails], [[email]])
        # where the manager wants agents to approve, domains mean nothing
        self.env.company.customer_portal_registration = "agent"
        asked = self._registered(email="wanda@new.example")
        self.assertEqual(asked.state, "confirmed")
        self.env.company.customer_portal_registration = "domain"
        self.acme.active = False
        asked = self._registered(email="walter@new.example")
        self.assertEqual(asked.state, "confirmed")

    @mute_logger("odoo.sql_db")
    def test_which_domains(self):
        domains = self.env["customer.portal.domain"]
        for name in (
            "gmail.com",
            "GMAIL.com",
            "hotmail.it",
            "yahoo.co.uk",
            "mail.libero.it",
            "pec.it",
            "co.uk",
            "t-online.de",
            "acme",
            "not a domain.it",
            "a@b.example",
            "*.example.com",
        ):
            with self.subTest(name), self.assertRaises(ValidationError):
                with self.cr.savepoint():
                    domains.create({"name": name, "partner_id": self.acme.id})
        made = domains.create(
            [
                {"name": name, "partner_id": self.acme.id}
                for name in (
                    "Acme.IT",
                    "@acme.co.uk",
                    "gmail.acme.example",
                    "müller.de",
                )
            ]
        )
        self.assertEqual(
            made.mapped("name"),
            ["acme.it", "acme.co.uk", "gmail.acme.example", "xn--mller-kva.de"],
        )
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            domains.create({"name": "ACME.it", "partner_id": self.globex.id})
        with self.assertRaises(ValidationError), self.cr.savepoint():
            domains.create({"name": "ann.it", "partner_id": self.ann.partner_id.id})
