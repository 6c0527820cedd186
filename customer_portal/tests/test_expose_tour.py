# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import new_test_user, tagged

from . import common

LIST = "/my/records/bank-accounts"


@tagged("-at_install", "post_install")
class TestExposeTour(common.PortalHttpCase):
    def test_manager(self):
        """A manager shows contacts a model that no code of the portal names."""
        numbers = {self.ann: "ANN-1", self.bob: "BOB-1", self.dan: "DAN-1"}
        self.env["res.partner.bank"].create(
            [
                {"acc_number": number, "partner_id": user.partner_id.id}
                for user, number in numbers.items()
            ]
        )
        self.login(self.ann)
        self.assertEqual(self.get(LIST).status_code, 404)
        manager = new_test_user(
            self.env, "test-manager", "customer_portal.group_manager"
        )
        manager.password = manager.login  # what start_tour logs in with
        self.start_tour(
            "/odoo/portal-sections/new", "customer_portal_expose", login=manager.login
        )
        self.login(self.ann)
        text = self.get(LIST).text
        self.assertIn("ANN-1", text)
        self.assertNotIn("BOB-1", text)
        self.assertIn("Bank Accounts", self.get("/my").text)
        [line] = self.profile_default.access_ids.filtered(
            lambda line: line.section_id.code == "bank-accounts"
        )
        self.assertEqual((line.read_scope, line.can_create), ("own", False))
        self.login(self.bob)
        self.assertEqual(self.get(LIST).status_code, 404)
