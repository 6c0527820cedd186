# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common


@tagged("-at_install", "post_install", "without_website")
class TestBrake(common.PortalHttpCase):
    """Odoo's brake as it is shipped: wrong passwords slow down who types them."""

    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].set_param("base.login_cooldown_after", "5")
        for name in ("_login_failures", "_customer_portal_failures"):
            if hasattr(self.registry, name):
                getattr(self.registry, name).clear()
        self.addCleanup(self.env["res.users"]._customer_portal_get_failures().clear)

    def _log_in(self, login, password="wrong"):
        self.authenticate(None, None)
        form = {"login": login, "password": password}
        with mute_logger("odoo.addons.base.models.res_users"):
            response = self.post("/web/login", form)
        page = common.html.fromstring(response.text or "<p/>")
        return response.status_code, self.texts(page, "//*[@role='alert']")

    def test_neighbours(self):
        answers = {}
        for login in (self.ann.login, "nobody@acme.example"):
            answers[login] = [self._log_in(login) for _time in range(6)]
        known, unknown = answers.values()
        self.assertEqual(known, unknown, "the brake tells nobody who is known")
        self.assertIn("Wait a minute", str(known[5]))
        self.assertNotIn("Wait a minute", str(known[4]))
        # however it is written
        self.assertEqual(self._log_in(" ANN@acme.example"), known[5])
        # a colleague behind the same network address comes in
        self.assertEqual(self._log_in(self.bob.login, common.PASSWORD)[0], 303)
        # and does not free her
        self.assertEqual(self._log_in(self.ann.login, common.PASSWORD), known[5])

    def test_one_password_for_many(self):
        """Who tries a password with many logins is stopped as well."""
        answers = [self._log_in(f"n{number}@acme.example") for number in range(101)]
        self.assertEqual(len({str(answer) for answer in answers[:100]}), 1)
        self.assertNotEqual(answers[100], answers[0])
