# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from odoo import fields
from odoo.tests import tagged

from .notice_case import ANN, BOB, EVE
from .preference_case import CONTACTS, PreferenceCase
from .smtp_sink import text_of


@tagged("-at_install", "post_install", "without_website")
class TestDigests(PreferenceCase):
    """One mail in the morning tells what happened since the one before."""

    def test_digest_tells(self):
        """One mail, by record: who wrote how much, and the state it has now."""
        self._choose(self.ann.partner_id, "digest")
        for user, body in ((self.agent, "First"), (self.agent, "Second")):
            self._comment(user, body)
            self._leaving()
        self._comment(self.eve, "Third")
        self._leaving()
        for stage in (self.pending, self.done):
            self._move(stage)
            self._leaving()
        other = self._open()
        self._leaving()
        mails = self._next_morning()
        self.assertEqual(set(mails), {ANN})
        html = text_of(mails[ANN])
        base = self.env["ir.config_parameter"].get_param("web.base.url")
        for ticket in (self.ticket, other):
            self.assertIn(f"{base}/my/records/tickets/{ticket.id}", html)
            self.assertIn(ticket.display_name, html)
        self.assertIn("3 comments by Marta Agent, Eve", html)
        self.assertIn("State: Closed", html)
        self.assertIn("New", html)
        self.assertNotIn("Second", html)
        self.assertEqual(mails[ANN]["Auto-Submitted"], "auto-generated")
        self.assertIn("List-Unsubscribe", mails[ANN])
        self.assertFalse(self._next_morning(), "told once")

    def test_digest_shows_what_may_be_seen_then(self):
        """Hidden, deleted, out of scope, left, ended meanwhile: not a word."""
        self._choose(self.contacts, "digest")
        comment = self._comment(self.agent, "Only for a moment")
        self._move(self.pending)
        self._leaving()
        kept = self.lines.search([]).mapped(lambda line: line.copy_data()[0])

        def told():
            mails = self._next_morning()
            self.lines.create(kept)
            return mails

        self.assertEqual(set(told()), CONTACTS)
        comment.is_internal = True
        html = text_of(told()[ANN])
        self.assertNotIn("comment", html)
        self.assertIn("State: Pending", html)
        state = self.section.field_ids.filtered(
            lambda line: line.name == "customer_portal_state"
        )
        line = self.profile_default.access_ids.filtered(
            lambda line: line.section_id == self.section
        )
        line.hidden_field_ids = state
        self.assertEqual(set(told()), {BOB, EVE})
        self.ticket.customer_portal_collaborator_id = False
        self._leaving()
        self.assertEqual(set(told()), {BOB})
        yesterday = fields.Date.today() - timedelta(days=1)
        self.bob.partner_id.customer_portal_end = yesterday
        self.assertFalse(told())
        self.bob.partner_id.customer_portal_end = False
        self.assertEqual(set(told()), {BOB})
        self.bob.partner_id.customer_portal_active = False
        self.assertFalse(told())

    def test_digest_of_a_profile_without(self):
        """Where the profile sends none, nothing is kept for ever."""
        self._row("digest", self.profile_company).template_id = False
        self._choose(self.contacts, "digest")
        self._move(self.done)
        self._leaving()
        self.assertEqual(set(self._next_morning()), {ANN, EVE})

    def test_morning(self):
        """By the contact's clock; what happens later waits for the next morning."""
        contact = self.ann.partner_id
        contact.tz = "Europe/Rome"
        for now, morning in (
            (datetime(2026, 7, 1, 4, 59), datetime(2026, 6, 30, 5)),
            (datetime(2026, 7, 1, 5), datetime(2026, 7, 1, 5)),
            (datetime(2026, 12, 1, 23), datetime(2026, 12, 1, 6)),
        ):
            self.assertEqual(self.lines._get_morning(contact, now), morning)
        contact.tz = False
        self.ann.company_id.partner_id.tz = "America/New_York"
        now = datetime(2026, 12, 1, 13)
        self.assertEqual(
            self.lines._get_morning(contact, now), datetime(2026, 12, 1, 12)
        )
        self._choose(contact, "digest")
        self._move(self.done)
        self._leaving()
        line = self.lines.search([])
        line.create_date = now - timedelta(minutes=1)
        self.assertFalse(self.lines._get_due(now))
        self.lines._send(contact, now)
        self.assertTrue(line.exists())
        self.assertEqual(self.lines._get_due(now + timedelta(days=1)), contact.ids)

    def test_job(self):
        """In batches, each a mail and its rows in one transaction."""
        self._choose(self.contacts, "digest")
        self._comment(self.agent)
        self._leaving()
        self.lines.search([]).create_date = fields.Datetime.now() - timedelta(days=2)
        self.registry_enter_test_mode()
        self.env.ref("customer_portal.cron_send_digests").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(set(self._leaving()), CONTACTS)
        self.env.ref("customer_portal.cron_send_digests").method_direct_trigger()
        self.env.invalidate_all()
        self.assertFalse(self._leaving())

    def test_interrupted(self):
        """A job that dies before its commit has sent nothing, and loses nothing."""
        self._choose(self.contacts, "digest")
        self._comment(self.agent)
        self._leaving()
        savepoint = self.env.cr.savepoint()
        self.lines.search([]).create_date = fields.Datetime.now() - timedelta(days=2)
        self.lines._send(self.contacts, fields.Datetime.now())
        self.assertEqual(self.env["mail.mail"].search_count([]), 3)
        savepoint.rollback()
        savepoint.close(rollback=True)
        self.env.invalidate_all()
        self.assertFalse(self._leaving())
        self.assertEqual(set(self._next_morning()), CONTACTS)
