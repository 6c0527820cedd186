# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

from ..hooks import pre_init_hook
from . import common

COMMENT = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}


@tagged("-at_install", "post_install", "without_website")
class TestAgentLists(common.PortalCase):
    """Which tickets an agent finds, and how many there are."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stage = "helpdesk_mgmt.helpdesk_ticket_stage_"
        cls.open = cls.env.ref(f"{stage}in_progress")
        cls.pending = cls.env.ref(f"{stage}awaiting")
        cls.done = cls.env.ref(f"{stage}done")
        cls.ticket = cls._ticket(cls.ann, stage_id=cls.open.id)
        users = cls.ann | cls.bob | cls.sue | cls.dan | cls.eve
        cls.contacts = users.partner_id

    def test_who_collaborates(self):
        contacts = self.env["res.partner"].with_user(self.agent)
        ours = self.contacts.with_user(self.agent)
        found = contacts.search(
            [("customer_portal_collaborates", "=", True), ("id", "in", ours.ids)]
        )
        self.assertEqual(found, self.eve.partner_id)
        others = contacts.search(
            [("customer_portal_collaborates", "!=", True), ("id", "in", ours.ids)]
        )
        self.assertEqual(others, ours - found)
        self.assertTrue(found.customer_portal_collaborates)
        # also for whoever may assign tickets and configures no portal
        clerk = new_test_user(self.env, "clerk", "helpdesk_mgmt.group_helpdesk_user")
        domain = [("customer_portal_collaborates", "=", True)]
        named = self.env["res.partner"].with_user(clerk).name_search("eve", domain)
        self.assertEqual([id_ for id_, _name in named], found.ids)

    def test_two_agents(self):
        """Who takes a ticket that a colleague has just taken is told so."""
        second = new_test_user(self.env, "second", "helpdesk_mgmt.group_helpdesk_user")
        ticket = self._ticket(self.ann, user_id=False)
        ticket.with_user(self.agent).assign_to_me()
        ticket.with_user(self.agent).assign_to_me()
        with self.assertRaisesRegex(UserError, "Marta Agent has taken"):
            ticket.with_user(second).assign_to_me()
        self.assertEqual(ticket.user_id, self.agent)
        self.assertEqual(ticket.stage_id, self.open)

    def test_waiting(self):
        """We owe an answer from the customer's word to ours."""
        now = fields.Datetime.now()
        ticket = self._ticket(self.ann)
        self.assertTrue(ticket.customer_portal_waiting_since)
        ticket.customer_portal_waiting_since = since = now - timedelta(3)
        ticket.with_user(self.agent).stage_id = self.open
        self.assertEqual(ticket.customer_portal_waiting_since, since, "only taken")
        overdue = [("customer_portal_overdue", "=", True), ("id", "=", ticket.id)]
        tickets = self.env["helpdesk.ticket"].with_user(self.agent)
        self.assertTrue(tickets.search(overdue))
        self.assertTrue(ticket.customer_portal_overdue)
        self.env["ir.config_parameter"].set_param("customer_portal.overdue_days", 5)
        ticket.invalidate_recordset(["customer_portal_overdue"])
        self.assertFalse(ticket.customer_portal_overdue)
        self.assertFalse(tickets.search(overdue))
        ticket.with_user(self.agent).message_post(body="Note")
        self.assertTrue(ticket.customer_portal_waiting_since, "a note is no answer")
        ticket.with_user(self.agent).message_post(body="Try", **COMMENT)
        self.assertFalse(ticket.customer_portal_waiting_since)
        as_ann = {"author_id": self.ann.partner_id.id, **COMMENT}
        ticket.message_post(body="No", **as_ann)
        since = ticket.customer_portal_waiting_since
        self.assertTrue(since)
        ticket.message_post(body="Still no", **as_ann)
        self.assertEqual(ticket.customer_portal_waiting_since, since)
        ticket.stage_id = self.done
        self.assertFalse(ticket.customer_portal_waiting_since)

    def test_waiting_before_the_install(self):
        """Tickets that were there before the addon wait since their last stage."""
        done = self._ticket(self.ann, stage_id=self.done.id)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET customer_portal_waiting_since = NULL,"
            " last_stage_update = '2026-01-31' WHERE id = ANY(%s)",
            [[self.ticket.id, done.id]],
        )
        pre_init_hook(self.env)
        self.env.invalidate_all()
        since = fields.Datetime.to_datetime("2026-01-31")
        self.assertEqual(self.ticket.customer_portal_waiting_since, since)
        self.assertFalse(done.customer_portal_waiting_since)

    def test_waiting_in_the_same_stage(self):
        """Also where the team does not move a ticket that it answers."""
        team = self.env["helpdesk.ticket.team"].create(
            {
                "name": "Stay",
                "customer_portal_wait": False,
                "user_ids": self.agent.ids,
            }
        )
        ticket = self._ticket(self.ann, team_id=team.id, stage_id=self.open.id)
        ticket.with_user(self.agent).message_post(body="Try", **COMMENT)
        self.assertEqual(ticket.stage_id, self.open)
        self.assertFalse(ticket.customer_portal_waiting_since)
        ticket.message_post(body="No", author_id=self.ann.partner_id.id, **COMMENT)
        self.assertTrue(ticket.customer_portal_waiting_since)

    def test_filters(self):
        """Each filter of the search view finds what its name says."""
        view = self.env["helpdesk.ticket"].get_view(
            self.env.ref("helpdesk_mgmt.helpdesk_ticket_view_search").id, "search"
        )
        answered = self.env.ref("customer_portal.stage_answered")
        made = {
            "new": self._ticket(self.ann),
            "open": self.ticket,
            "answered": self._ticket(self.ann, stage_id=answered.id),
            "pending": self._ticket(self.ann, stage_id=self.pending.id),
            "closed": self._ticket(self.ann, stage_id=self.done.id),
        }
        made["open"].customer_portal_waiting_since = fields.Datetime.now() - timedelta(
            3
        )
        made["pending"].customer_portal_collaborator_id = self.eve.partner_id
        tickets = self.env["helpdesk.ticket"].with_user(self.agent)
        for name, expected in (
            ("new", ["new"]),
            ("open", ["open", "answered"]),
            ("pending", ["pending"]),
            ("closed", ["closed"]),
            ("answered", ["answered"]),
            ("overdue", ["open"]),
            ("collaborator", ["pending"]),
        ):
            node = etree.fromstring(view["arch"]).find(
                f".//filter[@name='customer_portal_{name}']"
            )
            domain = safe_eval(node.get("domain"))
            found = tickets.search(
                [*domain, ("id", "in", [t.id for t in made.values()])]
            )
            with self.subTest(name):
                self.assertEqual(set(found), {made[key] for key in expected})

        search = etree.fromstring(view["arch"])
        self.assertIsNotNone(search.find(".//field[@name='commercial_partner_id']"))
        self._ticket(self.dan)
        of_company = [("commercial_partner_id", "ilike", "Test Acme")]
        found = tickets.search(of_company)
        self.assertTrue(set(made.values()) <= set(found))
        self.assertEqual(found.commercial_partner_id, self.acme)
        grouped = tickets.formatted_read_group(
            [("partner_id", "in", self.contacts.ids)],
            ["commercial_partner_id"],
            ["__count"],
        )
        counts = {g["commercial_partner_id"][0]: g["__count"] for g in grouped}
        self.assertEqual(counts, {self.acme.id: len(made), self.globex.id: 1})

    def test_counts(self):
        """Contacts and companies count their tickets, in as many queries for all."""
        self._ticket(self.ann, stage_id=self.done.id)
        self._ticket(self.bob)
        self._ticket(self.sue)
        moved = self._ticket(self.ann)
        self.env.flush_all()
        self.ann.partner_id.parent_id = self.globex
        partners = self.acme | self.branch | self.globex | self.contacts
        partners = partners.with_user(self.agent)
        partners.invalidate_recordset()
        partners.mapped("is_company")
        partners.mapped("name")
        costs = []
        for some in (partners[:4], partners):
            some.invalidate_recordset(["helpdesk_ticket_count_string"])
            before = self.env.cr.sql_log_count
            counts = {p.name: p.helpdesk_ticket_count_string for p in some}
            costs.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(costs[1], costs[0])
        self.assertEqual(counts["Test Acme"], "3 / 4")
        self.assertEqual(counts["Test Acme Branch"], "1 / 1")
        self.assertEqual(counts["Test Globex"], "0 / 0")
        self.assertEqual(counts["Ann"], "2 / 3")
        for partner in partners:
            action = partner.action_view_helpdesk_tickets()
            tickets = self.env["helpdesk.ticket"].search(action["domain"])
            self.assertEqual(len(tickets), partner.helpdesk_ticket_count)
        self.assertIn(
            moved,
            self.env["helpdesk.ticket"].search(
                self.acme.action_view_helpdesk_tickets()["domain"]
            ),
        )
