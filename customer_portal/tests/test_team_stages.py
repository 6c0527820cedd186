# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common

COMMENT = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}


@tagged("-at_install", "post_install", "without_website")
class TestTeamStages(common.PortalHttpCase):
    """A team with stages of its own: its tickets go there, those of others do not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stage = "helpdesk_mgmt.helpdesk_ticket_stage_"
        cls.shared = {
            "open": cls.env.ref(f"{stage}in_progress"),
            "pending": cls.env.ref(f"{stage}awaiting"),
            "answered": cls.env.ref("customer_portal.stage_answered"),
            "closed": cls.env.ref(f"{stage}done"),
        }
        cls.team, cls.other = cls.env["helpdesk.ticket.team"].create(
            [
                {"name": "Field", "user_ids": cls.agent.ids},
                {"name": "Office", "user_ids": cls.agent.ids},
            ]
        )

    def _stage(self, **values):
        """Make a stage of the team alone."""
        return self.env["helpdesk.ticket.stage"].create(
            {"name": "Own", "team_ids": self.team.ids, "company_id": False, **values}
        )

    def _ticket_of(self, team, stage="open"):
        return self._ticket(
            self.ann, team_id=team.id, stage_id=self.shared[stage].id, user_id=False
        )

    def _close(self, ticket):
        """Press the button; return whether there was one."""
        url = f"/my/records/tickets/{ticket.id}"
        self.login(self.ann)
        buttons = self.page(url).xpath("//button[@name='close']")
        self.post(f"{url}/close")
        self.env.invalidate_all()
        return bool(buttons)

    def test_closing(self):
        """Its own closing stage counts, wherever it stands among the stages."""
        for sequence in (1, 50):
            own = self._stage(closed=True, close_from_portal=True, sequence=sequence)
            ticket, other = self._ticket_of(self.team), self._ticket_of(self.other)
            self.assertTrue(self._close(ticket))
            self.assertEqual(ticket.stage_id, own)
            self.assertTrue(ticket.closed_date)
            self.assertTrue(self._close(other))
            self.assertEqual(other.stage_id, self.shared["closed"])
            own.active = False

    def test_closing_that_agents_keep(self):
        """One that is not for customers is not taken."""
        self._stage(closed=True)
        ticket = self._ticket_of(self.team)
        self.assertTrue(self._close(ticket))
        self.assertEqual(ticket.stage_id, self.shared["closed"])

    def test_no_closing(self):
        """No stage to close in: no button, and a POST changes and says nothing."""
        self.env["helpdesk.ticket.stage"].search([]).close_from_portal = False
        ticket = self._ticket_of(self.team)
        before = ticket.message_ids
        self.assertFalse(self._close(ticket))
        self.assertEqual(ticket.stage_id, self.shared["open"])
        self.assertEqual(ticket.message_ids, before)
        self.assertFalse(ticket.closed_date)
        # another team may have one
        self._stage(closed=True, close_from_portal=True)
        other = self._ticket_of(self.other)
        self.assertFalse(self._close(other))
        self.assertTrue(self._close(ticket))
        self.assertEqual(ticket.customer_portal_state, "closed")

    def test_pending(self):
        """The first one of those that the team has."""
        own = self._stage(customer_portal_state="pending", sequence=1)
        for team, expected in ((self.team, own), (self.other, self.shared["pending"])):
            ticket = self._ticket_of(team)
            ticket.with_user(self.agent).message_post(body="Try", **COMMENT)
            self.assertEqual(ticket.stage_id, expected)
            self.assertEqual(ticket.customer_portal_state, "pending")

    def test_answered(self):
        """Its own one, after a comment and after reopening."""
        for sequence in (1, 50):
            own = self._stage(customer_portal_answer=True, sequence=sequence)
            for team, expected in (
                (self.team, own),
                (self.other, self.shared["answered"]),
            ):
                ticket = self._ticket_of(team, "pending")
                url = f"/my/records/tickets/{ticket.id}"
                self.login(self.ann)
                self.post(f"{url}/comments", {"body": "No"})
                self.assertEqual(ticket.stage_id, expected)
                self.post(f"{url}/close")
                self.assertTrue(ticket.closed)
                self.post(f"{url}/reopen")
                self.assertEqual(ticket.stage_id, expected)
            own.active = False

    def test_taken(self):
        """Who takes a ticket opens it in the first open stage, whosever that is."""
        self._stage(sequence=50)
        ticket = self._ticket(self.ann, team_id=self.team.id, user_id=False)
        self.assertEqual(ticket.customer_portal_state, "new")
        ticket.with_user(self.agent).assign_to_me()
        self.assertEqual(ticket.stage_id, self.shared["open"])
