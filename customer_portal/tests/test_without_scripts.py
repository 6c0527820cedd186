# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import tempfile
from pathlib import Path

from odoo.tests import tagged

from . import common
from .browser import open_browser


@tagged("-at_install", "post_install", "without_website")
class TestWithoutScripts(common.PortalHttpCase):
    """Everything a contact does, in a browser that runs no scripts."""

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
        login = self.ann.login
        with open_browser(self, scripts=False) as self.browser:
            self.browser.open("/web/login?redirect=/my")
            self._fill(login=login, password=common.PASSWORD)
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

    def test_other_jobs(self):
        """Change, delete, send a file, take lists away, another language."""
        self.env["res.lang"]._activate_lang("it_IT")
        self.env.ref("customer_portal.profile_default_tickets").write(
            {"write_scope": "own", "delete_scope": "own"}
        )
        self.profile_default.announcement = "Closed on Sunday"
        tickets = [self._ticket(self.ann, name) for name in ("Scanner", "Badge")]
        self.ann.password = self.ann.login
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        file = folder / "log.txt"
        file.write_text("Ribbon error")
        with open_browser(self, self.ann.login, scripts=False) as self.browser:
            self.browser.open("/my/records/tickets")
            self.assertEqual(len(self._texts(".cp-note")), 1)
            self._click(".cp-note button")
            self.assertEqual(self._texts(".cp-note"), [])
            self.assertEqual(len(self._texts("td[name=td_name]")), 2)

            self._click("td[name=td_name] a")
            self._click("a[name=edit]")
            self._fill(name="Badge, changed")
            self._click(".cp-form button[type=submit]")
            self.assertEqual(self._texts("h1"), ["Badge, changed"])

            self.browser.choose("#cp_files", file)
            self._click(".cp-attach button[type=submit]")
            self.assertEqual(self._texts("#files .cp-file-name"), ["log.txt"])
            content = self._download("#files .cp-file-name", folder / "files")
            self.assertEqual(content, "Ribbon error")

            self._click("a[name=delete]")
            self._click(".cp form[action*='/delete'] button[name=delete]")
            self.assertEqual(len(self._texts(".alert-success")), 1)
            self.assertEqual(self._texts("td[name=td_name]"), ["Scanner"])

            self.browser.click(".cp-export summary")
            rows = self._download(".cp-export a[href*=csv]", folder / "lists")
            self.assertEqual(len(rows.strip().splitlines()), 2)
            self.assertIn("Scanner", rows)

            self.browser.click(".cp-languages summary")
            self._click(".cp-languages a[hreflang=it-IT]")
            self.assertEqual(self.browser.run("document.documentElement.lang"), "it-IT")
            self.assertIn("Nuovo", self._texts(".cp-state"))
        self.assertEqual([bool(ticket.exists()) for ticket in tickets], [True, False])

    def _download(self, selector, folder):
        """Click on a link to a file.

        :param Path folder: a new one, where it goes
        :return: what is in it
        """
        self.browser.ask(
            "Page.setDownloadBehavior", behavior="allow", downloadPath=str(folder)
        )
        self.browser.click(selector)
        self.browser.wait_for(
            lambda: [f for f in folder.glob("*.*") if f.suffix != ".crdownload"],
            "downloaded",
        )
        [file] = folder.iterdir()
        return file.read_text("utf-8-sig")
