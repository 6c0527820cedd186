# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import xmlrpc.client
from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessDenied, UserError
from odoo.service import security
from odoo.tests import JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from . import common
from .smtp_sink import smtp_sink, text_of

NEW = "unusual lantern over Trieste"
STATES = (
    "active",
    "moved",
    "must_change",
    "not_yet",
    "expired",
    "blocked",
    "locked",
    "disabled",
    "revoked",
    "archived",
    "outdated",
)
#: What is open in which state. A door that is not named here is closed in all others.
IN = {"active", "moved"}
#: The mail is the way back in after too many attempts, and before support begins.
BY_MAIL = IN | {"must_change", "not_yet", "blocked", "outdated"}
TABLE = {
    "login_form": IN | {"must_change"},
    "session_authenticate": IN | {"must_change"},
    # they tell what the login page tells, and open nothing
    "jsonrpc_login": IN | {"must_change"},
    "xmlrpc_login": IN | {"must_change"},
    "jsonrpc_call": set(),
    "xmlrpc_call": set(),
    "json_2": set(),
    # what a contact had open or under way ends when it leaves its company
    "api_key": {"active"},
    "remembered_device": {"active"},
    "reset_mail": BY_MAIL,
    "reset_link": BY_MAIL - {"moved"},
    "signup_link": BY_MAIL - {"moved"},
    "live_session": {"active"},
    "messages": {"active"},
    "websocket": {"active"},
    "peek_notifications": {"active"},
    # the file belongs to a record of the company that the contact left
    "download": {"active"},
}
#: A remote call that any user may make.
CALL = ("res.users", "context_get", [])
LOGGERS = (
    "odoo.http",
    "odoo.addons.rpc.controllers.jsonrpc",
    "odoo.addons.rpc.controllers.xmlrpc",
    "odoo.addons.base.models.res_users",
)


