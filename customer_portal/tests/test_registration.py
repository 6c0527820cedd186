# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import customer_portal_registration as registration
from . import common
from .registration_case import LINK, TYPED, RegistrationCase
from .smtp_sink import smtp_sink, text_of


@tagged("-at_install", "post_install", "without_website")
class TestRegistration(RegistrationCase):
    """A visitor asks for access; hostile ones get nothing out of it."""

    def test_off(self):
        """Off at first: no link, no page; Odoo's own registration stays as it was."""
        default = self.env["res.company"].create({"name": "Fresh"})
        self.assertEqual(default.customer_portal_registration, "off")
        params = self.env["ir.config_parameter"]
        params.set_param("auth_signup.invitation_scope", "b2b")
        for mode, status in (("off", 404), ("agent", 200), ("domain", 200)):
            self.env.company.customer_portal_registration = mode
            with self.subTest(mode), mute_logger("odoo.http"):
                link = self.page("/web/login").xpath("//a[@href='/my/register']")
                self.assertEqual(len(link), int(mode != "off"))
                for url in ("/my/register", "/my/register/sent"):
                    self.assertEqual(self.get(url).status_code, status)
                self.assertEqual(self.get("/web/signup").status_code, 404)
        self.env.company.customer_portal_registration = "off"
        with mute_logger("odoo.http"):
            self.assertEqual(self._ask().status_code, 404)
            self.assertEqual(self._confirm("x").status_code, 404)
        self.assertFalse(self.registrations.search([]))

    def test_form(self):
        page = self.page("/my/register")
        [form] = page.xpath("//form[@action='/my/register'][@method='post']")
        for name in ("name", "email", "company_name", "message", "csrf_token"):
            self.assertTrue(form.xpath(f".//*[@name='{name}']"), name)
        self.assertTrue(form.xpath("self::*[@data-captcha]"))
        self.assertTrue(page.xpath("//div[contains(@class, 'cp-door')]"))

    def test_ask_and_confirm(self):
        before = self.env["res.partner"].search_count([])
        response = self._ask()
        self.assertEqual(response.status_code, 303)
        self.assertTrue(response.headers["Location"].endswith("/my/register/sent"))
        asked = self.registrations.search([])
        self.assertEqual(asked.state, "asked")
        self.assertEqual(asked.email, "vera@new.example")
        [mail] = self._mails()
        self.assertFalse(self._mails())
        self.assertEqual(mail.recipients, ["vera@new.example"])
        [token] = set(LINK.findall(text_of(mail)))
        # a program that looks at links confirms nothing
        page = self.page(f"/my/register/confirm?token={token}")
        self.assertTrue(page.xpath("//form[@action='/my/register/confirm']"))
        self.assertEqual(asked.state, "asked")
        with mute_logger("odoo.http"):
            self.assertEqual(self._confirm(token, csrf=False).status_code, 400)
        self.assertEqual(asked.state, "asked")
        self.assertEqual(self._confirm(token).status_code, 200)
        self.assertEqual(asked.state, "confirmed")
        # once
        self.assertEqual(self._confirm(token).status_code, 404)
        link = f"/my/register/confirm?token={token}"
        self.assertEqual(self.get(link).status_code, 404)
        # an agent is told; no contact is made of it yet
        told = self.env["mail.mail"].search([("state", "=", "outgoing")])
        self.assertEqual(told.email_to, "desk@ours.example")
        self.assertIn("Vera Visitor", told.body_html)
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_the_mail_holds_nothing_that_was_typed(self):
        """Strangers do not write to others through us."""
        self._ask(name="Buy at evil.example", company_name="Evil", message="Click!")
        [mail] = self._mails()
        whole = mail.as_string()
        for word in ("evil.example", "Evil", "Click", "Buy"):
            self.assertNotIn(word, whole)

    def test_tokens_are_kept_as_hashes(self):
        token = self._token()
        self.env.flush_all()
        for table in ("customer_portal_registration", "mail_mail", "mail_message"):
            query = f"SELECT count(*) FROM {table} AS t WHERE t::text LIKE %s"
            self.env.cr.execute(query, (f"%{token}%",))
            self.assertEqual(self.env.cr.fetchone(), (0,), table)
        asked = self.registrations.search([])
        with self.assertRaises(AccessError), mute_logger("odoo.orm.models"):
            asked.with_user(self.agent).read(["token_hash"])

    def test_links_end(self):
        old = self._token()
        new = self._token()
        self.assertNotEqual(old, new)
        for token, status in ((old, 404), ("", 404), ("x", 404), ("ù" * 99, 404)):
            self.assertEqual(self._confirm(token).status_code, status)
        for days, status in ((4, 404), (2, 200)):
            with freeze_time(fields.Datetime.now() + timedelta(days=days)):
                self.authenticate(None, None)
                self.assertEqual(self._confirm(new).status_code, status)

    def test_known_addresses_look_like_unknown_ones(self):
        """Same answer, same work; only the mail differs."""
        disabled = self._contact("gone", self.acme, self.profile_default)
        disabled.partner_id.action_customer_portal_disable()
        contact = self.env["res.partner"].create(
            {"name": "No user", "email": "nouser@acme.example"}
        )
        answers, queries = set(), set()
        cases = (
            ("fresh@new.example", True),
            ("other@new.example", True),
            (self.ann.login.upper(), False),
            (self.agent.email, False),
            (disabled.login, False),
            (contact.email, True),
        )
        self._ask(email="warm@new.example")
        self._mails()
        for email, has_link in cases:
            before = self.cr.sql_log_count
            response = self._ask(email=email)
            queries.add(self.cr.sql_log_count - before)
            page = self.get("/my/register/sent")
            texts = (common.comparable(found.text) for found in (response, page))
            answers.add((response.status_code, *texts))
            [mail] = self._mails()
            self.assertEqual(mail.recipients, [email.lower()])
            self.assertEqual(bool(LINK.search(text_of(mail))), has_link, email)
        self.assertEqual(len(answers), 1)
        self.assertEqual(len(queries), 1, queries)

    def test_bad_input(self):
        for texts, wrong in (
            ({"name": ""}, "name"),
            ({"name": "x" * 101}, "name"),
            ({"email": ""}, "email"),
            ({"email": "vera"}, "email"),
            ({"email": "a@new.example, b@new.example"}, "email"),
            ({"email": "a@new.example\nBcc: b@new.example"}, "email"),
            ({"email": "x" * 250 + "@new.example"}, "email"),
            ({"company_name": "x" * 101}, "company_name"),
            ({"message": "x" * 2001}, "message"),
        ):
            with self.subTest(texts):
                response = self._ask(**texts)
                self.assertEqual(response.status_code, 422)
                page = common.html.fromstring(response.text)
                self.assertTrue(page.xpath(f"//*[@id='{wrong}_error']"))
                if "name" not in texts:
                    shown = page.xpath("//input[@name='name']/@value")
                    self.assertEqual(shown, ["Vera Visitor"])
        response = self._ask(name="<script>alert(1)</script>", email="x")
        self.assertNotIn("<script>alert(1)", response.text)
        files = {"name": ("x.txt", b"x")}
        self.assertEqual(self.post("/my/register", {}, files=files).status_code, 422)
        self.assertFalse(self.registrations.search([]))
        with mute_logger("odoo.http"):
            response = self.post("/my/register", TYPED, csrf=False)
        self.assertEqual(response.status_code, 400)

    def test_programs_that_fill_in_everything(self):
        answer = self._ask()
        trapped = self._ask(homepage="https://evil.example", email="b@new.example")
        self.assertEqual(trapped.status_code, answer.status_code)
        self.assertEqual(trapped.headers["Location"], answer.headers["Location"])
        self.assertEqual(len(self.registrations.search([])), 1)

    def test_limits(self):
        """For each mail address, each network address, and in all."""
        for _time in range(registration.PER_MAIL + 2):
            self.assertEqual(self._ask().status_code, 303)
        self.assertEqual(len(self.registrations.search([])), registration.PER_MAIL)
        [*mails] = self._mails()
        self.assertEqual(len(mails), registration.PER_MAIL)
        for number in range(registration.PER_ADDRESS - registration.PER_MAIL):
            self.assertEqual(self._ask(email=f"m{number}@new.example").status_code, 303)
        for email in ("last@new.example", self.ann.login):
            self.assertEqual(self._ask(email=email).status_code, 429)
        # from elsewhere it goes on, until there are too many in all
        self.registrations.search([]).address = "192.0.2.1"
        self.assertEqual(self._ask(email="last@new.example").status_code, 303)
        self.registrations.create(
            [
                {
                    "name": "x",
                    "email": f"f{number}@new.example",
                    "address": "192.0.2.1",
                    "company_id": self.env.company.id,
                }
                for number in range(registration.PER_HOUR)
            ]
        )
        self.assertEqual(self._ask(email="more@new.example").status_code, 429)
        with freeze_time(fields.Datetime.now() + timedelta(hours=2)):
            self.authenticate(None, None)
            self.assertEqual(self._ask(email="more@new.example").status_code, 303)

    def test_kept_for_a_time(self):
        for state, days, kept in (
            ("asked", 2, True),
            ("asked", 4, False),
            ("confirmed", 89, True),
            ("confirmed", 91, False),
            ("approved", 91, False),
            ("refused", 91, False),
        ):
            values = {"name": "x", "email": "x@new.example", "state": state}
            asked = self.registrations.create(
                {**values, "company_id": self.env.company.id}
            )
            with freeze_time(fields.Datetime.now() + timedelta(days=days)):
                self.registrations._gc_registrations()
            self.assertEqual(bool(asked.exists()), kept, (state, days))
            asked.exists().unlink()

    def test_mail_server_down(self):
        self._ask()
        job = self.env.ref("customer_portal.cron_send_registrations")
        with smtp_sink(self.env), mute_logger("odoo.addons.base.models.ir_mail_server"):
            self.env["ir.mail_server"].search([]).smtp_port = 1
            job.method_direct_trigger()
        self.env.invalidate_all()
        self.assertFalse(self.registrations.search([]).sent)
        self.assertEqual(len(self._mails()), 1)

    def test_who_is_logged_in_is_led_home(self):
        for user in (self.ann, self.agent):
            self.login(user)
            for url in ("/my/register", "/my/register/confirm?token=x"):
                response = self.get(url)
                self.assertEqual(response.status_code, 303)
                self.assertURLEqual(response.headers["Location"], "/my")
            self._ask()
        self.assertFalse(self.registrations.search([]))

    def test_language(self):
        self.env["res.lang"]._activate_lang("it_IT")
        page = self.url_open("/it/my/register")
        self.assertIn("Richiedere l'accesso", page.text)
        self.opener.cookies["frontend_lang"] = "it_IT"
        self._ask()
        self.assertEqual(self.registrations.search([]).lang, "it_IT")
        [mail] = self._mails()
        self.assertIn("Confermare l'indirizzo", mail["Subject"])
