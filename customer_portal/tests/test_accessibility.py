# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import os
from pathlib import Path

from odoo.tests import tagged

from . import common
from .browser import open_browser

LIST = "/my/records/tickets"
SIZES = ((1440, 900), (390, 844))
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
#: What a person sees of a violation: the rule, and where.
RUN = """
axe.run(%s, %s).then((found) => JSON.stringify(found.violations.map((rule) =>
    `${rule.id}: ${rule.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`
)))
"""


@tagged("-at_install", "post_install", "without_website")
class TestAccessibility(common.PortalHttpCase):
    """axe-core finds nothing on any page, on a large screen and on a phone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        path = os.environ.get("AXE_CORE")
        if not path or not Path(path).is_file():
            raise AssertionError(
                "This test needs axe-core: ./dev test brings it. Elsewhere run npm ci "
                "and set AXE_CORE to node_modules/axe-core/axe.min.js."
            )
        cls.axe = Path(path).read_text()
        cls.env.ref("customer_portal.profile_company_tickets").write(
            {"write_scope": "company", "delete_scope": "company", "on_home": True}
        )
        cls.profile_company.write(
            {
                "welcome": "<p>Welcome to <a href='/my'>support</a>.</p>",
                "announcement": "Closed on Sunday",
                "menu_colour": "#ffe9a8",
                "accent_colour": "#7a1f5c",
            }
        )
        cls.ticket = cls._ticket(cls.bob, "Printer stops")
        cls.closed = cls._ticket(cls.ann, "Scanner")
        cls.closed._customer_portal_move("closed")
        for number in range(30):
            cls._ticket(cls.ann, f"Badge {number}", priority=str(number % 4))
        for author in (cls.bob, cls.agent):
            message = cls.ticket.message_post(
                author_id=author.partner_id.id,
                body="It stops again.",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
            cls._file(cls.ticket, "log.txt", author, message)
        cls.bob.password = cls.bob.login

    def _check(self, browser, name):
        """Let axe look at the page that is open, in every size."""
        self.looked.append(name)
        browser.wait_until(
            "!document.querySelector('.o_show_password:not([aria-label])')"
        )
        browser.run(self.axe + ";true")
        # header and footer of a website are its own
        what = "document.querySelector('.cp')" if "website" in self.env else "document"
        options = {
            "runOnly": {"type": "tag", "values": TAGS},
            "resultTypes": ["violations"],
            "preload": False,  # nothing is fetched from outside
        }
        for width, height in SIZES:
            browser.resize(width, height)
            found = json.loads(browser.run(RUN % (what, json.dumps(options))))
            with self.subTest(page=name, width=width):
                self.assertFalse(found)

    def test_pages(self):
        self.looked = []
        record = f"{LIST}/{self.ticket.id}"
        pages = {
            "home": "/my",
            "list": LIST,
            "list, searched": f"{LIST}?c.name=badge&c.write_date.from=2020-01-01",
            "nothing found": f"{LIST}?q=nothing+like+it",
            "detail": f"{record}?size=50",
            "closed": f"{LIST}/{self.closed.id}",
            "form": f"{LIST}/new",
            "edit": f"{record}/edit",
            "delete": f"{record}/delete",
            "account": "/my/account",
            "security": "/my/security",
            "addresses": "/my/addresses",
        }
        with open_browser(self, self.bob.login) as browser:
            for name, path in pages.items():
                browser.open(path)
                self._check(browser, name)
            browser.open(f"{LIST}/new")
            browser.leave(
                "HTMLFormElement.prototype.submit.call(document.querySelector('.cp-form'))"
            )
            self.assertTrue(
                browser.run("document.querySelector('.is-invalid') !== null")
            )
            self._check(browser, "form with errors")
            browser.open(LIST)
            browser.run("document.querySelector('.cp-list-tools').click()")
            browser.run("document.querySelector('.cp-range').open = true")
            self._check(browser, "searches of the columns")
            browser.resize(390, 844)
            browser.run("document.querySelector('[aria-controls=cp_menu]').click()")
            browser.wait_until("document.querySelector('#cp_menu.show:not(.showing)')")
            self._check(browser, "menu of a phone")
            browser.settle()
            self.profile_company.list_style = "1"
            self.cr.flush()
            browser.open(LIST)
            self._check(browser, "list, version 1")
            browser.settle()
            self.env["helpdesk.ticket"].search([]).unlink()
            self.cr.flush()
            browser.open(LIST)
            self._check(browser, "empty list")
        self.assertEqual(len(self.looked), len(pages) + 5)

    def test_login(self):
        self.looked = []
        with open_browser(self) as browser:
            for path in ("/web/login", "/web/reset_password"):
                browser.open(path)
                self._check(browser, path)
