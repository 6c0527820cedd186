# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from odoo.addons.customer_portal.tests import common

#: As the page shows the entry: once in the header, once in the menu of small screens.
ENTRY = "//header//a[@role='menuitem'][contains(@href, '/my')]"


@tagged("-at_install", "post_install")
class TestCustomerArea(common.PortalHttpCase):
    """The entry of a website's menu that leads into the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entry = cls.env.ref("customer_portal_website.menu_customer_area")

    def _entries(self):
        return self.env["website.menu"].search(
            [("url", "=", "/my"), ("website_id", "!=", False)]
        )

    def _labels(self, url="/"):
        page = self.page(url)
        return [text for text in self.texts(page, ENTRY) if "area" in text.lower()]

    def test_visitor(self):
        self.authenticate(None, None)
        self.assertIn("Customer area", self._labels())
        response = self.get("/my")
        self.assertEqual(response.status_code, 303)
        self.assertIn("/web/login?redirect=", response.headers["Location"])
        login = self.get(response.headers["Location"])
        self.assertEqual(login.status_code, 200)
        response = self.post(
            "/web/login",
            {"login": self.ann.login, "password": common.PASSWORD, "redirect": "/my"},
        )
        self.assertEqual(response.headers["Location"].rpartition("/")[2], "my")

    def test_contact(self):
        self.login(self.ann)
        self.assertIn("Customer area", self._labels())
        page = self.page("/my")
        self.assertTrue(page.xpath("//nav[contains(@class, 'cp-menu')]"))

    def test_italian(self):
        italian = self.env["res.lang"]._activate_lang("it_IT")
        module = self.env["ir.module.module"].search(
            [("name", "=", "customer_portal_website")]
        )
        module._update_translations("it_IT")
        names = set(self._entries().with_context(lang="it_IT").mapped("name"))
        self.assertEqual(names, {"Area clienti"})
        self.env["website"].search([]).language_ids |= italian
        self.authenticate(None, None)
        self.assertIn("Area clienti", self._labels(f"/{italian.url_code}"))

    def test_every_website_has_one(self):
        second = self.env["website"].create({"name": "Second"})
        entries = self._entries()
        self.assertEqual(entries.website_id, self.env["website"].search([]))
        self.assertIn(second, entries.website_id)
        self.assertEqual(len(entries), len(entries.website_id))
        self.assertEqual(entries.parent_id, entries.website_id.menu_id)

    def test_editors_keep_their_changes(self):
        """An update of the addon neither moves nor brings back the entry."""
        data = self.env["ir.model.data"].search(
            [("module", "=", "customer_portal_website"), ("model", "=", "website.menu")]
        )
        self.assertTrue(data.noupdate)

    def test_goes_with_the_addon(self):
        self.assertTrue(self._entries())
        self.entry.unlink()
        self.assertFalse(self._entries())
