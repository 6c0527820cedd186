# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common
from .door_case import LOGGERS, NEW, DoorCase
from .smtp_sink import smtp_sink, text_of

LINK = re.compile(r"/web/(?:signup|reset_password)\?token=([\w.%-]+)")
CREDENTIALS = "action_customer_portal_send_credentials"


@tagged("-at_install", "post_install", "without_website")
class TestResets(DoorCase):
    """Links to choose a password: who gets one, and how long it lives."""

    def _is_good(self, token):
        self.env.flush_all()
        self.env.invalidate_all()
        return bool(self.env["res.partner"]._get_partner_from_token(token))

    def _press(self, button, contact):
        """Press a button of the agent.

        :return: the token in the mail, if there is one
        """
        with smtp_sink(self.env) as sink:
            getattr(contact.with_user(self.agent), button)()
        [mail] = sink.mails
        return next(iter(LINK.findall(text_of(mail))), None)

    def test_same_cost(self):
        """Whatever the state of an account, answer and number of queries are alike."""
        logins = ["nobody@nowhere.example"]
        for state in ("active", "expired", "blocked", "locked", "disabled", "archived"):
            user = self._contact(f"cost{state}", self.acme, self.profile_default)
            self._set_state(user, state)
            logins.append(user.login)
        self.authenticate(None, None)
        self.post("/web/reset_password", {"login": "first@nowhere.example"})
        answers, queries = set(), set()
        for login in logins:
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            response = self.post("/web/reset_password", {"login": login})
            queries.add(self.cr.sql_log_count - before)
            answers.add(self._told(response))
        self.assertEqual(len(answers), 1, answers)
        self.assertEqual(len(queries), 1, queries)
        # all are noted, and most get nothing
        asked = self.env["customer.portal.reset"].search([])
        self.assertLessEqual(set(logins), set(asked.mapped("login")))
        with smtp_sink(self.env) as sink:
            self._run("cron_send_resets")
        told = {mail.recipients[0] for mail in sink.mails}
        self.assertEqual(told, {"costactive@acme.example", "costblocked@acme.example"})

    def test_short_lived(self):
        token = self._prepare_reset_link(self.ann)
        now = fields.Datetime.now()
        with freeze_time(now + timedelta(hours=5)), mute_logger(*LOGGERS):
            self.assertFalse(self._reset_link(self.ann, token))
        with freeze_time(now + timedelta(hours=3)):
            self.assertTrue(self._reset_link(self.ann, token))

    def test_void_after_a_change(self):
        """Whoever changes password or address voids what is under way."""
        contact = self.ann.partner_id
        account = self.ann._customer_portal_account(make=True)
        token = self._prepare_reset_link(self.ann)
        self.login(self.ann)
        token = self._prepare_reset_link(self.ann)
        self.assertTrue(self._is_good(token))
        form = {"op": "password", "old": common.PASSWORD, "new1": NEW, "new2": NEW}
        self.assertEqual(self.post("/my/security", form).status_code, 200)
        self.assertFalse(self._is_good(token), "after a change in the portal")

        token = self._prepare_reset_link(self.ann)
        self.assertTrue(self._is_good(token))
        self._press(CREDENTIALS, contact)
        self.assertFalse(self._is_good(token), "after new credentials")

        account.must_change = False
        token = self._prepare_reset_link(self.ann)
        account._request_mail("ann.new@acme.example")
        with smtp_sink(self.env) as sink:
            account._send_new_mail()
            [mail] = sink.mails
            [confirmation] = set(
                re.findall(r"/my/mail/confirm\?token=([\w-]+)", text_of(mail))
            )
            self.assertTrue(self._is_good(token))
            self.assertTrue(account._confirm_new_mail(confirmation))
        self.assertFalse(self._is_good(token), "after a change of the address")

    def test_invitations(self):
        """A link in the credentials mail: for the profile's days, one at a time."""
        self.profile_default.write({"credentials": "link", "credentials_days": 3})
        contact = self.ann.partner_id
        first = self._press(CREDENTIALS, contact)
        self.assertTrue(self._is_good(first))
        second = self._press(CREDENTIALS, contact)
        self.assertFalse(self._is_good(first))
        now = fields.Datetime.now()
        for hours, is_good in ((71, True), (73, False)):
            with freeze_time(now + timedelta(hours=hours)):
                self.assertEqual(self._is_good(second), is_good, hours)
        with freeze_time(now + timedelta(hours=71)):
            self.assertTrue(self._reset_link(self.ann, second, "/web/signup"))
        self.assertFalse(self._is_good(second), "it works once")
        # a password in a mail voids the link sent before
        third = self._press(CREDENTIALS, contact)
        self.profile_default.credentials = "password"
        self.assertIsNone(self._press(CREDENTIALS, contact))
        self.assertFalse(self._is_good(third))
