# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .axe_case import AxeCase
from .browser import open_browser
from .own_pages_case import OwnPagesCase


@tagged("-at_install", "post_install", "-standard", "with_apps")
class TestAccessibilityOfApps(AxeCase, OwnPagesCase):
    """The apps' own pages in our frame: what is around them, and how wide they are."""

    def test_order(self):
        self._expose_orders(own_page=True)
        self._expose_invoices(own_page=True)
        self.ann.password = self.ann.login
        with open_browser(self, self.ann.login) as browser:
            for record in (self.orders[self.ann], self.invoices[self.ann]):
                browser.open(record.access_url)
                self.assertTrue(
                    browser.run("Boolean(document.querySelector('.cp-frame'))")
                )
                self._look(browser, record.name)
