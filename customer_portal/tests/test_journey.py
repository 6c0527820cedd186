# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import tempfile
from pathlib import Path

from odoo.tests import tagged

from . import common
from .browser import open_browser

LIST = "/my/records/tickets"
COUNT = "document.querySelector('[data-cp-part=count] strong')?.innerText"
TITLES = "[...document.querySelectorAll('td[name=td_name]')].map(e => e.innerText)"
TITLE = "document.querySelector('h1').innerText"
POSITION = "document.querySelector('[name=position]').innerText"
FILES = "[...document.querySelectorAll('#files .cp-file-name')].map(e => e.innerText)"
MENU = "document.querySelector('#cp_menu')"


@tagged("-at_install", "post_install", "without_website")
class TestJourney(common.PortalHttpCase):
    """Contacts of two companies go through the whole portal in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("it_IT")
        cls.env["helpdesk.ticket"].search([]).unlink()
        for user, word in ((cls.ann, "Badge"), (cls.dan, "Gadget")):
            for number in range(1, 13):
                last = cls._ticket(
                    user, f"{word} {number:02}", priority=str(number % 2)
                )
            setattr(cls, f"last_{word.lower()}", last)
        for number in range(1, 4):
            cls.beamer = cls._ticket(cls.bob, f"Beamer {number}")
        gia = cls._contact("gia", cls.globex, cls.profile_company)
        cls._ticket(gia, "Gadget of Gia")
        cls.logins = {name: getattr(cls, name).login for name in ("ann", "bob", "dan")}
        cls.env.ref("customer_portal.profile_company_tickets").write(
            {"write_scope": "own", "delete_scope": "own"}
        )

    def setUp(self):
        super().setUp()
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.file = folder / "chosen.log"
        self.file.write_text("chosen")

    def _log_in(self, login):
        self.browser.open("/web/login?redirect=/my")
        self.browser.fill("[name=login]", login)
        self.browser.fill("[name=password]", common.PASSWORD)
        self.browser.click(".oe_login_form button[type=submit]", leaves=True)

    def _wait_for_scripts(self):
        """Wait until the page's scripts have taken the list over."""
        self.browser.wait_until("!document.querySelector('.cp-full-screen').hidden")

    def _is_there(self, selector):
        return self.browser.run(f"Boolean({self.browser.there(selector)})")

    def _check_count(self, number):
        self.browser.wait_until(f"{COUNT} === '{number}'")
        self.assertFalse(self._is_there("[aria-busy]"))

    def _go(self, login, word, total, last, hidden, mine=None):
        """Go through the whole portal.

        :param str word: with which twelve of the titles begin
        :param int total: how many records the contact sees
        :param str last: of their titles
        :param hidden: a ticket that the contact does not see
        :param int mine: how many are its own, where it sees others', too
        """
        with open_browser(self) as self.browser:
            self._log_in(login)
            self.assertTrue(self._is_there("#cp_content a[name=open_list]"))
            self.browser.click(f"#cp_menu a[href$='{LIST}']", leaves=True)
            self._wait_for_scripts()
            self.browser.run("document.body.dataset.same = '1'")
            self._search(word, total)
            self._sort_and_page(word, total, last)
            if mine:
                self.browser.click(".cp-owners a")
                self._check_count(mine)
                self.browser.click(".cp-owners a:last-child")
                self._check_count(total)
            self.assertEqual(self.browser.run("document.body.dataset.same"), "1")
            self._export(total)
            self._look_around(total)
            self.browser.open(f"{LIST}/{hidden.id}")
            self.assertNotIn(hidden.name, self.browser.run("document.body.innerText"))
            self.browser.open(LIST)
            self._create(f"Printer of {word}")
            self._edit_and_close()
            self._full_screen()
            self._delete_on_a_phone(word, total)
            self._leave_in_italian(total)

    def _search(self, word, total):
        """In one column, in all of them, and back."""
        self._check_count(total)
        self.browser.fill("input[name='c.name']", f"{word.lower()} 1")
        self._check_count(3)
        self.assertEqual(self.browser.run("document.activeElement.name"), "c.name")
        self.browser.click(".cp-searches a")
        self._check_count(total)
        self.browser.fill("input[name=q]", f"{word.lower()} 0")
        self._check_count(9)
        self.browser.run("history.back()")
        self._check_count(total)

    def _sort_and_page(self, word, total, last):
        sorted_by = "document.activeElement.closest('th')?.getAttribute('name')"
        for first in (f"{word} 01", last):
            self.browser.click("th[name=th_name] a")
            self.browser.wait_until(f"{TITLES}[0] === '{first}'")
            self.assertEqual(self.browser.run(sorted_by), "th_name")
        self.browser.click(".cp-sizes a")
        self.browser.wait_until(f"{TITLES}.length === 10")
        self.browser.click("a[rel=next]")
        self.browser.wait_until(f"{TITLES}.length === {total - 10}")
        self.browser.click(".cp-filters a[href*='filter=closed']")
        self.browser.wait_until(self.browser.there(".cp-empty a"))
        self.browser.click(".cp-empty a")
        self._check_count(total)

    def _export(self, total):
        link = "document.querySelector('.cp-export a[href*=csv]').href"
        text = self.browser.run(f"fetch({link}).then((answer) => answer.text())")
        self.assertEqual(len(text.strip().splitlines()), total + 1)
        link = link.replace("csv", "xlsx")
        status = self.browser.run(f"fetch({link}).then((answer) => answer.status)")
        self.assertEqual(status, 200)

    def _look_around(self, total):
        """From a record to the next one, and back to the list."""
        self.browser.click("tbody tr a", leaves=True)
        self.assertEqual(self.browser.run(POSITION), f"1 of {total}")
        self.browser.click(".cp-position a[rel=next]", leaves=True)
        self.assertEqual(self.browser.run(POSITION), f"2 of {total}")
        self.browser.click(".cp-back", leaves=True)
        self._check_count(total)

    def _create(self, name):
        """With one file by the chooser and one by drop, and a third one later."""
        self.browser.click("a[name=new_record]", leaves=True)
        self.browser.fill("[name=name]", name)
        self.browser.fill("[name=priority]", "2")
        self.browser.fill("[name=description]", "It stops.")
        self.browser.choose("#cp_attachments", self.file)
        self.browser.wait_until(
            "document.querySelectorAll('.cp-files li').length === 1"
        )
        self.browser.drop(".cp-form", {"dropped.log": "dropped"})
        self.browser.wait_until(
            "document.querySelectorAll('.cp-files li').length === 2"
        )
        self.browser.click(".cp-form button[type=submit]", leaves=True)
        self.assertEqual(self.browser.run(TITLE), name)
        self.browser.wait_until(self.browser.there(".cp-attach.cp-live"))
        self.browser.drop("#files", {"later.log": "later"})
        self.browser.wait_until(f"{FILES}.length === 3")
        files = self.browser.run(FILES)
        self.assertCountEqual(files, ["chosen.log", "dropped.log", "later.log"])

    def _edit_and_close(self):
        if not self._is_there("a[name=edit]"):
            self.assertFalse(self._is_there("a[name=delete]"))
            self._grant()
        self.browser.click("a[name=edit]", leaves=True)
        self.browser.fill("[name=name]", "Printer, changed")
        self.browser.click(".cp-form button[type=submit]", leaves=True)
        self.assertEqual(self.browser.run(TITLE), "Printer, changed")
        self.browser.click("button[name=close]", leaves=True)
        self.browser.wait_until(self.browser.there(".cp-state-closed"))
        self.browser.click("button[name=reopen]", leaves=True)
        self.browser.wait_until(self.browser.there(".cp-state-open"))

    def _grant(self):
        """Let the profile DEFAULT change and delete what is its own."""
        self.browser.settle()
        self.env.ref("customer_portal.profile_default_tickets").write(
            {"write_scope": "own", "delete_scope": "own"}
        )
        self.cr.flush()
        self.browser.open(self.browser.run("location.pathname"))

    def _full_screen(self):
        self._wait_for_scripts()
        self.browser.click(".cp-full-screen")
        self.browser.wait_until("document.fullscreenElement")
        self.browser.wait_until(
            self.browser.there(".cp-full-screen[aria-pressed=true]")
        )
        self.browser.click(".cp-full-screen")
        self.browser.wait_until("!document.fullscreenElement")

    def _open_menu(self):
        self.browser.click("[aria-controls=cp_menu]")
        self.browser.wait_until(self.browser.there("#cp_menu.show:not(.showing)"))
        self.browser.wait_until(f"{MENU}.contains(document.activeElement)")

    def _delete_on_a_phone(self, word, total):
        self.browser.resize(390, 844)
        self._open_menu()
        self.browser.click(f"#cp_menu a[href$='{LIST}']", leaves=True)
        self.browser.wait_until("document.body.getAttribute('is-ready') === 'true'")
        self._check_count(total + 1)
        self.browser.click(".cp-list-tools")
        self.browser.fill("input[name='c.name']", "printer, changed")
        self._check_count(1)
        self.browser.click("td[name=td_name] a", leaves=True)
        self.browser.click("a[name=delete]", leaves=True)
        self.browser.click(
            ".cp form[action*='/delete'] button[type=submit]", leaves=True
        )
        self.browser.wait_until(self.browser.there(".alert-success"))
        # back where it came from: a search that finds nothing now
        self.assertTrue(self._is_there(".cp-empty"))
        self.browser.click(".cp-empty a")
        self._check_count(total)

    def _leave_in_italian(self, total):
        self._open_menu()
        self.browser.click("#cp_menu a[hreflang=it-IT]", leaves=True)
        self.assertEqual(self.browser.run("document.documentElement.lang"), "it-IT")
        self._check_count(total)
        states = "[...document.querySelectorAll('.cp-state')].map(e => e.innerText)"
        self.assertEqual(set(self.browser.run(states)), {"Nuovo"})
        self._open_menu()
        self.browser.click("#cp_menu a[href*='/web/session/logout']", leaves=True)
        self.assertFalse(self._is_there(".cp-frame"))

    def test_default(self):
        """Profile DEFAULT: its own records."""
        self._go(self.logins["ann"], "Badge", 12, "Badge 12", self.beamer)

    def test_company(self):
        """Profile Company user: its company's records, of which it changes its own."""
        self._go(self.logins["bob"], "Badge", 15, "Beamer 3", self.last_gadget, mine=3)

    def test_other_company(self):
        """A contact of another company: nothing of the first one's."""
        last = "Gadget of Gia"
        self._go(self.logins["dan"], "Gadget", 13, last, self.last_badge, mine=12)
