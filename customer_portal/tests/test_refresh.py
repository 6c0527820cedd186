# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common
from .browser import open_browser

LIST = "/my/records/tickets"
COUNT = "document.querySelector('[data-cp-part=count] strong')?.innerText"
TITLES = "[...document.querySelectorAll('td[name=td_name]')].map(e => e.innerText)"
STATUS = "document.querySelector('.cp-foot [role=status]')"
OPACITY = "getComputedStyle(document.querySelector('tbody')).opacity"


@tagged("-at_install", "post_install")
class TestRefresh(common.PortalHttpCase):
    """A list that refreshes in place, while the answer is on its way."""

    def test_overtaken(self):
        self.env["helpdesk.ticket"].search([]).unlink()
        for number in range(3):
            self._ticket(self.ann, f"Badge {number}")
        self._ticket(self.ann, "Beamer")
        self.ann.password = self.ann.login
        with open_browser(self, self.ann.login) as browser:
            browser.open(LIST)
            browser.run(
                "window.cpStatus = document.querySelector('.cp-foot [role=status]')"
            )
            browser.wait_until("document.querySelector('.cp-list-tools')")
            aborted = browser.note_aborted()
            with browser.hold(f"{LIST}?") as asked:
                browser.fill("input[name=q]", "badge")
                browser.wait_until(browser.there(".cp-list[aria-busy=true]"))
                self.assertLess(float(browser.run(OPACITY)), 1)
                browser.wait_for(lambda: len(asked) == 1, "asked")
                self.assertFalse(aborted)
                browser.fill("input[name=q]", "beamer")
                browser.wait_for(lambda: len(asked) == 2, "asked again")
                browser.wait_for(lambda: aborted, "given up")
                # what is shown is still that of before, and still said to be old
                self.assertEqual(browser.run(COUNT), "4")
                self.assertTrue(
                    browser.run("Boolean(document.querySelector('[aria-busy]'))")
                )
            browser.wait_until(f"{COUNT} === '1'")
            browser.settle()
            self.assertEqual(browser.run(TITLES), ["Beamer"])
            self.assertEqual(browser.run("location.search"), "?q=beamer")
            self.assertFalse(
                browser.run("Boolean(document.querySelector('[aria-busy]'))")
            )
            self.assertEqual(browser.run(OPACITY), "1")
            self.assertEqual(len(aborted), 1)
            self.assertTrue(aborted[0].endswith("q=badge"), aborted)
            # a live region speaks only while it is the same element
            self.assertTrue(browser.run(f"{STATUS} === window.cpStatus"))
            self.assertIn("1", browser.run(f"{STATUS}.innerText"))
            # a link overtakes what is typed, too
            with browser.hold(f"{LIST}?") as asked:
                browser.fill("input[name=q]", "badge")
                browser.wait_for(lambda: asked, "asked")
                browser.click(".cp-searches a")
                browser.wait_for(lambda: len(aborted) == 2, "given up")
            browser.wait_until(f"{COUNT} === '4'")
            browser.settle()
            self.assertEqual(len(browser.run(TITLES)), 4)
            self.assertTrue(browser.run(f"{STATUS} === window.cpStatus"))
