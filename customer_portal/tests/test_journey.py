# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo.tests import tagged

from . import common
from .browser import open_browser

LIST = "/my/records/tickets"
COUNT = "document.querySelector('[data-cp-part=count] strong')?.innerText"
TITLES = "[...document.querySelectorAll('td[name=td_name]')].map(e => e.innerText)"


@tagged("-at_install", "post_install", "without_website")
class TestJourney(common.PortalHttpCase):
    """Contacts of two companies go through the whole portal in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["helpdesk.ticket"].search([]).unlink()
        for number in range(1, 13):
            cls.badge = cls._ticket(
                cls.ann, f"Badge {number:02}", priority=str(number % 2)
            )
        for number in range(1, 4):
            cls._ticket(cls.bob, f"Beamer {number}")
        cls._ticket(cls.dan, "Secret of Globex")
        cls.logins = {name: getattr(cls, name).login for name in ("ann", "bob", "dan")}
        cls.env.ref("customer_portal.profile_company_tickets").write(
            {"write_scope": "own", "delete_scope": "own"}
        )

    def _there(self, selector):
        return f"document.querySelector({json.dumps(selector)})"

    def _click(self, selector):
        """Click on what leads to another page, once it is there and can be seen."""
        there = self._there(selector)
        self.browser.wait_until(f"{there}?.checkVisibility()")
        self.browser.leave(f"{there}.click()")

    def _press(self, selector):
        """Click on what stays on the page."""
        there = self._there(selector)
        self.browser.wait_until(f"{there}?.checkVisibility()")
        self.browser.run(f"{there}.focus(); {there}.click()")

    def _type(self, selector, text):
        """Type into an input, as its page's scripts notice it."""
        self.browser.run(
            f"""((input) => {{
                input.focus();
                input.value = {json.dumps(text)};
                input.dispatchEvent(new Event("input", {{bubbles: true}}));
                input.dispatchEvent(new Event("change", {{bubbles: true}}));
            }})({self._there(selector)})"""
        )

    def _log_in(self, login):
        self.browser.open("/web/login?redirect=/my")
        self._type("[name=login]", login)
        self._type("[name=password]", common.PASSWORD)
        self._click(".oe_login_form button[type=submit]")

    def _wait_for_scripts(self):
        """Wait until the page's scripts have taken the list over."""
        self.browser.wait_until("!document.querySelector('.cp-full-screen').hidden")

    def _check_count(self, number):
        self.browser.wait_until(f"{COUNT} === '{number}'")
        self.assertFalse(
            self.browser.run("Boolean(document.querySelector('[aria-busy]'))")
        )

    def _create(self, name):
        self._click("a[name=new_record]")
        self._type("[name=name]", name)
        self._type("[name=priority]", "2")
        self._type("[name=description]", "It stops.")
        self._click(".cp-form button[type=submit]")
        self.assertEqual(
            self.browser.run("document.querySelector('h1').innerText"), name
        )

    def _close_and_reopen(self):
        self._click("button[name=close]")
        self.browser.wait_until(self._there(".cp-state-closed"))
        self._click("button[name=reopen]")
        self.browser.wait_until(self._there(".cp-state-open"))

    def test_default(self):
        """Profile DEFAULT: home, menu, list in place, record by record, a phone."""
        with open_browser(self) as self.browser:
            self._log_in(self.logins["ann"])
            self._click("#cp_menu a[href$='/my/records/tickets']")
            self._wait_for_scripts()
            self._check_count(12)
            self.browser.run("document.body.dataset.same = '1'")
            self._type("input[name='c.name']", "badge 1")
            self._check_count(3)
            focused = "document.activeElement.name"
            self.assertEqual(self.browser.run(focused), "c.name")
            self._press(".cp-searches a")
            self._check_count(12)
            self._type("input[name=q]", "badge 0")
            self._check_count(9)
            self.browser.run("history.back()")
            self._check_count(12)
            self._press("th[name=th_name] a")
            self.browser.wait_until(f"{TITLES}[0] === 'Badge 01'")
            sorted_by = "document.activeElement.closest('th')?.getAttribute('name')"
            self.assertEqual(self.browser.run(sorted_by), "th_name")
            self._press("th[name=th_name] a")
            self.browser.wait_until(f"{TITLES}[0] === 'Badge 12'")
            self._press(".cp-sizes a")
            self.browser.wait_until(f"{TITLES}.length === 10")
            self._press("a[rel=next]")
            self.browser.wait_until(f"{TITLES}.length === 2")
            self._press(".cp-filters a[href*='filter=closed']")
            self.browser.wait_until(self._there(".cp-empty a"))
            self._press(".cp-empty a")
            self._check_count(12)
            self.assertEqual(self.browser.run("document.body.dataset.same"), "1")
            for kind in ("csv", "xlsx"):
                link = f"document.querySelector('.cp-export a[href*={kind}]').href"
                status = self.browser.run(f"fetch({link}).then(r => r.status)")
                self.assertEqual(status, 200)

            self._click("tbody tr a")
            position = "document.querySelector('[name=position]').innerText"
            self.assertEqual(self.browser.run(position), "1 of 12")
            self._click(".cp-position a[rel=next]")
            self.assertEqual(self.browser.run(position), "2 of 12")
            self._click(".cp-back")
            self._create("Printer of Ann")
            self._close_and_reopen()
            self.assertFalse(
                self.browser.run(self._there("a[name=edit], a[name=delete]"))
            )

            self._wait_for_scripts()
            self._press(".cp-full-screen")
            self.browser.wait_until("document.fullscreenElement")
            pressed = "document.querySelector('.cp-full-screen[aria-pressed=true]')"
            self.browser.wait_until(pressed)
            self._press(".cp-full-screen")
            self.browser.wait_until("!document.fullscreenElement")

            self.browser.resize(390, 844)
            self._press("[aria-controls=cp_menu]")
            self.browser.wait_until(self._there("#cp_menu.show:not(.showing)"))
            inside = (
                "document.querySelector('#cp_menu').contains(document.activeElement)"
            )
            self.browser.wait_until(inside)
            self._click("#cp_menu a[href$='/my/records/tickets']")
            self._press(".cp-list-tools")
            self._type("input[name='c.name']", "printer of")
            self._check_count(1)
            self._click("td[name=td_name] a")
            self._press("[aria-controls=cp_menu]")
            self.browser.wait_until(self._there("#cp_menu.show:not(.showing)"))
            self._click("#cp_menu a[href*='/web/session/logout']")

    def test_company(self):
        """Profile Company user: Mine and the company's, editing, deleting; Italian."""
        self.env["res.lang"]._activate_lang("it_IT")
        with open_browser(self) as self.browser:
            self._log_in(self.logins["bob"])
            self._click("#cp_content a[name=open_list]")
            self._wait_for_scripts()
            self._check_count(15)
            self._press(".cp-owners a")
            self._check_count(3)
            self._click("td[name=td_name] a")
            self._click("a[name=edit]")
            self._type("[name=name]", "Beamer, changed")
            self._click(".cp-form button[type=submit]")
            title = "document.querySelector('h1').innerText"
            self.assertEqual(self.browser.run(title), "Beamer, changed")
            self._close_and_reopen()
            self._click("a[name=delete]")
            self._click(".cp form[action*='/delete'] button[type=submit]")
            self._check_count(2)
            self.browser.wait_until(self._there(".alert-success"))

            self._press(".cp-languages summary")
            self._click(".cp-languages a[hreflang=it-IT]")
            self.assertEqual(self.browser.run("document.documentElement.lang"), "it-IT")
            self._wait_for_scripts()
            self._press(".cp-owners a:last-child")
            self._check_count(14)
            self._click("a[name=exit]")
            self.assertFalse(self.browser.run(self._there(".cp-frame")))

    def test_other_company(self):
        """A contact of another company finds its own records, and no others."""
        with open_browser(self) as self.browser:
            self._log_in(self.logins["dan"])
            self._click("#cp_menu a[href$='/my/records/tickets']")
            self._wait_for_scripts()
            self._check_count(1)
            self._type("input[name=q]", "badge")
            self.browser.wait_until(self._there(".cp-empty a"))
            self._create("Printer of Dan")
            self._click(".cp-back")
            self._check_count(2)
            self.browser.open(f"{LIST}/{self.badge.id}")
            self.assertNotIn("Badge 12", self.browser.run("document.body.innerText"))
