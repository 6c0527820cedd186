# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .axe_case import AxeCase
from .browser import open_browser
from .own_pages_case import OwnPagesCase


@tagged("-at_install", "post_install", "-standard", "with_apps")
class TestAccessibilityOfApps(AxeCase, OwnPagesCase):
    """axe-core finds nothing on the apps' own pages in our frame, on any screen."""

    def test_order(self):
        self._expose_orders(own_page=True)
        self._expose_invoices(own_page=True)
        self.ann.password = self.ann.login
        with open_browser(self, self.ann.login) as browser:
            # the frame that Odoo puts around an invoice has no title
            for record, without in (
                (self.orders[self.ann], ()),
                (self.invoices[self.ann], ("frame-title",)),
            ):
                browser.open(record.access_url)
                browser.wait_until(browser.there(".cp-frame"))
                self._look(browser, record.name, without)
