# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common
from .browser import open_browser


@tagged("-at_install", "post_install", "without_website")
class TestWithoutScripts(common.PortalHttpCase):
    """The main job in a browser that runs no scripts."""

    def _fill(self, **values):
        """Type into inputs of the page, by name; its scripts hear nothing of it."""
        for name, value in values.items():
            self.browser.run(
                f"document.querySelector('.cp [name=\"{name}\"]').value = {value!r}"
            )

    def _click(self, selector):
        """Click on what leads to another page, as a person who sees it."""
        seen = f"document.querySelector({selector!r}).checkVisibility()"
        self.assertTrue(self.browser.run(seen), selector)
        self.browser.leave(f"document.querySelector({selector!r}).click()")

    def _texts(self, selector):
        texts = f"[...document.querySelectorAll({selector!r})].map(e => e.innerText)"
        return self.browser.run(texts)

    def test_main_job(self):
        self._ticket(self.ann, "Scanner")
        self._ticket(self.ann, "Badge")
        with open_browser(self, scripts=False) as self.browser:
            self.browser.open("/web/login?redirect=/my")
            self._fill(login=self.ann.login, password=common.PASSWORD)
            self._click(".oe_login_form button[type=submit]")
            self._click("#cp_menu a[href$='/my/records/tickets']")

            # the search above a column, sent by its button
            self._fill(**{"c.name": "badge"})
            self._click(".cp-column-searches button[type=submit]")
            self.assertEqual(self._texts("td[name=td_name]"), ["Badge"])
            self._click(".cp-searches a")
            self.assertEqual(len(self._texts("td[name=td_name]")), 2)
            self._fill(q="scan")
            self._click("button[name=search]")
            self.assertEqual(self._texts("td[name=td_name]"), ["Scanner"])
            self._click("th[name=th_number] a")
            self.assertIn("sort=number", self.browser.run("location.search"))

            self._click("a[name=new_record]")
            self._fill(name="No scripts", priority="2", description="They are off.")
            self._click(".cp-form button[type=submit]")
            self.assertEqual(self._texts("h1"), ["No scripts"])

            self._fill(body="It works all the same.")
            self._click("#comments button[name=send]")
            self.assertIn("It works all the same.", self._texts("#comments")[0])

            self._click("button[name=close]")
            self.assertEqual(len(self._texts(".cp-state-closed")), 1)
            self._click("button[name=reopen]")
            self.assertEqual(len(self._texts(".cp-state-open")), 1)
            self._click(".cp-back")
            self.assertEqual(len(self._texts("td[name=td_name]")), 3)

            # on a phone the menu is reached by its address
            self.browser.resize(390, 844)
            menu = (
                "document.querySelector('#cp_menu a[href]')"
                ".checkVisibility({visibilityProperty: true})"
            )
            self.assertFalse(self.browser.run(menu))
            self.browser.run(
                "document.querySelector('[aria-controls=cp_menu]').click()"
            )
            self.browser.wait_until(menu)
            self._click("#cp_menu a[href*='/web/session/logout']")
            self.assertFalse(self.browser.run("document.querySelector('.cp-frame')"))
        self.assertTrue(
            self.env["helpdesk.ticket"].search([("name", "=", "No scripts")])
        )
