# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
import re
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.http import root
from odoo.tests import JsonRpcException, new_test_user, tagged
from odoo.tools import SQL, mute_logger

from ..models.res_partner import MANY
from . import common
from .smtp_sink import smtp_sink, text_of

NEW = "unusual lantern over Trieste"
SHAPE = re.compile(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}")


@tagged("-at_install", "post_install", "without_website")
class TestCredentials(common.PortalHttpCase):
    """From the agent's button to the contact's own password."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("base.login_cooldown_after", "0")
        cls.contact = cls._new_contact("Nina New", "Nina.New@Acme.Example")

    @classmethod
    def _new_contact(cls, name, email, **values):
        return cls.env["res.partner"].create(
            {"name": name, "email": email, "parent_id": cls.acme.id, **values}
        )

    def _mails_of(self, contacts, method="action_customer_portal_enable"):
        """Press a button of the agent.

        :return: the mails sent
        """
        with smtp_sink(self.env) as sink:
            getattr(contacts.with_user(self.agent), method)()
            self.env.flush_all()
        return sink.mails

    def _password_in(self, mail):
        [password] = SHAPE.findall(text_of(mail))
        return password

    def _enable(self):
        [mail] = self._mails_of(self.contact)
        return self.contact.user_ids, self._password_in(mail)

    def _log_in(self, user, password):
        self.authenticate(None, None)
        return self._follow(
            self.post("/web/login", {"login": user.login, "password": password})
        )

    def _follow(self, response):
        """Go on in the session that a response began."""
        if sid := response.cookies.get("session_id"):
            self.session = root.session_store.get(sid)
        return response

    def _account(self, user):
        self.env.invalidate_all()
        return self.env["customer.portal.account"]._of(user)

    # ------------------------------------------------------------------
    # The mail
    # ------------------------------------------------------------------

    def test_mail(self):
        [mail] = self._mails_of(self.contact)
        self.assertEqual(mail.recipients, ["nina.new@acme.example"])
        body, user = text_of(mail), self.contact.user_ids
        self.assertEqual(user.login, "nina.new@acme.example")
        for part in ("Nina New", user.login, f"{user.get_base_url()}/my", "7 days"):
            self.assertIn(part, body)
        password = self._password_in(mail)
        self.assertGreaterEqual(len(password), 14)
        # alone on its line: what is copied is the password
        plain = mail.get_body(("plain",)).get_content()
        self.assertIn(password, [line.strip() for line in plain.splitlines()])
        self.assertEqual(self.contact.customer_portal_state, "invited")
        account = self._account(user)
        self.assertTrue(account.must_change)
        self.assertFalse(account.pending)

    def test_the_password_is_kept_nowhere(self):
        """Not in the database, whichever column, nor in the log or a waiting mail."""
        with self.assertLogs("odoo", level=logging.INFO) as logged:
            user, password = self._enable()
            self._log_in(user, password)
            self._log_in(user, f"{password}x")
        self.env.flush_all()
        self.assertNotIn(password, "\n".join(logged.output))
        tables = self.env.execute_query(
            SQL(
                "SELECT table_name FROM information_schema.tables "
                "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            )
        )
        self.assertGreater(len(tables), 100)
        for [table] in tables:
            query = "SELECT count(*) FROM %s AS t WHERE t::text LIKE %s"
            name, pattern = SQL.identifier(table), f"%{password}%"
            [[found]] = self.env.execute_query(SQL(query, name, pattern))
            self.assertFalse(found, table)
        # what the test would find
        self.contact.comment = password
        self.env.flush_all()
        query = "SELECT count(*) FROM res_partner AS t WHERE t::text LIKE %s"
        [[found]] = self.env.execute_query(SQL(query, f"%{password}%"))
        self.assertEqual(found, 1)

    def test_sending_again_voids_the_former(self):
        user, first = self._enable()
        [mail] = self._mails_of(self.contact, "action_customer_portal_send_credentials")
        second = self._password_in(mail)
        self.assertNotEqual(first, second)
        self.assertEqual(self._log_in(user, first).status_code, 200)
        self.assertEqual(self._log_in(user, second).status_code, 303)

    def test_sending_again_ends_sessions(self):
        self.login(self.ann)
        self.assertEqual(self.get("/my").status_code, 200)
        self._mails_of(self.ann.partner_id, "action_customer_portal_send_credentials")
        response = self.get("/my")
        self.assertIn("/web/login", response.headers["Location"])

    def test_valid_for_a_time(self):
        self.profile_default.credentials_days = 3
        user, password = self._enable()
        self.assertEqual(self._log_in(user, password).status_code, 303)
        for days, status in ((3, 303), (4, 200)):
            with freeze_time(fields.Datetime.now() + timedelta(days=days)):
                self.assertEqual(self._log_in(user, password).status_code, status)

    def test_validity_begins_with_support(self):
        today = self.ann._customer_portal_today()
        self.contact.customer_portal_start = today + timedelta(days=30)
        user, _password = self._enable()
        until = self._account(user).password_until
        self.assertEqual(until.date(), today + timedelta(days=30 + 7 + 1))

    def test_mail_server_down(self):
        """What cannot be sent waits without a password, and leaves later."""
        with smtp_sink(self.env) as sink:
            self.env["ir.mail_server"].search([]).smtp_port = 1
            with mute_logger("odoo.addons.base.models.ir_mail_server"):
                action = self.contact.with_user(
                    self.agent
                ).action_customer_portal_enable()
            self.assertFalse(sink.mails)
        self.assertIn("Still to be sent", action["params"]["message"])
        user = self.contact.user_ids
        self.assertTrue(self._account(user).pending)
        with smtp_sink(self.env) as sink:
            self.env.ref(
                "customer_portal.cron_send_credentials"
            ).method_direct_trigger()
            [mail] = sink.mails
            self.env.ref(
                "customer_portal.cron_send_credentials"
            ).method_direct_trigger()
            self.assertEqual(len(sink.mails), 1)
        self.assertFalse(self._account(user).pending)
        self.assertEqual(self._log_in(user, self._password_in(mail)).status_code, 303)

    def test_many_leave_by_the_queue(self):
        contacts = self.env["res.partner"].union(
            *(self._new_contact(f"N {n}", f"n{n}@acme.example") for n in range(8))
        )
        self.assertFalse(self._mails_of(contacts))
        self.assertEqual(len(contacts.user_ids), 8)
        with smtp_sink(self.env) as sink:
            self.env.ref(
                "customer_portal.cron_send_credentials"
            ).method_direct_trigger()
        self.assertEqual(
            sorted(mail.recipients[0] for mail in sink.mails),
            [f"n{n}@acme.example" for n in range(8)],
        )

    def test_very_many(self):
        """A job enables them one after the other; interrupted, it goes on later."""
        contacts = self.env["res.partner"].create(
            [{"name": f"M {n}", "email": f"m{n}@acme.example"} for n in range(MANY + 3)]
        )
        action = contacts.with_user(self.agent).action_customer_portal_enable()
        self.assertIn(f": {MANY + 3}", action["params"]["message"])
        self.assertFalse(contacts.user_ids)
        contacts[0].email = False
        job = self.env.ref("customer_portal.cron_enable_contacts")
        # each run dies after ten; Odoo begins another one
        run = "model._cron_customer_portal_enable"
        self.assertEqual(job.code, f"{run}()")
        job.code = f"{run}(10)\nraise UserError('killed')"
        with mute_logger("odoo.addons.base.models.ir_cron"):
            job.method_direct_trigger()
        self.env.invalidate_all()
        self.assertFalse(contacts.filtered("customer_portal_queued_by_id"))
        # one was in the way: its chatter says so
        self.assertFalse(contacts[0].user_ids)
        self.assertIn("no valid email", contacts[0].message_ids[0].body)
        enabled = contacts[1:]
        self.assertEqual(len(enabled.user_ids), len(enabled))
        self.assertTrue(all(enabled.mapped("customer_portal_active")))
        log = [("user_id", "in", enabled.user_ids.ids), ("event", "=", "enable")]
        entries = self.env["customer.portal.log"].search(log)
        self.assertEqual(entries.author_id, self.agent)
        with smtp_sink(self.env) as sink:
            self.env.ref(
                "customer_portal.cron_send_credentials"
            ).method_direct_trigger()
        self.assertEqual(
            sorted(mail.recipients[0] for mail in sink.mails),
            sorted(enabled.mapped("email")),
        )

    def test_link(self):
        self.profile_default.credentials = "link"
        [mail] = self._mails_of(self.contact)
        user, body = self.contact.user_ids, text_of(mail)
        self.assertFalse(SHAPE.findall(body))
        [link] = re.findall(r'href="[^"]*(/web/signup\?token=[^"]+)"', body)
        self.authenticate(None, None)
        page = self.page(link)
        self.assertTrue(page.xpath("//input[@name='password']"))
        for password, chosen in (("password12345", False), (NEW, True)):
            self.authenticate(None, None)
            self.post(
                link,
                {
                    "login": user.login,
                    "name": user.name,
                    "password": password,
                    "confirm_password": password,
                },
            )
            self.assertEqual(self._log_in(user, password).status_code == 303, chosen)
        self.assertEqual(self.get("/my").status_code, 200)
        self.assertEqual(self.contact.customer_portal_state, "active")

    def test_template_of_the_profile(self):
        own = self.env["mail.template"].create(
            {
                "name": "Own",
                "model_id": self.env["ir.model"]._get("res.users").id,
                "subject": "Ciao {{ object.name }}",
                "body_html": "<p t-out=\"notice['password']\"/>",
            }
        )
        notices = self.profile_default.notice_ids
        notices.filtered(lambda n: n.event == "credentials").template_id = own
        [mail] = self._mails_of(self.contact)
        self.assertEqual(mail["Subject"], "Ciao Nina New")

    def test_stock_invitation(self):
        """Odoo's own wizard sends an enabled contact the same credentials."""
        self._enable()
        wizard = self.env["portal.wizard"].create(
            {"partner_ids": [(6, 0, self.contact.ids)]}
        )
        with smtp_sink(self.env) as sink:
            wizard.user_ids.action_invite_again()
        [mail] = sink.mails
        self.assertTrue(self._password_in(mail))

    def test_users_of_before_keep_their_password(self):
        user = new_test_user(
            self.env, "old@acme.example", "base.group_portal", password=common.PASSWORD
        )
        user.partner_id.email = "old@acme.example"
        self.assertFalse(self._mails_of(user.partner_id))
        self.assertEqual(self._log_in(user, common.PASSWORD).status_code, 303)
        self.assertEqual(self.get("/my").status_code, 200)

    # ------------------------------------------------------------------
    # The first login
    # ------------------------------------------------------------------

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
        self.assertIn("password", mail["Subject"])
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

    # ------------------------------------------------------------------
    # Agents
    # ------------------------------------------------------------------

    def test_states(self):
        contact = self.contact
        self.assertEqual(contact.customer_portal_state, "never")
        user, _password = self._enable()
        self.assertEqual(contact.customer_portal_state, "invited")
        self._account(user).must_change = False
        contact.invalidate_recordset()
        self.assertEqual(contact.customer_portal_state, "active")
        as_agent = contact.with_user(self.agent)
        as_agent.action_customer_portal_lock()
        contact.invalidate_recordset()
        self.assertEqual(contact.customer_portal_state, "locked")
        as_agent.action_customer_portal_unlock()
        contact.invalidate_recordset()
        self.assertEqual(contact.customer_portal_state, "active")
        today = self.ann._customer_portal_today()
        contact.customer_portal_start = today + timedelta(days=1)
        self.assertEqual(contact.customer_portal_state, "not_yet")
        contact.customer_portal_start = False
        contact.customer_portal_end = today - timedelta(days=1)
        self.assertEqual(contact.customer_portal_state, "expired")
        contact.customer_portal_end = False
        as_agent.action_customer_portal_disable()
        contact.invalidate_recordset()
        self.assertEqual(contact.customer_portal_state, "disabled")
        self._mails_of(contact)
        contact.invalidate_recordset()
        self.assertEqual(contact.customer_portal_state, "invited")

    def test_states_of_many_need_no_more_queries(self):
        users = self.ann | self.bob | self.sue | self.dan | self.eve
        contacts = self.env["res.partner"].browse(users.partner_id.ids)
        contacts.mapped("customer_portal_state")

        def queries(some):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some.with_user(self.agent).mapped("customer_portal_state")
            return self.cr.sql_log_count - before

        few = self.env["res.partner"].browse(contacts.ids[:2])
        queries(few)
        self.assertEqual(queries(few), queries(contacts))

    def test_only_agents(self):
        clerk = new_test_user(
            self.env, "clerk", "base.group_user,base.group_partner_manager"
        )
        for name in ("send_credentials", "lock", "unlock"):
            with self.assertRaises(UserError):
                contact = self.ann.partner_id.with_user(clerk)
                getattr(contact, f"action_customer_portal_{name}")()
        with self.assertRaises(UserError):  # not enabled
            contact = self.contact.with_user(self.agent)
            contact.action_customer_portal_send_credentials()
        for model in ("customer.portal.account", "customer.portal.reset"):
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models"):
                self.env[model].with_user(self.agent).search([])

    def test_nobody_enables_in_the_name_of_an_agent(self):
        clerk = new_test_user(
            self.env, "clerk", "base.group_user,base.group_partner_manager"
        )
        values = {"customer_portal_queued_by_id": self.agent.id}
        for user in (clerk, self.agent):
            with self.assertRaises(AccessError), mute_logger("odoo.orm.models"):
                self.contact.with_user(user).write(values)
            with self.assertRaises(AccessError), mute_logger("odoo.orm.models"):
                self.contact.with_user(user).create({"name": "X", **values})

    def test_profile_of_the_company(self):
        self.acme.customer_portal_profile_id = self.profile_company
        clerk = new_test_user(
            self.env, "clerk", "base.group_user,base.group_partner_manager"
        )
        contact = (
            self.env["res.partner"]
            .with_user(clerk)
            .create({"name": "N", "email": "n@acme.example", "parent_id": self.acme.id})
        )
        self.assertEqual(
            contact.sudo().customer_portal_profile_id, self.profile_company
        )
        self.assertFalse(contact.sudo().customer_portal_active)
        # contacts of before get it when they are enabled
        self._enable()
        self.assertEqual(self.contact.customer_portal_profile_id, self.profile_company)
