# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common
from .smtp_sink import smtp_sink, text_of

NEW = "unusual lantern over Trieste"


@tagged("-at_install", "post_install", "without_website")
class TestLockout(common.PortalHttpCase):
    """Who guesses passwords gets nowhere, and everything is noted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        set_param = cls.env["ir.config_parameter"].set_param
        set_param("base.login_cooldown_after", "0")
        set_param("auth_signup.reset_password", "True")
        set_param("customer_portal.lock_attempts", "3")
        set_param("customer_portal.lock_minutes", "15")
        set_param("customer_portal.lock_blocked", "10")
        cls.env["mail.mail"].search([]).unlink()

    def _log_in(self, password, user=None):
        self.authenticate(None, None)
        login = {"login": (user or self.ann).login, "password": password}
        response = self.post("/web/login", login)
        self.env.invalidate_all()
        return response.status_code == 303, response.text

    def _fail(self, times, user=None):
        for _time in range(times):
            self.assertFalse(self._log_in("wrong", user)[0])

    def _account(self, user=None):
        self.env.invalidate_all()
        return self.env["customer.portal.account"]._of(user or self.ann)

    def _log(self, user=None):
        entries = self.env["customer.portal.log"].search(
            [("user_id", "=", (user or self.ann).id)], order="id"
        )
        return [(entry.event, entry.reason) for entry in entries]

    def test_locked(self):
        self._fail(3)
        self.assertEqual(self._account()._get_state(), "locked")
        opened, text = self._log_in(common.PASSWORD)
        self.assertFalse(opened)
        self.assertIn("Too many attempts", text)
        self.assertEqual(self.ann.partner_id.customer_portal_state, "locked")
        # a neighbour at the same address, and a colleague
        self.assertTrue(self._log_in(common.PASSWORD, self.bob)[0])

    def test_told_once(self):
        self._fail(5)
        with smtp_sink(self.env) as sink:
            self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        [mail] = sink.mails
        self.assertEqual(mail.recipients, [self.ann.email])
        self.assertIn("is locked", mail["Subject"])
        self.assertIn("/web/reset_password", text_of(mail))

    def test_success_ends_the_row(self):
        self._fail(2)
        self.assertTrue(self._log_in(common.PASSWORD)[0])
        self._fail(2)
        self.assertTrue(self._log_in(common.PASSWORD)[0])

    def test_old_attempts_do_not_count(self):
        self._fail(2)
        with freeze_time(fields.Datetime.now() + timedelta(minutes=16)):
            self._fail(2)
            self.assertTrue(self._log_in(common.PASSWORD)[0])

    def test_time_unlocks(self):
        self._fail(3)
        for minutes, opened in ((9, False), (11, True)):
            with freeze_time(fields.Datetime.now() + timedelta(minutes=minutes)):
                self.assertEqual(self._log_in(common.PASSWORD)[0], opened)

    def test_after_the_block_it_counts_anew(self):
        self._fail(3)
        with freeze_time(fields.Datetime.now() + timedelta(minutes=11)):
            self._fail(2)
            self.assertEqual(self._account()._get_state(), "active")
            self._fail(1)
            self.assertEqual(self._account()._get_state(), "locked")

    def test_agent_unlocks(self):
        self._fail(3)
        contact = self.ann.partner_id.with_user(self.agent)
        contact.action_customer_portal_unlock()
        self.assertTrue(self._log_in(common.PASSWORD)[0])

    def test_reset_unlocks(self):
        self._fail(3)
        self.ann.partner_id.signup_prepare(signup_type="reset")
        token = self.ann.partner_id._generate_signup_token()
        self.post(
            "/web/reset_password",
            {"token": token, "password": NEW, "confirm_password": NEW},
        )
        self.assertTrue(self._log_in(NEW)[0])

    def test_reset_does_not_undo_an_agent(self):
        self.ann.partner_id.signup_prepare(signup_type="reset")
        token = self.ann.partner_id._generate_signup_token()
        self.authenticate(None, None)
        self.ann.partner_id.with_user(self.agent).action_customer_portal_lock()
        self.post(
            "/web/reset_password",
            {"token": token, "password": NEW, "confirm_password": NEW},
        )
        self.assertFalse(self._log_in(NEW)[0])
        self.assertIn("is locked", self._log_in(common.PASSWORD)[1])

    def test_guessing_on_tells_nothing(self):
        """Who goes on guessing does not learn that a guess was right."""
        self._fail(6)
        opened, text = self._log_in(common.PASSWORD)
        self.assertFalse(opened)
        self.assertNotIn("Too many attempts", text)
        self.assertIn("Wrong login/password", text)

    def test_sessions_end(self):
        self.login(self.ann)
        self.assertEqual(self.get("/my").status_code, 200)
        session = self.opener.cookies["session_id"]
        self._fail(3)
        self.opener.cookies.set("session_id", session)
        self.assertNotEqual(self.get("/my").status_code, 200)

    def test_off(self):
        self.env["ir.config_parameter"].set_param("customer_portal.lock_attempts", "0")
        self._fail(12)
        self.assertTrue(self._log_in(common.PASSWORD)[0])

    def test_every_door_counts(self):
        database = self.env.cr.dbname
        login = self.ann.login
        with mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc"):
            self.assertFalse(
                self.xmlrpc_common.authenticate(database, login, "wrong", {})
            )
            params = {"service": "common", "method": "login"}
            params["args"] = [database, login, "wrong"]
            self.assertFalse(self.make_jsonrpc_request("/jsonrpc", params))
        self.assertEqual(self._account().failures, 2)
        self.login(self.ann)
        self.assertEqual(self._account().failures, 0)
        for number in (1, 2, 3):
            self.post(
                "/my/security",
                {"op": "password", "old": "wrong", "new1": NEW, "new2": NEW},
            )
            self.assertEqual(self._account().failures, number)
        self.assertEqual(self._account()._get_state(), "locked")
        self.assertNotEqual(self.get("/my").status_code, 200)

    # ------------------------------------------------------------------
    # The log
    # ------------------------------------------------------------------

    def test_log(self):
        self._fail(3)
        self._log_in(common.PASSWORD)
        contact = self.ann.partner_id.with_user(self.agent)
        contact.action_customer_portal_unlock()
        self._log_in(common.PASSWORD)
        contact.action_customer_portal_lock()
        contact.action_customer_portal_disable()
        self.assertEqual(
            self._log(),
            [
                ("failure", False),
                ("failure", False),
                ("lock", "attempts"),
                ("failure", False),
                ("refused", "locked"),
                ("unlock", "agent"),
                ("login", False),
                ("lock", "agent"),
                ("disable", False),
            ],
        )
        entry = self.env["customer.portal.log"].search(
            [("user_id", "=", self.ann.id), ("event", "=", "login")]
        )
        self.assertEqual(entry.partner_id, self.ann.partner_id)
        self.assertEqual(entry.customer_id, self.acme)
        self.assertEqual(entry.address, "127.0.0.1")
        self.assertTrue(entry.agent)
        self.assertEqual(self.ann.partner_id.customer_portal_accesses, 1)
        self.assertTrue(self.ann.partner_id.customer_portal_last_access)
        by = self.env["customer.portal.log"].search(
            [("user_id", "=", self.ann.id), ("event", "=", "disable")]
        )
        self.assertEqual(by.author_id, self.agent)

    def test_unknown_accounts(self):
        """They are noted without what was typed: it may be a password."""
        before = self.env["customer.portal.log"].search([])
        self.authenticate(None, None)
        self.post("/web/login", {"login": "my-secret-typed-here", "password": "x"})
        entry = self.env["customer.portal.log"].search([]) - before
        self.assertEqual((entry.event, entry.reason), ("failure", "unknown"))
        self.assertNotIn("my-secret", str(entry.read()))

    def test_append_only(self):
        entry = self.env["customer.portal.log"]._add("login", self.ann)
        manager = self.env.ref("base.user_admin")
        for user in (manager, self.agent, self.env.user):
            own = entry.with_user(user)
            with self.assertRaises(UserError):
                own.write({"address": "1.1.1.1"})
            with self.assertRaises(UserError):
                own.unlink()
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models"):
            self.env["customer.portal.log"].with_user(manager).create(
                {"event": "login"}
            )
        self.assertTrue(entry.with_user(self.agent).read(["event"]))
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models"):
            entry.with_user(self.ann).read(["event"])

    def test_kept_for_a_time(self):
        entry = self.env["customer.portal.log"]._add("login", self.ann)
        self.env["ir.config_parameter"].set_param("customer_portal.log_days", "30")
        for days, kept in ((29, True), (31, False)):
            with freeze_time(fields.Datetime.now() + timedelta(days=days)):
                self.env["customer.portal.log"]._gc_accesses()
            self.assertEqual(bool(entry.exists()), kept)

    def test_report(self):
        """Who came in, by company and month: what the pivot reads."""
        self.env["customer.portal.log"]._add("login", self.ann | self.bob | self.dan)
        groups = (
            self.env["customer.portal.log"]
            .with_user(self.agent)
            ._read_group(
                [("user_id", "in", (self.ann | self.bob | self.dan).ids)],
                ["customer_id", "date:month"],
                ["__count"],
            )
        )
        counts = {customer: count for customer, _month, count in groups}
        self.assertEqual(counts, {self.acme: 2, self.globex: 1})
        action = self.acme.with_user(self.agent).action_customer_portal_accesses()
        found = self.env["customer.portal.log"].search(action["domain"])
        self.assertEqual(len(found), 2)
