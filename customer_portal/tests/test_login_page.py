# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import http
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common

DOOR = "//div[contains(@class, 'cp-door')][@style]"


@tagged("-at_install", "post_install", "without_website")
class TestLoginPage(common.PortalHttpCase):
    """The pages where one logs in wear the looks of the profile for new contacts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("auth_signup.reset_password", "True")
        cls.env["res.lang"]._activate_lang("it_IT")

    def test_branded(self):
        self.profile_default.accent_colour = "#7a1f5c"
        self.profile_company.accent_colour = "#00594f"
        for url in ("/web/login", "/web/reset_password"):
            [door] = self.page(url).xpath(DOOR)
            self.assertIn("#7a1f5c", door.get("style"), url)
            self.assertEqual(len(door.xpath(".//h1")), 1, url)
            self.assertTrue(door.xpath(".//form//input[@name='csrf_token']"), url)
        self.assertNotIn("#00594f", self.get("/web/login").text)

    def test_form_stays_that_of_odoo(self):
        page = self.page("/web/login")
        [form] = page.xpath(f"{DOOR}//form[@method='post'][@action='/web/login']")
        for name in ("login", "password", "redirect", "csrf_token"):
            self.assertTrue(form.xpath(f".//input[@name='{name}']"), name)
        self.assertTrue(form.xpath(".//a[contains(@href, '/web/reset_password')]"))
        # without scripts the form shows; with them, the users who logged in before
        self.assertNotIn("d-none", form.get("class"))
        self.assertTrue(page.xpath("//owl-component[@name='web.user_switch']"))
        if "auth.passkey.key" in self.env:
            self.assertTrue(form.xpath(".//input[@name='webauthn_response']"))
            self.assertTrue(form.xpath(".//a[contains(@class, 'passkey_login_link')]"))

    def test_log_in(self):
        """Also with a wrong password the page comes back in its looks."""
        for password, path in (("wrong", "/web/login"), (common.PASSWORD, "/my")):
            page = self.page("/web/login?redirect=/my")
            token = page.xpath("//input[@name='csrf_token']/@value")[0]
            response = self.url_open(
                "/web/login",
                data={
                    "login": self.ann.login,
                    "password": password,
                    "csrf_token": token,
                    "redirect": "/my",
                },
            )
            self.assertURLEqual(response.url, path)
            answer = common.html.fromstring(response.text)
            self.assertEqual(bool(answer.xpath(DOOR)), path == "/web/login")

    def test_remember_me(self):
        """Who does not tick the box is logged out with the end of the browser."""
        for boxes, is_kept in ((["0"], False), (["1", "0"], True), ([], True)):
            self.authenticate(None, None)
            page = self.page("/web/login")
            [box] = page.xpath("//input[@type='checkbox'][@name='remember_me']")
            self.assertIsNone(box.get("checked"))
            response = self.post(
                "/web/login",
                {
                    "login": self.ann.login,
                    "password": common.PASSWORD,
                    "remember_me": boxes,
                },
            )
            self.assertEqual(response.status_code, 303)
            self.assertEqual(self._is_cookie_kept(), is_kept)
            # Odoo gives old sessions another name, whatever is asked for
            for path, status in (("/my", 200), ("/nothing-here", 404)):
                name = self.opener.cookies["session_id"]
                session = http.root.session_store.get(name)
                session["create_time"] -= 24 * 3600
                http.root.session_store.save(session)
                self.assertEqual(self.get(path).status_code, status)
                self.assertNotEqual(self.opener.cookies["session_id"], name)
                self.assertEqual(self._is_cookie_kept(), is_kept)

    @mute_logger("odoo.addons.base.models.res_users")
    def test_remember_me_at_the_second_try(self):
        self.authenticate(None, None)
        for password, boxes in (("wrong", ["0"]), (common.PASSWORD, ["1", "0"])):
            response = self.post(
                "/web/login",
                {
                    "login": self.ann.login,
                    "password": password,
                    "remember_me": boxes,
                },
            )
        self.assertEqual(response.status_code, 303)
        self.assertTrue(self._is_cookie_kept())

    def test_remember_me_is_for_contacts(self):
        """For agents, who use the same page, Odoo decides."""
        self.agent.password = common.PASSWORD
        self.authenticate(None, None)
        form = {"login": self.agent.login, "password": common.PASSWORD}
        response = self.post("/web/login", {**form, "remember_me": "0"})
        self.assertEqual(response.status_code, 303)
        self.assertTrue(self._is_cookie_kept())

    def _is_cookie_kept(self):
        [cookie] = [c for c in self.opener.cookies if c.name == "session_id"]
        return not cookie.discard

    def test_language(self):
        page = common.html.fromstring(self.url_open("/it/web/login").text)
        self.assertEqual(page.get("lang"), "it-IT")
        links = page.xpath("//a[@hreflang='it-IT' or @data-url_code='it']")
        self.assertTrue(links)

    def test_no_profile(self):
        """Where no profile serves new contacts the page is Odoo's."""
        self.env["res.partner"].search(
            [("customer_portal_profile_id", "!=", False)]
        ).customer_portal_profile_id = False
        self.env["customer.portal.profile"].search([]).active = False
        page = self.page("/web/login")
        self.assertFalse(page.xpath(DOOR))
        self.assertTrue(page.xpath("//form[@action='/web/login']"))

    def test_mails_in_addresses(self):
        """Odoo leads whom it knows to the login, and names it: the portal does not."""
        self.env["ir.config_parameter"].set_param("auth_signup.reset_password", "True")
        self.authenticate(self.ann.login, common.PASSWORD)  # it has been there
        self.authenticate(None, None)
        answers = set()
        for mail in (self.ann.email, self.agent.email, "nobody@nowhere.example"):
            response = self.get(f"/web/reset_password?signup_email={mail}")
            text = re.sub(r"signup_email=[^&\"']*", "", response.text)
            answers.add((response.status_code, common.comparable(text)))
        [(status, text)] = answers
        self.assertEqual(status, 200)
        self.assertNotIn(self.ann.login, text)
