# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common


@tagged("-at_install", "post_install")
class TestFormTours(common.PortalHttpCase):
    """Forms in a browser: what scripts add to them."""

    def setUp(self):
        super().setUp()
        self.ann.password = self.ann.login  # what start_tour logs in with
        self.env.ref("customer_portal.profile_default_tickets").write_scope = "own"
        self.env["helpdesk.ticket.category"].create(
            [{"name": f"Drawer {number:02}"} for number in range(60)]
        )

    def _tour(self, address, name):
        self.start_tour(address, f"customer_portal_{name}", login=self.ann.login)

    def test_create(self):
        """Relation search by keyboard, formatted text, files by drop."""
        self._tour("/my/records/tickets/new", "form_create")
        ticket = self.env["helpdesk.ticket"].search([("name", "=", "Drawers stuck")])
        self.assertEqual(ticket.category_id.name, "Drawer 42")
        self.assertIn("<b>", ticket.description)
        files = ticket._customer_portal_get_attachments()
        self.assertEqual(files.mapped("name"), ["later.txt", "drawer.log"])

    def test_draft(self):
        ticket = self._ticket(self.ann, "Printer")
        self._tour(f"/my/records/tickets/{ticket.id}", "form_draft")
        bodies = [c["body"] for c in self.comments(ticket)]
        self.assertEqual(bodies, ["<p>Half a comment</p>"])

    def test_conflict(self):
        ticket = self._ticket(self.ann, "Printer")
        self.agent.password = self.agent.login
        self._tour(f"/my/records/tickets/{ticket.id}/edit", "form_conflict")
        self.assertEqual(ticket.name, "Printer of the reception")
