# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessDenied, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from . import common
from .door_case import LOGGERS, DoorCase
from .smtp_sink import smtp_sink, text_of


@tagged("-at_install", "post_install", "without_website")
class TestDoors(DoorCase):
    """What the doors say, when the period begins and ends, and links."""

    def test_both_ends_of_the_period(self):
        """The day is that of our company: in Auckland it begins half a day before."""
        contact = self.ann.partner_id
        contact.write(
            {"customer_portal_start": "2026-03-10", "customer_portal_end": "2026-03-10"}
        )
        for zone, begins, ends in (
            ("Pacific/Auckland", "2026-03-09 11:00:00", "2026-03-10 10:59:59"),
            ("Europe/Rome", "2026-03-09 23:00:00", "2026-03-10 22:59:59"),
            ("America/Los_Angeles", "2026-03-10 07:00:00", "2026-03-11 06:59:59"),
        ):
            self.ann.company_id.partner_id.tz = zone
            second = timedelta(seconds=1)
            first = fields.Datetime.from_string(begins)
            last = fields.Datetime.from_string(ends)
            for moment, state in (
                (first - second, "not_yet"),
                (first, "active"),
                (last, "active"),
                (last + second, "expired"),
            ):
                with freeze_time(moment), self.subTest(zone=zone, moment=moment):
                    self.assertEqual(self.ann._customer_portal_get_door(), state)

    def test_session_ends_while_in_use(self):
        self.login(self.ann)
        self.assertEqual(self.get("/my").status_code, 200)
        self.ann.partner_id.customer_portal_end = "2020-01-31"
        response = self.get("/my")
        self.assertEqual(response.status_code, 303)
        self.assertIn("/web/login", response.headers["Location"])
        # and does not come back to life
        self.ann.partner_id.customer_portal_end = False
        self.assertEqual(self.get("/my").status_code, 303)

    def test_kind_messages(self):
        """Who gives the right password learns why; all others learn nothing."""
        answers = set()
        for state, told in (
            ("not_yet", "begins on"),
            ("expired", "help@support.example"),
            ("blocked", "Too many attempts"),
            ("locked", "is locked"),
            ("disabled", "is closed"),
            ("revoked", "is closed"),
            ("outdated", "not used in time"),
        ):
            user = self._contact(state, self.acme, self.profile_default)
            self._set_state(user, state)
            with self.subTest(state=state):
                response = self._post_login(user.login, common.PASSWORD)
                self.assertIn(told, self._told(response)[1])
                answers.add(self._told(self._post_login(user.login, "wrong")))
        archived = self._contact("archie", self.acme, self.profile_default)
        archived.active = False
        for login in (self.ann.login, archived.login, "nobody@nowhere.example", "x"):
            answers.add(self._told(self._post_login(login, "wrong")))
        self.assertEqual(len(answers), 1, answers)

    def test_every_refusal_takes_a_hash(self):
        """Also where there is no password to compare with: time tells nothing."""
        new = self._contact("nopass", self.acme, self.profile_default)
        self.env.cr.execute(
            "UPDATE res_users SET password = NULL WHERE id = %s", [new.id]
        )
        self.ann.partner_id.with_user(self.agent).action_customer_portal_disable()
        users = type(self.env["res.users"])
        context = self.env["res.users"]._crypt_context()
        for login in (new.login, self.ann.login, "nobody@nowhere.example"):
            with (
                mute_logger("odoo.addons.base.models.res_users"),
                patch.object(users, "_crypt_context", return_value=context),
                patch.object(context, "verify", wraps=context.verify) as verify,
            ):
                self._post_login(login, "wrong")
            [((_password, hashed), _options)] = verify.call_args_list
            self.assertTrue(hashed.startswith("$pbkdf2-sha512$"), login)

    def test_login_is_the_mail_however_written(self):
        for login in ("ANN@acme.example", "  Ann@Acme.Example "):
            with self.subTest(login=login):
                response = self._post_login(login, common.PASSWORD)
                self.assertEqual(response.status_code, 303)
        # an exact login comes before one that is written in another way
        new_test_user(
            self.env, "Ann@acme.example", "base.group_portal", password="other 12 x"
        )
        for login, password in (
            ("ann@acme.example", common.PASSWORD),
            ("Ann@acme.example", "other 12 x"),
            ("ANN@acme.example", common.PASSWORD),
        ):
            response = self._post_login(login, password)
            self.assertEqual(response.status_code, 303, login)

    def test_internal_users(self):
        """Doors and locks are those of contacts."""
        self.assertIsNone(self.agent._customer_portal_get_door())
        self.assertEqual(
            self._post_login(self.agent.login, common.PASSWORD).status_code, 303
        )
        self.env["res.users"]._check_uid_passwd(self.agent.id, common.PASSWORD)
        key = self._prepare_api_key(self.agent)
        self.assertTrue(self._api_key(self.agent, key))
        self.assertFalse(self.env["customer.portal.account"]._of(self.agent))

    def test_user_without_profile(self):
        """Whom no profile concerns keeps its account, and can be locked."""
        user = new_test_user(
            self.env, "nobody@acme.example", "base.group_portal", password="x" * 12
        )
        self.assertEqual(user._customer_portal_get_door(), "active")
        self._account(user).locked = True
        self.assertEqual(user._customer_portal_get_door(), "locked")
        user.company_id.customer_portal_without_profile = "standard"
        with self.assertRaises(AccessDenied):
            self.env["res.users"]._check_uid_passwd(user.id, "x" * 12)
        self._account(user).locked = False
        self.env["res.users"]._check_uid_passwd(user.id, "x" * 12)
        self._account(user).locked = True
        with self.assertRaises(AccessDenied):  # Odoo remembers that it was right
            self.env["res.users"]._check_uid_passwd(user.id, "x" * 12)

    def test_agents_send_no_link_through_a_closed_door(self):
        self.ann.partner_id.customer_portal_active = False
        with self.assertRaises(UserError):
            self.ann.action_reset_password()

    def test_links_are_single_and_the_newest(self):
        older = self._prepare_reset_link(self.ann)
        newer = self._prepare_reset_link(self.ann)
        contacts = self.env["res.partner"]
        self.assertFalse(contacts._get_partner_from_token(older))
        self.assertEqual(contacts._get_partner_from_token(newer), self.ann.partner_id)
        bare = newer.partition(".")[0]
        for forged in (bare, f"{bare}.", f"{bare}.0", f"{older.partition('.')[0]}."):
            self.assertFalse(contacts._get_partner_from_token(forged))
        with mute_logger(*LOGGERS):
            self.assertTrue(self._reset_link(self.ann, newer))
            self.assertFalse(self._reset_link(self.ann, newer))
        # internal users have Odoo's links
        token = self._prepare_reset_link(self.agent)
        self.assertNotIn(".", token)
        self.assertTrue(contacts._get_partner_from_token(token))
        self.assertFalse(contacts._get_partner_from_token(f"{token}.x"))

    def test_reset_while_the_mail_server_is_down(self):
        with smtp_sink(self.env) as sink:
            self.env["ir.mail_server"].search([]).smtp_port = 1
            self.env["res.users"].reset_password("ANN@acme.example")
            with mute_logger("odoo.addons.base.models.ir_mail_server"):
                self._run("cron_send_resets")
            self.assertFalse(sink.mails)
            self.assertTrue(self.env["customer.portal.reset"].search([]))
        with smtp_sink(self.env) as sink:
            self._run("cron_send_resets")
            [mail] = sink.mails
        self.assertEqual(mail.recipients, [self.ann.email])
        self.assertIn("/web/reset_password?token=", text_of(mail))
        self.assertFalse(self.env["customer.portal.reset"].search([]))

    def test_reset_answers_alike(self):
        self.ann.partner_id.customer_portal_active = False
        self.authenticate(None, None)
        answers = set()
        for login in (self.bob.login, self.ann.login, "nobody@nowhere.example"):
            before = self.cr.sql_log_count
            response = self.post("/web/reset_password", {"login": login})
            queries = self.cr.sql_log_count - before
            answers.add(self._told(response))
        self.assertEqual(len(answers), 1, answers)
        self.assertLess(queries, 60)

    def test_merged_and_left(self):
        """An archived contact lets nobody in, even where its user was left active."""
        self.env.cr.execute(
            "UPDATE res_partner SET active = false WHERE id = %s",
            [self.ann.partner_id.id],
        )
        self.env.invalidate_all()
        self.env["res.users"]._customer_portal_clear_policies()
        self.assertEqual(self.ann._customer_portal_get_door(), "disabled")
        self.env["res.users"].browse(self.ann.id).group_ids = [
            Command.link(self.env.ref("base.group_portal").id)
        ]
