# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from datetime import timedelta

from odoo.tests import tagged

from .browser import open_browser
from .credentials_case import CredentialsCase
from .smtp_sink import smtp_sink

NEW = "unusual lantern over Trieste"
PATH = "location.pathname"


@tagged("-at_install", "post_install", "without_website")
class TestAccountTour(CredentialsCase):
    """A contact's life in a portal, from the agent's button to its end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.email = "help@support.example"
        cls.agent.password = cls.agent.login  # what start_tour logs in with

    def _enable(self):
        """Enable the contact as an agent does, in Odoo.

        :return: the password in its mail
        """
        with smtp_sink(self.env) as sink:
            self.start_tour(
                f"/odoo/res.partner/{self.contact.id}",
                "customer_portal_enable",
                login=self.agent.login,
            )
            self.env.invalidate_all()
        [mail] = sink.mails
        self.assertEqual(mail.recipients, ["nina.new@acme.example"])
        return self._password_in(mail)

    def _send(self, **inputs):
        """Fill in the form of the page and send it."""
        self.browser.leave(
            f"""((inputs) => {{
                const form = document.querySelector("form:has([type=password])");
                for (const [name, value] of Object.entries(inputs))
                    form.elements[name].value = value;
                form.querySelector("[type=submit]").click();
            }})({json.dumps(inputs)})"""
        )

    def _get_note(self):
        self.browser.open("/my")
        return self.browser.run("document.querySelector('.cp-note')?.innerText")

    def test_life(self):
        password = self._enable()
        self.assertEqual(self.contact.customer_portal_state, "invited")
        user = self.contact.user_ids
        with open_browser(self) as self.browser:
            self.browser.open("/my/records/tickets")
            self._send(login="NINA.new@acme.example", password=password)
            # led to the change, and nowhere else
            self.assertEqual(self.browser.run(PATH), "/my/password")
            self.browser.open("/my/records/tickets")
            self.assertEqual(self.browser.run(PATH), "/my/password")
            self._send(password=NEW, confirm_password=NEW)
            self.browser.open("/my/records/tickets")
            self.assertEqual(self.browser.run(PATH), "/my/records/tickets")
            self.assertFalse(self._get_note())
            self.browser.settle()
            self.env.invalidate_all()
            self.assertEqual(self.contact.customer_portal_state, "active")
            today = user._customer_portal_today()
            for days, told in ((20, ""), (14, "ends on"), (1, "ends tomorrow")):
                self.contact.customer_portal_end = today + timedelta(days=days)
                self.env.flush_all()
                note = self._get_note() or ""
                self.assertIn(told, note)
                self.assertEqual("help@support.example" in note, bool(told), days)
                self.browser.settle()
            self.contact.with_user(self.agent).action_customer_portal_disable()
            self.env.flush_all()
            self.browser.open("/my/records/tickets")
            self.assertEqual(self.browser.run(PATH), "/web/login")
            self._send(login=user.login, password=NEW)
            told = self.browser.run("document.querySelector('.alert').innerText")
            self.assertIn("is closed", told)
