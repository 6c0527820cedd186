# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import TransactionCase, tagged


@tagged("-at_install", "post_install")
class TestDemoData(TransactionCase):
    """The demo shows everything that a ticket can be."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        records = cls.env["ir.model.data"].search(
            [("module", "=", "customer_portal"), ("model", "=", "helpdesk.ticket")]
        )
        cls.tickets = cls.env["helpdesk.ticket"].browse(records.mapped("res_id"))

    def test_tickets(self):
        self.assertGreaterEqual(len(self.tickets), 30)
        selection = self.tickets._fields["customer_portal_state"]
        states = [state for state, _name in selection._description_selection(self.env)]
        self.assertEqual(len(states), 4)
        self.assertEqual(set(self.tickets.mapped("customer_portal_state")), set(states))
        self.assertTrue(self.tickets.stage_id.filtered("customer_portal_answer"))
        self.assertTrue(self.tickets.customer_portal_previous_id)

    def test_contacts(self):
        """Of every profile somebody has a ticket, and more than one company has."""
        for profile in ("default", "company"):
            profile = self.env.ref(f"customer_portal.profile_{profile}")
            contacts = self.tickets.partner_id
            self.assertIn(profile, contacts.customer_portal_profile_id)
        helpers = self.tickets.customer_portal_collaborator_id
        self.assertEqual(
            helpers.customer_portal_profile_id,
            self.env.ref("customer_portal.profile_collaborator"),
        )
        self.assertGreater(len(self.tickets.commercial_partner_id), 1)

    def test_private_note(self):
        private = self.env.ref("customer_portal.mt_private")
        notes = self.tickets.message_ids.filtered(lambda m: m.subtype_id == private)
        self.assertTrue(notes)
        self.assertTrue(all(note.is_internal for note in notes))
        self.assertTrue(all(note.author_id.customer_portal_active for note in notes))

    def test_rating(self):
        rated = self.tickets.filtered(lambda t: t.rating_ids.filtered("consumed"))
        self.assertTrue(rated)
        self.assertTrue(all(rated.mapped("closed")))
        self.assertTrue(all(1 <= n <= 5 for n in rated.rating_ids.mapped("rating")))
