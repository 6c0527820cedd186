# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from lxml import etree, html

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged

from ..models import helpdesk_ticket_agent
from . import common

COMMENT = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}


@tagged("-at_install", "post_install", "without_website")
class TestAgent(common.PortalHttpCase):
    """What an agent is told about the portal, and sees of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stage = "helpdesk_mgmt.helpdesk_ticket_stage_"
        cls.open = cls.env.ref(f"{stage}in_progress")
        cls.pending = cls.env.ref(f"{stage}awaiting")
        cls.done = cls.env.ref(f"{stage}done")
        cls.ticket = cls._ticket(cls.ann, stage_id=cls.open.id)
        cls.as_agent = cls.ticket.with_user(cls.agent)

    # ------------------------------------------------------------------
    # The preview
    # ------------------------------------------------------------------

    def _preview(self, contact, ticket=None):
        ticket = ticket or self.ticket
        return f"/my/preview/tickets/{ticket.id}/{contact.id}"

    def test_preview_is_the_page(self):
        """An agent sees what the contact sees: the same page, without what acts."""
        self.as_agent.message_post(body="Try again", **COMMENT)
        self.as_agent.message_post(body="They never pay", subtype_xmlid="mail.mt_note")
        self._file(self.ticket, "secret.txt", self.agent)
        self._file(self.ticket, "photo.txt", self.ann)
        self.ann.partner_id.lang = "en_US"
        page, seen = f"/my/records/tickets/{self.ticket.id}", {}
        self.login(self.ann)
        seen["contact"] = self.page(page)
        self.login(self.agent)
        response = self.get(self._preview(self.ann.partner_id))
        self.assertEqual(response.status_code, 200)
        seen["agent"] = html.fromstring(response.text)
        texts = {}
        for who, tree in seen.items():
            etree.strip_elements(tree, "script", with_tail=False)
            texts[who] = self.texts(tree, "//div[@id='cp_content']")
        self.assertEqual(texts["agent"], texts["contact"])
        self.assertIn("Try again", texts["agent"][0])
        self.assertIn("photo.txt", texts["agent"][0])
        self.assertNotIn("They never pay", response.text)
        self.assertNotIn("secret.txt", response.text)
        banner = self.texts(seen["agent"], "//body/div[@role='status']")
        self.assertIn("What Ann sees", banner[0])

    def test_preview_does_nothing(self):
        self.login(self.agent)
        response = self.get(self._preview(self.ann.partner_id))
        policy = response.headers["Content-Security-Policy"]
        self.assertIn("sandbox allow-same-origin;", policy)
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        page = html.fromstring(response.text)
        self.assertFalse(page.xpath("//script | //form[@action] | //form[@formaction]"))
        self.assertFalse(page.xpath("//input[@type='hidden']"))
        self.assertFalse(page.xpath("//a[@href!='#']"))
        self.assertFalse(page.xpath("//button[not(@disabled)]"))
        self.assertFalse(page.xpath("//*[@*[starts-with(name(), 'on')]]"))
        self.assertNotIn("csrf_token", response.text)
        # who looked is still an agent, and no more than that
        self.assertEqual(self.session.uid, self.agent.id)
        posted = self.post(
            f"/my/records/tickets/{self.ticket.id}/comments", {"body": "As Ann"}
        )
        self.assertEqual(posted.status_code, 404)
        self.assertEqual(self.post(self._preview(self.ann.partner_id)).status_code, 405)

    def test_preview_is_for_agents(self):
        clerk = new_test_user(
            self.env,
            "clerk",
            "helpdesk_mgmt.group_helpdesk_user",
            password=common.PASSWORD,
        )
        novice = new_test_user(
            self.env, "novice", "customer_portal.group_agent", password=common.PASSWORD
        )
        nobody = self.env["res.partner"].create(
            {"name": "No portal", "parent_id": self.acme.id}
        )
        ann, bob, dan = self.ann.partner_id, self.bob.partner_id, self.dan.partner_id
        for actor, contact, status in (
            (self.agent, ann, 200),
            (self.agent, bob, 200),
            (self.agent, dan, 404),  # does not see the ticket
            (self.agent, nobody, 404),
            (self.agent, self.agent.partner_id, 404),
            (clerk, ann, 404),  # no portal agent
            (novice, ann, 404),  # does not see the ticket itself
            (self.ann, ann, 404),
            (self.bob, ann, 404),
            (self.eve, ann, 404),
        ):
            with self.subTest(actor=actor.name, contact=contact.name):
                self.login(actor)
                self.assertEqual(self.get(self._preview(contact)).status_code, status)
        self.login(self.agent)
        for path in ("none/1/1", f"tickets/{2**31}/{ann.id}", f"tickets/0/{2**40}"):
            self.assertEqual(self.get(f"/my/preview/{path}").status_code, 404, path)
        self.authenticate(None, None)
        self.assertEqual(self.get(self._preview(ann)).status_code, 303)

    def test_button(self):
        action = self.as_agent.action_customer_portal_preview()
        self.assertEqual(action["url"], self._preview(self.ann.partner_id))
        for reader in (self.bob, self.ann):
            action = (
                reader.partner_id.with_user(self.agent)
                .with_context(customer_portal_ticket_id=self.ticket.id)
                .action_customer_portal_preview_ticket()
            )
            self.assertEqual(action["url"], self._preview(reader.partner_id))
        self.ticket.partner_id = self.env["res.partner"].create({"name": "Phone"})
        with self.assertRaisesRegex(UserError, "Phone is not enabled"):
            self.as_agent.action_customer_portal_preview()

    # ------------------------------------------------------------------
    # Who sees it, which files
    # ------------------------------------------------------------------

    def _readers(self, ticket=None):
        ticket = (ticket or self.ticket).with_user(self.agent)
        ticket.invalidate_recordset(["customer_portal_reader_ids"])
        return {
            user.partner_id
            for user in self._users()
            if user.partner_id in ticket.customer_portal_reader_ids
        }

    def _users(self):
        return self.ann | self.bob | self.sue | self.dan | self.eve

    def _check_readers(self, *users):
        """Check who is listed, and that these are those whose policy says so."""
        listed = self._readers()
        self.assertEqual(listed, {user.partner_id for user in users})
        for user in self._users():
            policy = user._customer_portal_policy()
            domain = policy.domain("helpdesk.ticket", "read")
            self.assertEqual(
                bool(self.ticket.filtered_domain(domain)), user.partner_id in listed
            )

    def test_readers(self):
        self._check_readers(self.ann, self.bob)
        self.ticket.customer_portal_collaborator_id = self.eve.partner_id
        self._check_readers(self.ann, self.bob, self.eve)
        today = fields.Date.today()
        self.bob.partner_id.customer_portal_end = today - timedelta(2)
        self.ann.partner_id.customer_portal_start = today + timedelta(2)
        self._check_readers(self.eve)
        self.bob.partner_id.customer_portal_end = today + timedelta(2)
        self._check_readers(self.bob, self.eve)
        self.ticket.customer_portal_collaborator_id = False
        self.profile_company.access_ids.read_scope = "own"
        self._check_readers()
        self.profile_default.access_ids.read_scope = "all"
        self.ann.partner_id.customer_portal_start = False
        self._check_readers(self.ann)
        self.ann.partner_id.with_user(self.agent).action_customer_portal_disable()
        self.assertFalse(self._readers())

    def test_readers_of_a_mover(self):
        """The ticket stays with the company: so does the list."""
        self.ann.partner_id.parent_id = self.globex
        self.assertEqual(self._readers(), {self.bob.partner_id})
        self.assertIn("does not show", self.as_agent.customer_portal_hint)

    def test_many_readers(self):
        """The form asks the same number of times for three readers and for forty."""
        access = self.env["customer.portal.access"]

        def cost():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            readers, more = access._get_readers(self.ticket, 3)
            self.assertEqual(len(readers), 3)
            return self.env.cr.sql_log_count - before, more

        self._contact("cleo", self.acme, self.profile_company)
        cost()
        few, more = cost()
        self.assertEqual(more, 0)
        for number in range(8):
            self._contact(f"c{number}", self.acme, self.profile_company)
        cost()
        many, more = cost()
        self.assertEqual(more, 8)
        self.assertLessEqual(many, few + 2)
        with patch.object(helpdesk_ticket_agent, "MAX_READERS", 3):
            self.as_agent.invalidate_recordset()
            self.assertEqual(self.as_agent.customer_portal_more_readers, 8)

    def test_files(self):
        """Files are divided as the page in the portal does."""
        self._file(self.ticket, "by-agent.txt", self.agent)
        answer = self.as_agent.message_post(body="Here", **COMMENT)
        self._file(self.ticket, "answer.txt", self.agent, answer)
        note = self.as_agent.message_post(body="Note", subtype_xmlid="mail.mt_note")
        self._file(self.ticket, "note.txt", self.agent, note)
        self._file(self.ticket, "photo.txt", self.ann)
        self.as_agent.invalidate_recordset()
        shown = self.as_agent.customer_portal_shown_file_ids
        self.assertEqual(set(shown.mapped("name")), {"answer.txt", "photo.txt"})
        self.assertEqual(
            set(self.as_agent.customer_portal_internal_file_ids.mapped("name")),
            {"by-agent.txt", "note.txt"},
        )
        self.login(self.ann)
        page = self.page(f"/my/records/tickets/{self.ticket.id}")
        names = "//section[@id='files']//ul//*[@class='cp-file-name']"
        listed = self.texts(page, names)
        self.assertEqual(set(listed), set(shown.mapped("name")))

    def test_hint(self):
        self.assertFalse(self.as_agent.customer_portal_hint)
        for change, words in (
            ({"customer_portal_end": "2020-01-01"}, "support period"),
            ({"customer_portal_active": False}, "is not enabled"),
        ):
            self.ann.partner_id.write(change)
            self.as_agent.invalidate_recordset(["customer_portal_hint"])
            self.assertIn(words, self.as_agent.customer_portal_hint)
        self.ticket.partner_id = False
        self.assertIn("no contact", self.as_agent.customer_portal_hint)

    # ------------------------------------------------------------------
    # The form
    # ------------------------------------------------------------------

    def test_form(self):
        """An agent opens a ticket for a contact and gives it to a collaborator."""
        with Form(self.env["helpdesk.ticket"].with_user(self.agent)) as form:
            form.name = "By phone"
            form.description = "It rang"
            form.partner_id = self.ann.partner_id
            form.customer_portal_collaborator_id = self.eve.partner_id
        ticket = form.record
        self.assertEqual(ticket.commercial_partner_id, self.acme)
        self.assertEqual(ticket.customer_portal_profile_id, self.profile_default)
        # it is in their portals at once
        for user, status in ((self.ann, 200), (self.bob, 200), (self.eve, 200)):
            self.login(user)
            page = self.get(f"/my/records/tickets/{ticket.id}")
            self.assertEqual(page.status_code, status)
            self.assertIn("By phone", self.get("/my/records/tickets").text)
        self.login(self.dan)
        page = self.get(f"/my/records/tickets/{ticket.id}")
        self.assertEqual(page.status_code, 404)
        ticket.message_post(body="Hello", **COMMENT)
        self.assertEqual(ticket.customer_portal_state, "pending")
        # whoever may handle tickets and is no portal agent opens the form as well
        clerk = new_test_user(self.env, "clerk", "helpdesk_mgmt.group_helpdesk_user")
        with Form(ticket.with_user(clerk)) as form:
            self.assertEqual(form.customer_portal_collaborator_id, self.eve.partner_id)
            form.customer_portal_collaborator_id = self.env["res.partner"]
        self.login(self.eve)
        page = self.get(f"/my/records/tickets/{ticket.id}")
        self.assertEqual(page.status_code, 404)
