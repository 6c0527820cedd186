# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import new_test_user, tagged

from . import common


@tagged("-at_install", "post_install")
class TestWithoutProfile(common.PortalCase):
    """Portal users without a profile have what their company's setting gives them."""

    def test_setting_of_each_company(self):
        """Each company decides for its own users."""
        second = self.env["res.company"].create({"name": "Second"})
        first = self.env.company
        users = {
            company: new_test_user(
                self.env,
                f"nobody-{company.id}@acme.example",
                "base.group_portal",
                company_id=company.id,
                company_ids=company.ids,
            )
            for company in (first, second)
        }
        for standard in (first, second, first + second, second.browse()):
            (first + second).customer_portal_without_profile = "account"
            standard.customer_portal_without_profile = "standard"
            for company, user in users.items():
                with self.subTest(standard=standard.ids, company=company.id):
                    is_standard = user._customer_portal_policy() is None
                    self.assertEqual(is_standard, company in standard)
