# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo.tests import tagged

from . import common
from .browser import open_browser

LIST = "/my/records/tickets"
HIGH = 900
LARGE, TABLET, PHONE = 1440, 768, 390
#: 1280 pixels at 400 % (WCAG 1.4.10 Reflow) and 1440 at 200 % (1.4.4 Resize text).
AT_400, AT_200 = 320, 720
#: Where the boxes of a page lie.
BOX = """
((element) => {
    const {left, right, top, bottom} = element.getBoundingClientRect();
    return {left, right, top, bottom};
})(document.querySelector(%s))
"""


@tagged("-at_install", "post_install", "without_website")
class TestLayout(common.PortalHttpCase):
    """What lies where, on screens of all sizes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._ticket(cls.bob, "Printer " * 12)
        cls._file(cls.ticket, "log.txt", cls.bob)
        for number in range(3):
            cls._ticket(cls.bob, f"Badge {number}")
        cls.bob.password = cls.bob.login

    def _box(self, selector):
        return self.browser.run(BOX % json.dumps(selector))

    def _seen(self, selector):
        there = self.browser.there(selector)
        return self.browser.run(f"Boolean({there}?.checkVisibility())")

    def _check_beside(self, left, right):
        left, right = self._box(left), self._box(right)
        self.assertLessEqual(left["right"], right["left"])
        self.assertLess(right["top"], left["bottom"])

    def _check_below(self, above, below):
        above, below = self._box(above), self._box(below)
        self.assertLessEqual(above["bottom"], below["top"])

    def _check_cards(self):
        """Each record is a card: no heads, its state above its title, one link."""
        self.assertFalse(self._seen("thead"))
        row = "tbody tr"
        self._check_below(f"{row} .cp-col-state", f"{row} .cp-col-title")
        self._check_beside(f"{row} .cp-col-key", f"{row} .cp-col-state")
        # a press on a corner of the card opens the record
        link = self.browser.run(
            f"""(({{left, bottom}}) =>
                document.elementFromPoint(left + 8, bottom - 8).closest("a")?.href
            )({self.browser.there(row)}.getBoundingClientRect())"""
        )
        self.assertIn(f"{LIST}/", link)

    def test_list(self):
        with open_browser(self, self.bob.login) as self.browser:
            self.browser.open(LIST)
            for width in (LARGE, TABLET):
                self.browser.resize(width, HIGH)
                self.assertTrue(self._seen("thead"))
                self._check_beside("tbody .cp-col-key", "tbody .cp-col-title")
                self._check_beside("tbody .cp-col-title", "tbody .cp-col-state")
            for width in (AT_200, PHONE, AT_400):
                self.browser.resize(width, HIGH)
                self._check_cards()
            # the new-record button stays at the lower edge of the window
            self.assertAlmostEqual(self._box(".cp-bottom")["bottom"], HIGH, delta=1)
            self.browser.click(".cp-list-tools")
            self.assertTrue(self._seen("thead"))
            self.assertTrue(self._seen("input[name='c.name']"))

            self.browser.settle()
            self.profile_company.list_style = "1"
            self.cr.flush()
            self.browser.open(LIST)
            for width in (LARGE, TABLET, PHONE, AT_400):
                self.browser.resize(width, HIGH)
                self._check_cards()
                self.assertTrue(self._seen("input[name=q]"))
            self.browser.resize(LARGE, HIGH)
            self._check_beside("tbody tr:nth-child(1)", "tbody tr:nth-child(2)")

    def test_detail(self):
        """Comments on top, files on their right; on narrow screens below them."""
        with open_browser(self, self.bob.login) as self.browser:
            self.browser.open(f"{LIST}/{self.ticket.id}")
            self._check_beside("#cp_menu", ".cp-head h1")
            for width in (LARGE, 1000):
                self.browser.resize(width, HIGH)
                self._check_beside("#comments", "#files")
                self._check_below(".cp-head", "#comments")
                top = self._box("#comments")["top"]
                self.assertEqual(top, self._box("#files")["top"])
                fields = "#comments ~ section, #files ~ section"
                tops = self.browser.run(
                    f"[...document.querySelectorAll({json.dumps(fields)})]"
                    ".map((block) => block.getBoundingClientRect().top)"
                )
                self.assertTrue(all(top < block for block in tops), tops)
            for width in (TABLET, PHONE, AT_400):
                self.browser.resize(width, HIGH)
                self._check_below("#comments", "#files")
                self.assertFalse(
                    self.browser.run(
                        "document.querySelector('#cp_menu').checkVisibility("
                        "{visibilityProperty: true})"
                    )
                )
