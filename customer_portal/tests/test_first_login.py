# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from . import common
from .credentials_case import CredentialsCase
from .smtp_sink import smtp_sink

NEW = "unusual lantern over Trieste"


@tagged("-at_install", "post_install", "without_website")
class TestFirstLogin(CredentialsCase):
    """A password that came by mail opens one page: where another one is chosen."""

    def test_first_login(self):
        user, password = self._enable()
        self.assertEqual(self._log_in(user, password).status_code, 303)
        response = self.url_open("/my")
        self.assertURLEqual(response.url, "/my/password")
        page = common.html.fromstring(response.text)
        [form] = page.xpath("//form[@action='/my/password'][@method='post']")
        self.assertTrue(form.xpath(".//input[@name='password'][@type='password']"))
        self.assertIn("Nina New", response.text)
        for typed, repeated, told in (
            (NEW, f"{NEW}x", "different"),
            ("short", "short", "12 characters"),
            ("nina.new1985", "nina.new1985", "without your name"),
            ("password12345", "password12345", "easy to guess"),
            (password, password, "differs"),
            ("", "", "12 characters"),
        ):
            response = self.post(
                "/my/password", {"password": typed, "confirm_password": repeated}
            )
            self.assertEqual(response.status_code, 422)
            page = common.html.fromstring(response.text)
            [error] = self.texts(page, "//*[@id='password_error']")
            self.assertIn(told, error)
            if typed:
                self.assertNotIn(f'value="{typed}"', response.text)
            self.assertEqual(self.get("/my").headers["Location"][-12:], "/my/password")
        self.env["mail.mail"].search([]).unlink()
        with smtp_sink(self.env) as sink:
            response = self._follow(
                self.post("/my/password", {"password": NEW, "confirm_password": NEW})
            )
            self.assertEqual(response.status_code, 303)
            self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        [mail] = sink.mails
        self.assertEqual(mail.recipients, ["nina.new@acme.example"])
        self.assertIn("Your password", mail["Subject"])
        self.assertEqual(self.get("/my").status_code, 200)
        self.assertEqual(self.contact.customer_portal_state, "active")
        self.assertIn("/my/security", self.get("/my/password").headers["Location"])
        response = self.post(
            "/my/password", {"password": "another one 77 x", "confirm_password": "x"}
        )
        self.assertIn("/my/security", response.headers["Location"])
        self.assertEqual(self._log_in(user, password).status_code, 200)
        self.assertEqual(self._log_in(user, NEW).status_code, 303)

    def test_csrf(self):
        user, password = self._enable()
        self._log_in(user, password)
        with mute_logger("odoo.http"):
            response = self.post(
                "/my/password",
                {"password": NEW, "confirm_password": NEW},
                csrf=False,
            )
        self.assertEqual(response.status_code, 400)
        self.assertTrue(self._account(user).must_change)

    def test_nothing_else_is_open_before(self):
        self._ticket(self.ann)
        ticket = self._ticket(self.ann)
        file = self._file(ticket, "x.txt", self.ann)
        self.login(self.ann)
        self.env["customer.portal.account"]._ensure(self.ann).must_change = True
        for url in (
            "/my",
            "/my/home",
            "/my/account",
            "/my/security",
            "/my/records/tickets",
            f"/my/records/tickets/{ticket.id}",
            f"/web/content/{file.id}",
            f"/web/image/res.partner/{self.ann.partner_id.id}/avatar_128",
            "/mail/view?model=helpdesk.ticket&res_id=1",
        ):
            with self.subTest(url=url):
                response = self.get(url)
                self.assertEqual(response.status_code, 303)
                self.assertTrue(response.headers["Location"].endswith("/my/password"))
        upgrade = {"Connection": "Upgrade", "Upgrade": "websocket"}
        response = self.get("/websocket", headers=upgrade)
        self.assertTrue(response.headers["Location"].endswith("/my/password"))
        response = self.post(f"/my/records/tickets/{ticket.id}/close")
        self.assertTrue(response.headers["Location"].endswith("/my/password"))
        self.assertFalse(ticket.closed)
        for url, params in (
            ("/mail/data", {"fetch_params": ["init_messaging"]}),
            ("/mail/thread/messages", {"thread_model": "x", "thread_id": 1}),
            ("/my/counters", {"counters": []}),
            ("/web/session/get_session_info", {}),
            ("/websocket/peek_notifications", {"channels": [], "last": 0}),
            (
                "/web/dataset/call_kw",
                {
                    "model": "res.users",
                    "method": "action_totp_disable",
                    "args": [[self.ann.id]],
                    "kwargs": {},
                },
            ),
        ):
            with self.subTest(url=url), mute_logger("odoo.http"):
                with self.assertRaises(JsonRpcException) as caught:
                    self.make_jsonrpc_request(url, params)
                self.assertEqual(caught.exception.code, 404)
        self.assertEqual(self.get("/my/password").status_code, 200)
        self.assertEqual(self.get("/my/logo").status_code, 404)  # there is none
        self.assertEqual(self.get("/web/session/logout").status_code, 303)

    def test_rules_hold_on_odoos_pages(self):
        """Also where a password is changed later, or by a link."""
        self.login(self.ann)
        for new, status in (("password12345", False), (NEW, True)):
            response = self.post(
                "/my/security",
                {
                    "op": "password",
                    "old": common.PASSWORD,
                    "new1": new,
                    "new2": new,
                },
            )
            self.assertEqual("easy to guess" not in response.text, status)
            self.assertEqual(self._log_in(self.ann, new).status_code == 303, status)
            if not status:
                self.login(self.ann)
