# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
import re
from base64 import b64encode
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL, mute_logger

from ..models.res_partner import MANY
from . import common
from .credentials_case import SHAPE, CredentialsCase
from .smtp_sink import smtp_sink, text_of

NEW = "unusual lantern over Trieste"


def _shapes(password):
    """Return a regular expression for a password as it is, in Base64 and as bytes.

    :rtype: str
    """
    plain = password.encode()
    # where it begins in Base64 depends on what stands before; its edges depend on
    # their neighbours
    encoded = [b64encode(b"x" * n + plain).decode()[4:-4] for n in range(3)]
    return "|".join((password, plain.hex(), *encoded))


@tagged("-at_install", "post_install", "without_website")
class TestCredentials(CredentialsCase):
    """What the agent's button sends, and how long it is good for."""

    def test_mail(self):
        self.agent.signature = "<p>The <b>desk</b> of Nordica</p>"
        [mail] = self._mails_of(self.contact)
        self.assertEqual(mail.recipients, ["nina.new@acme.example"])
        body, user = text_of(mail), self.contact.user_ids
        self.assertEqual(user.login, "nina.new@acme.example")
        for part in (
            "Nina New",
            user.login,
            f"{user.get_base_url()}/my",
            "7 days",
            user.company_id.name,
            "The <b>desk</b> of Nordica",
        ):
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
        """Not in what a dump holds, plain or encoded, the log or a stored file."""
        began = fields.Datetime.now() - timedelta(seconds=1)
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
            self.assertFalse(self._count(table, password), table)
        for file in self.env["ir.attachment"].search([("create_date", ">", began)]):
            self.assertNotIn(password.encode(), file.raw or b"", file.name)
        # what the test would find
        for text in (password, b64encode(f"x{password}".encode()).decode()):
            self.contact.comment = text
            self.env.flush_all()
            self.assertEqual(self._count("res_partner", password), 1, text)
        [[found]] = self.env.execute_query(
            SQL("SELECT %s::bytea::text ~ %s", password.encode(), _shapes(password))
        )
        self.assertTrue(found)

    def _count(self, table, password):
        """Return how many rows of a table hold a password."""
        query = "SELECT count(*) FROM %s AS t WHERE t::text ~ %s"
        name, pattern = SQL.identifier(table), _shapes(password)
        [[found]] = self.env.execute_query(SQL(query, name, pattern))
        return found

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
