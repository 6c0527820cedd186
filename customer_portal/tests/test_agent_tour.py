# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common


@tagged("-at_install", "post_install")
class TestAgentTour(common.PortalHttpCase):
    def test_agent(self):
        """An agent looks at a ticket, gives it to a collaborator and answers."""
        stage = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_in_progress")
        ticket = self._ticket(self.ann, stage_id=stage.id)
        self._file(ticket, "photo.txt", self.ann)
        self._file(ticket, "secret.txt", self.agent)
        self.start_tour(
            f"/odoo/helpdesk-tickets/{ticket.id}",
            "customer_portal_agent",
            login=self.agent.login,
        )
        self.assertEqual(ticket.customer_portal_collaborator_id, self.eve.partner_id)
        self.assertEqual(ticket.customer_portal_state, "pending")
        self.assertIn(self.eve.partner_id, ticket.message_partner_ids)

    def test_lists(self):
        """Board and list show the state."""
        stage = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_in_progress")
        self._ticket(self.ann, "Gate", stage_id=stage.id, priority="3")
        self.agent.password = self.agent.login  # what start_tour logs in with
        self.start_tour(
            "/odoo/helpdesk-tickets",
            "customer_portal_agent_lists",
            login=self.agent.login,
        )
