# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common


@tagged("-at_install", "post_install")
class TestMenu(common.PortalHttpCase):
    """Where a section is offered is no right: its address opens all the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.env.ref("customer_portal.profile_default_tickets")

    def test_in_menu(self):
        link = "//nav[contains(@class, 'cp-menu')]//a[contains(@href, 'tickets')]"
        self.login(self.ann)
        self.assertTrue(self.page("/my").xpath(link))
        self.line.in_menu = False
        self.assertFalse(self.page("/my").xpath(link))
        self.assertEqual(self.get("/my/records/tickets").status_code, 200)

    def test_home_buttons(self):
        for choice, buttons in (
            ("none", []),
            ("list", ["list"]),
            ("new", ["new"]),
            ("both", ["list", "new"]),
        ):
            self.line.home_button = choice
            self.assertEqual(self.line._get_home_buttons(), buttons)
        self.line.can_create = False
        self.assertEqual(self.line._get_home_buttons(), ["list"])

    def test_version_1(self):
        """The entry for a new record is the first one, where one may be made."""
        first = "//nav[contains(@class, 'cp-menu')]//ul[1]/li[1]/a"
        self.login(self.ann)
        self.assertEqual(self.texts(self.page("/my"), first)[0], "Home")
        self.profile_default.list_style = "1"
        page = self.page("/my/records/tickets/new")
        [entry] = page.xpath("//nav[contains(@class, 'cp-menu')]//a[@aria-current]")
        self.assertEqual(entry.get("href"), "/my/records/tickets/new")
        self.assertEqual(self.texts(self.page("/my"), first)[0], "New ticket")
        self.line.can_create = False
        self.assertEqual(self.texts(self.page("/my"), first)[0], "Home")
