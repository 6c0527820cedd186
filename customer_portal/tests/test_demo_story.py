# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, tagged


@tagged("-at_install", "post_install")
class TestDemoStory(HttpCase):
    """The people of the demo data and one ticket, from its opening to its reopening."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {
            name: cls.env.ref(f"customer_portal.user_{user}")
            for name, user in (
                ("anna", "anna_rossi"),
                ("bruno", "bruno_bianchi"),
                ("ezio", "ezio_corsi"),
                ("agent", "agent"),
            )
        }
        for user in cls.people.values():
            user.password = user.login  # what start_tour logs in with
        # nobody is in charge of it until the agent takes it
        cls.env.ref("customer_portal.profile_default").user_id = False

    def _act(self, who, part, lang, path):
        self.start_tour(
            path,
            f"customer_portal_story_{part}_{lang}",
            login=self.people[who].login,
            cookies={"frontend_lang": lang},
        )
        self.env.invalidate_all()

    def _tell(self, lang):
        people = self.people
        for user in people.values():
            user.lang = lang
        self._act("anna", "open", lang, "/my/records/tickets/new")
        ticket = self.env["helpdesk.ticket"].search([("name", "=", "Gate is stuck")])
        self.assertEqual(ticket.partner_id, people["anna"].partner_id)
        self.assertEqual(ticket.customer_portal_state, "new")
        self.assertFalse(ticket.user_id)
        page = f"/my/records/tickets/{ticket.id}"
        self._act("bruno", "read", lang, page)
        self._act("agent", "answer", lang, f"/odoo/helpdesk-tickets/{ticket.id}")
        self.assertEqual(ticket.user_id, people["agent"])
        collaborator = ticket.customer_portal_collaborator_id
        self.assertEqual(collaborator, people["ezio"].partner_id)
        self.assertEqual(ticket.customer_portal_state, "pending")
        self._act("ezio", "help", lang, page)
        self.assertEqual(ticket.customer_portal_state, "pending")
        self._act("anna", "end", lang, page)
        self.assertTrue(ticket.stage_id.customer_portal_answer, "reopened")
        self.assertEqual(ticket.rating_ids.rating, 5)
        self.assertEqual(ticket.rating_ids.feedback, "Grazie")
        private = self.env.ref("customer_portal.mt_private")
        note = ticket.message_ids.filtered(lambda m: m.subtype_id == private)
        self.assertEqual(note.author_id, people["anna"].partner_id)

    def test_english(self):
        self._tell("en_US")

    def test_italian(self):
        self._tell("it_IT")
