# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import new_test_user, tagged

from . import common
from .common import PASSWORD


@tagged("-at_install", "post_install", "without_website")
class TestStockRoutes(common.PortalHttpCase):
    """helpdesk_mgmt's own routes do nothing that a profile does not allow."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._ticket(cls.ann, "Secret printer")
        cls.done = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        cls.close_query = f"ticket_id={cls.ticket.id}&stage_id={cls.done.id}"

    def _check_redirect(self, response, location):
        self.assertEqual(response.status_code, 303)
        self.assertURLEqual(response.headers["Location"], location)

    def test_close_by_get(self):
        """In stock any portal user closes anyone's ticket by following a link."""
        for user in (self.dan, self.sue, self.ann, self.agent):
            self.login(user)
            response = self.get(f"/ticket/close?{self.close_query}")
            self.assertEqual(response.status_code, 405)
            self.assertFalse(self.ticket.closed)

    def test_close_by_post(self):
        self.login(self.dan)
        data = {"ticket_id": str(self.ticket.id), "stage_id": str(self.done.id)}
        response = self.post("/ticket/close", data)
        self._check_redirect(response, f"/my/records/tickets/{self.ticket.id}")
        self.assertFalse(self.ticket.closed)
        response = self.post("/ticket/close", {"ticket_id": "//evil.example"})
        self._check_redirect(response, "/my/records/tickets")

    def test_create(self):
        count = self.env["helpdesk.ticket"].search_count([])
        self.login(self.dan)
        values = {"subject": "By GET", "description": "x", "category": "0"}
        response = self.get("/submitted/ticket", params=values)
        self.assertEqual(response.status_code, 405)
        response = self.post("/submitted/ticket", values)
        self._check_redirect(response, "/my/records/tickets/new")
        self._check_redirect(self.get("/new/ticket"), "/my/records/tickets/new")
        self._check_redirect(self.post("/new/ticket"), "/my/records/tickets/new")
        self.assertEqual(self.env["helpdesk.ticket"].search_count([]), count)

    def test_pages(self):
        token = self.ticket._portal_ensure_token()
        own = f"/my/records/tickets/{self.ticket.id}"
        for user in (self.ann, self.dan):
            self.login(user)
            self._check_redirect(self.get("/my/tickets"), "/my/records/tickets")
            self._check_redirect(
                self.get("/my/tickets/page/2?sortby=x&groupby=y"), "/my/records/tickets"
            )
            self._check_redirect(self.get(f"/my/ticket/{self.ticket.id}"), own)
            self._check_redirect(self.get(f"/my/ticket/{self.ticket.id}/{token}"), own)

    def test_user_without_profile(self):
        """Odoo's standard access does not bring the closed pages back."""
        user = new_test_user(
            self.env, "nobody@acme.example", "base.group_portal", password=PASSWORD
        )
        user.company_id.customer_portal_without_profile = "standard"
        self.login(user)
        self._check_redirect(self.get("/my/tickets"), "/my")
        self._check_redirect(self.get(f"/my/ticket/{self.ticket.id}"), "/my")
        self.assertEqual(self.get("/my").status_code, 200)
        self.assertEqual(self.get("/my/records/tickets").status_code, 404)

    def test_token_without_login(self):
        """The link of an old mail opens nothing any more without a login."""
        token = self.ticket._portal_ensure_token()
        for query in (f"/{token}", f"?access_token={token}"):
            response = self.get(f"/my/ticket/{self.ticket.id}{query}")
            self.assertNotIn("Secret", response.text)
            self._check_redirect(response, f"/my/records/tickets/{self.ticket.id}")
            response = self.get(response.headers["Location"])
            self.assertIn("/web/login", response.headers["Location"])

    def test_agents(self):
        """Internal users are led to the backend."""
        self.login(self.agent)
        self._check_redirect(self.get("/my/tickets"), "/odoo/helpdesk-tickets")
        self._check_redirect(
            self.get(f"/my/ticket/{self.ticket.id}"),
            f"/odoo/helpdesk-tickets/{self.ticket.id}",
        )

    def test_home_of_others(self):
        """Odoo's own home offers no entry to the closed pages."""
        self.login(self.agent)
        self.assertNotIn("/my/tickets", self.get("/my").text)

    def test_link_in_mail(self):
        """Links to a ticket lead the customer to its page, without a token."""
        self.login(self.ann)
        response = self.get(f"/mail/view?model=helpdesk.ticket&res_id={self.ticket.id}")
        self._check_redirect(response, f"/my/records/tickets/{self.ticket.id}")