@tagged("-at_install", "post_install", "without_website")
class TestDoors(common.PortalHttpCase):
    """Each door, in each state of an account: open or closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("auth_signup.reset_password", "True")
        cls.env["ir.config_parameter"].set_param("base.login_cooldown_after", "0")
        cls.env.company.email = "help@support.example"

    def _account(self, user):
        return self.env["customer.portal.account"]._ensure(user)

    def _set_state(self, user, state):
        today, now = user._customer_portal_today(), fields.Datetime.now()
        contact, account = user.partner_id, self._account(user)
        if state == "moved":
            contact.parent_id = self.globex
        elif state == "must_change":
            account.must_change = True
            account.password_until = now + timedelta(days=1)
        elif state == "not_yet":
            contact.customer_portal_start = today + timedelta(days=1)
        elif state == "expired":
            contact.customer_portal_end = today - timedelta(days=1)
        elif state == "blocked":
            account.locked_until = now + timedelta(minutes=5)
        elif state == "locked":
            account.locked = True
        elif state == "disabled":
            contact.customer_portal_active = False
        elif state == "revoked":  # with the agent's button, which archives the user
            contact.action_customer_portal_disable()
        elif state == "archived":
            user.active = False
        elif state == "outdated":
            account.must_change = True
            account.password_until = now - timedelta(minutes=1)
        self.env.flush_all()

    def _run(self, job):
        self.env.ref(f"customer_portal.{job}").method_direct_trigger()
        self.env.invalidate_all()

    # ------------------------------------------------------------------
    # The doors: each returns whether it is open
    # ------------------------------------------------------------------

    def _post_login(self, login, password):
        self.authenticate(None, None)
        return self.post("/web/login", {"login": login, "password": password})

    def _login_form(self, user, prepared):
        response = self._post_login(user.login, common.PASSWORD)
        return response.status_code == 303

    def _session_authenticate(self, user, prepared):
        self.authenticate(None, None)
        params = {"db": self.env.cr.dbname, "login": user.login}
        params["password"] = common.PASSWORD
        try:
            result = self.make_jsonrpc_request("/web/session/authenticate", params)
        except JsonRpcException:
            return False
        return bool(result["uid"])

    def _jsonrpc(self, service, method, *args):
        params = {"service": service, "method": method, "args": args}
        return self.make_jsonrpc_request("/jsonrpc", params)

    def _jsonrpc_login(self, user, prepared):
        login = (self.env.cr.dbname, user.login, common.PASSWORD, {})
        return self._jsonrpc("common", "authenticate", *login)

    def _jsonrpc_call(self, user, prepared):
        call = (self.env.cr.dbname, user.id, common.PASSWORD, *CALL)
        try:
            return self._jsonrpc("object", "execute_kw", *call)
        except JsonRpcException:
            return False

    def _xmlrpc_login(self, user, prepared):
        login = (self.env.cr.dbname, user.login, common.PASSWORD, {})
        return self.xmlrpc_common.authenticate(*login)

    def _xmlrpc_call(self, user, prepared):
        call = (self.env.cr.dbname, user.id, common.PASSWORD, *CALL)
        try:
            return self.xmlrpc_object.execute_kw(*call)
        except xmlrpc.client.Fault:
            return False

    def _prepare_api_key(self, user):
        return (
            self.env["res.users.apikeys"]
            .with_user(user)
            .sudo()
            ._generate("rpc", "test", None)
        )

    def _json_2(self, user, key):
        response = self.url_open(
            "/json/2/res.users/context_get",
            json={},
            headers={"Authorization": f"Bearer {key}"},
        )
        return response.status_code == 200

    _prepare_json_2 = _prepare_api_key

    def _api_key(self, user, key):
        keys = self.env["res.users.apikeys"]
        return keys._check_credentials(scope="rpc", key=key) == user.id

    def _prepare_remembered_device(self, user):
        return (
            self.env["auth_totp.device"]
            .with_user(user)
            .sudo()
            ._generate("browser", "test", fields.Datetime.now() + timedelta(days=9))
        )

    def _remembered_device(self, user, key):
        devices = self.env["auth_totp.device"]
        return devices._check_credentials_for_uid(scope="browser", key=key, uid=user.id)

    def _reset_mail(self, user, prepared):
        self.authenticate(None, None)
        with smtp_sink(self.env) as sink:
            response = self.post("/web/reset_password", {"login": user.login})
            self.assertIn("instructions sent", response.text)
            self.env.invalidate_all()
            self._run("cron_send_resets")
        self.assertFalse(self.env["customer.portal.reset"].search([]))
        return len(sink.mails) == 1

    def _prepare_reset_link(self, user, signup_type="reset"):
        user.partner_id.signup_prepare(signup_type=signup_type)
        return user.partner_id._generate_signup_token()

    def _prepare_signup_link(self, user):
        return self._prepare_reset_link(user, "signup")

    def _reset_link(self, user, token, url="/web/reset_password"):
        self.authenticate(None, None)
        before = self._hash(user)
        self.post(
            url,
            {
                "token": token,
                "login": user.login,
                "name": user.name,
                "password": NEW,
                "confirm_password": NEW,
            },
        )
        return self._hash(user) != before

    def _signup_link(self, user, token):
        return self._reset_link(user, token, "/web/signup")

    def _hash(self, user):
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [user.id])
        return self.env.cr.fetchone()[0]

    def _prepare_live_session(self, user):
        self.login(user)
        self.assertEqual(self.get("/my/security").status_code, 200)

    def _live_session(self, user, prepared):
        status = self.get("/my/security").status_code
        self.assertEqual(self.get("/my").status_code == 200, status == 200)
        return status == 200

    def _prepare_messages(self, user):
        self.login(user)

    def _messages(self, user, prepared):
        try:
            self.make_jsonrpc_request("/mail/data", {"fetch_params": []})
        except JsonRpcException:
            return False
        # without a session the route serves visitors
        return self.get("/my/security").status_code == 200

    def _prepare_websocket(self, user):
        self.login(user)

    def _websocket(self, user, prepared):
        # what a websocket asks for each message that it brings
        env = self.env(user=user)
        is_open = security.check_session(self.session, env)
        if is_open and user._customer_portal_must_change():
            channels = env["ir.websocket"]._build_bus_channel_list(["broadcast"])
            return bool(channels)
        return is_open

    def _prepare_peek_notifications(self, user):
        self.login(user)

    def _peek_notifications(self, user, prepared):
        params = {"channels": [], "last": 0, "is_first_poll": True}
        try:
            self.make_jsonrpc_request("/websocket/peek_notifications", params)
        except JsonRpcException:
            return False
        return self.get("/my/security").status_code == 200

    def _prepare_download(self, user):
        ticket = self._ticket(user)
        message = ticket.message_post(
            author_id=user.partner_id.id,
            body="x",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        file = self._file(ticket, "x.txt", user, message)
        self.login(user)
        return f"/my/records/tickets/{ticket.id}/attachments/{file.id}"

    def _download(self, user, url):
        is_open = self.get(url).status_code == 200
        file_id = url.rpartition("/")[2]
        if not is_open:
            self.assertNotEqual(self.get(f"/web/content/{file_id}").status_code, 200)
        return is_open

    # ------------------------------------------------------------------
    # The tests
    # ------------------------------------------------------------------

    def test_table(self):
        for number, (door, expected) in enumerate(TABLE.items()):
            if door == "remembered_device" and "auth_totp.device" not in self.env:
                continue
            for state in STATES:
                login = f"{state.replace('_', '')}{number}"
                user = self._contact(login, self.acme, self.profile_default)
                with self.subTest(door=door, state=state), mute_logger(*LOGGERS):
                    prepare = getattr(self, f"_prepare_{door}", lambda user: None)
                    prepared = prepare(user)
                    self._set_state(user, state)
                    is_open = getattr(self, f"_{door}")(user, prepared)
                    self.assertEqual(bool(is_open), state in expected)

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

    def _told(self, response):
        page = common.html.fromstring(response.text)
        [alert] = self.texts(page, "//main//*[contains(@class, 'alert-')]")
        return response.status_code, alert

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
