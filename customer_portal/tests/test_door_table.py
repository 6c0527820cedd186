# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import xmlrpc.client
from base64 import b32encode
from datetime import timedelta
from secrets import token_bytes

from passlib.totp import TOTP

from odoo import fields
from odoo.service import security
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from . import common
from .door_case import LOGGERS, STATES, DoorCase
from .passkey import Passkey
from .smtp_sink import smtp_sink

#: What is open in which state. A door that is not named here is closed in all others.
IN = {"active", "moved"}
#: The mail is the way back in after too many attempts, and before support begins.
BY_MAIL = IN | {"must_change", "not_yet", "blocked", "outdated"}
TABLE = {
    "login_form": IN | {"must_change"},
    "session_authenticate": IN | {"must_change"},
    # a passkey is the contact's own, as is its password
    "passkey": IN | {"must_change"},
    # of which the state changes between the password and the code
    "second_factor": IN | {"must_change"},
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
    "remembered_session": {"active"},
    "messages": {"active"},
    "websocket": {"active"},
    "peek_notifications": {"active"},
    # the file belongs to a record of the company that the contact left
    "download": {"active"},
}
#: What Odoo installs by itself, without which a door cannot be tried.
NEEDED = {
    "passkey": "auth.passkey.key",
    "second_factor": "auth_totp.device",
    "remembered_device": "auth_totp.device",
}
#: A remote call that any user may make.
CALL = ("res.users", "context_get", [])


@tagged("-at_install", "post_install", "without_website")
class TestDoorTable(DoorCase):
    """Each door, in each state of an account: open or closed."""

    def test_table(self):
        for number, (door, expected) in enumerate(TABLE.items()):
            if needed := NEEDED.get(door):
                self.assertIn(needed, self.env, f"{door} is not tried")
            for state in STATES:
                login = f"{state.replace('_', '')}{number}"
                user = self._contact(login, self.acme, self.profile_default)
                with self.subTest(door=door, state=state), mute_logger(*LOGGERS):
                    prepare = getattr(self, f"_prepare_{door}", lambda user: None)
                    prepared = prepare(user)
                    self._set_state(user, state)
                    is_open = getattr(self, f"_{door}")(user, prepared)
                    self.assertEqual(bool(is_open), state in expected)

    # ------------------------------------------------------------------
    # The doors: each returns whether it is open
    # ------------------------------------------------------------------

    def _login_form(self, user, prepared):
        response = self._post_login(user.login, common.PASSWORD)
        return response.status_code == 303

    def _prepare_passkey(self, user):
        passkey = Passkey(self.env["auth.passkey.key"].get_base_url())
        keys = self.env["auth.passkey.key"].with_user(user).sudo()
        kept = keys.create(
            {"name": "Phone", "credential_identifier": passkey.identifier}
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE auth_passkey_key SET public_key = %s WHERE id = %s",
            [passkey.public_key, kept.id],
        )
        return passkey

    def _passkey(self, user, passkey):
        self.authenticate(None, None)
        asked = self.make_jsonrpc_request("/auth/passkey/start-auth")
        answer = passkey.answer(asked["challenge"])
        form = {"login": "", "password": "", "type": "webauthn"}
        response = self.post("/web/login", {**form, "webauthn_response": answer})
        return self._is_in(response)

    def _prepare_second_factor(self, user):
        secret = b32encode(token_bytes(20)).decode()
        user.totp_secret = secret
        self.env.flush_all()
        response = self._post_login(user.login, common.PASSWORD)
        self.assertIn("/web/login/totp", response.headers["Location"])
        return TOTP(secret)

    def _second_factor(self, user, totp):
        code = totp.generate().token
        return self._is_in(self.post("/web/login/totp", {"totp_token": code}))

    def _is_in(self, response):
        """Tell whether a login led into the portal, or to the choice of a password."""
        if response.status_code != 303:
            return False
        page = self.get("/my/security")
        places = page.headers.get("Location", "")
        return page.status_code == 200 or places.endswith("/my/password")

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

    def _json_2(self, user, key):
        response = self.url_open(
            "/json/2/res.users/context_get",
            json={},
            headers={"Authorization": f"Bearer {key}"},
        )
        return response.status_code == 200

    def _prepare_json_2(self, user):
        return self._prepare_api_key(user)

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

    def _prepare_signup_link(self, user):
        return self._prepare_reset_link(user, "signup")

    def _signup_link(self, user, token):
        return self._reset_link(user, token, "/web/signup")

    def _prepare_live_session(self, user):
        self.login(user)
        self.assertEqual(self.get("/my/security").status_code, 200)

    def _live_session(self, user, prepared):
        status = self.get("/my/security").status_code
        self.assertEqual(self.get("/my").status_code == 200, status == 200)
        return status == 200

    def _prepare_remembered_session(self, user):
        self.authenticate(None, None)
        login = {"login": user.login, "password": common.PASSWORD}
        response = self.post("/web/login", {**login, "remember_me": ["1", "0"]})
        self.assertEqual(response.status_code, 303)
        [cookie] = [c for c in self.opener.cookies if c.name == "session_id"]
        self.assertFalse(cookie.discard, "it outlives the browser")
        self.assertEqual(self.get("/my/security").status_code, 200)

    def _remembered_session(self, user, prepared):
        return self._live_session(user, prepared)

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
