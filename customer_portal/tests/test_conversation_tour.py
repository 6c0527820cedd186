# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common


@tagged("-at_install", "post_install")
class TestConversationTour(common.PortalHttpCase):
    """Chart, comment, private note, end, rating and reopening, in a browser."""

    def _prepare(self):
        ticket = self._ticket(self.ann, "Badge printer")
        ticket.message_ids.unlink()
        ticket.with_user(self.agent).message_post(
            body="Which light?",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.ann.password = self.ann.login  # what start_tour logs in with
        self.agent.password = self.agent.login
        return ticket

    def _check(self, ticket):
        self.assertEqual(ticket.customer_portal_state, "open")
        self.assertEqual(ticket.rating_ids.rating, 4)
        self.assertEqual(ticket.rating_ids.feedback, "Fast")

    def test_tour(self):
        ticket = self._prepare()
        self.start_tour("/my", "customer_portal_conversation", login=self.ann.login)
        self._check(ticket)
        self.start_tour(
            f"/odoo/helpdesk-tickets/{ticket.id}",
            "customer_portal_private_note",
            login=self.agent.login,
        )

    def test_italian(self):
        ticket = self._prepare()
        self.env["res.lang"]._activate_lang("it_IT")
        self.ann.lang = "it_IT"
        self.start_tour(
            "/my",
            "customer_portal_conversation",
            login=self.ann.login,
            cookies={"frontend_lang": "it_IT"},
        )
        self._check(ticket)
