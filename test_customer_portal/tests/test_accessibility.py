# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from odoo.addons.customer_portal.tests.axe_case import AxeCase
from odoo.addons.customer_portal.tests.browser import open_browser

from . import common


@tagged("-at_install", "post_install")
class TestAccessibility(AxeCase, common.DocumentCase):
    """axe-core finds nothing where fields of all types are filled in and shown."""

    def test_all_types(self):
        self.section.field_ids.in_list = True
        document = self._document(
            note="One\nTwo",
            body="<p>One <b>two</b></p>",
            quantity=3,
            weight=1.5,
            amount=99.5,
            day="2026-11-26",
            urgent=True,
            kind="a",
            country_id=self.italy.id,
            country_ids=[(6, 0, (self.italy + self.france).ids)],
        )
        self.ann.password = self.ann.login
        with open_browser(self, self.ann.login) as browser:
            for name, path in {
                "list": common.LIST,
                "detail": f"{common.LIST}/{document.id}",
                "edit": f"{common.LIST}/{document.id}/edit",
            }.items():
                browser.open(path)
                self._look(browser, name)
            browser.open(f"{common.LIST}/new")
            for field in ("country_ids", "country_id"):
                box = f".cp-combobox:has([name='find.{field}'])"
                browser.click(f"{box} input[type=text]")
                browser.wait_until(browser.there(f"{box} [role=option]"))
                browser.press("ArrowDown")
                browser.wait_until(browser.there(f"{box} [aria-activedescendant]"))
                self._look(browser, f"search of {field}")
