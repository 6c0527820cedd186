# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common


@tagged("-at_install", "post_install", "without_website")
class TestListTour(common.PortalHttpCase):
    """A list is searched, sorted and paged in a browser, in place."""

    def _prepare(self):
        self.env["helpdesk.ticket"].search([]).unlink()
        for number in range(1, 31):
            self._ticket(self.ann, f"Badge {number:02}", priority=str(number % 3))
        self._ticket(self.ann, "Beamer")
        self.ann.password = self.ann.login  # what start_tour logs in with

    def test_tour(self):
        self._prepare()
        self.start_tour(
            "/my/records/tickets", "customer_portal_list", login=self.ann.login
        )

    def test_italian(self):
        """With website the language is part of the address."""
        self._prepare()
        self.env["res.lang"]._activate_lang("it_IT")
        self.ann.lang = "it_IT"
        self.start_tour(
            "/my/records/tickets",
            "customer_portal_list",
            login=self.ann.login,
            cookies={"frontend_lang": "it_IT"},
        )
