# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ast import literal_eval
from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..models.res_partner_preferences import FIELDS
from ..notices import EVENTS
from .notice_case import ANN, BOB, COMMENT, DAN, EVE, LAWYER, LUCA, MARTA, NoticeCase
from .smtp_sink import text_of
from .test_notices import TABLE

CONTACTS = {ANN, BOB, EVE}


def expected(event, choice):
    """Return who gets a mail of an event at once, and who in a digest.

    :param str choice: of all contacts: ``now``, ``digest``, ``never``, ``blocked`` or
        ``left``
    :rtype: tuple[set, set]
    """
    at_once, digest = set(), set()
    for address, code in TABLE[event].items():
        told = EVENTS.get(code)
        if address not in CONTACTS or not told.kind or choice == "now":
            at_once.add(address)
        elif choice == "digest":
            digest.add(address)
        elif choice == "blocked" and not told.automatic:
            at_once.add(address)
        elif choice == "left" and event == "open":
            # another ticket than the one that was left
            at_once.add(address)
    return at_once, digest


@tagged("-at_install", "post_install", "without_website")
class TestPreferences(NoticeCase):
    """What contacts choose decides who gets which mail when."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contacts = (cls.ann | cls.bob | cls.eve).partner_id
        cls.lines = cls.env["customer.portal.digest.line"]

    def _choose(self, contacts, choice, kinds=tuple(FIELDS)):
        subscriptions = self.env["customer.portal.subscription"]
        for contact in contacts:
            if choice == "blocked":
                contact.customer_portal_no_mails = True
            elif choice == "left":
                subscriptions._leave(contact, self.ticket)
            else:
                contact.write({FIELDS[kind]: choice for kind in kinds})

    def _next_morning(self):
        """Send the digests of what happened so far.

        :return: the mails by recipient
        """
        self.env.cr.flush()
        self.lines.search([]).create_date = fields.Datetime.now() - timedelta(days=2)
        contacts = self.lines.search([]).contact_id
        self.lines._send(contacts, fields.Datetime.now())
        self.assertFalse(self.lines.search([]))
        return self._leaving()

    def test_table(self):
        """Event x recipient x choice: exactly these mails, at once and in digests."""
        for choice in ("now", "digest", "never", "blocked", "left"):
            for event in TABLE:
                savepoint = self.env.cr.savepoint()
                with self.subTest(event=event, choice=choice):
                    self._choose(self.contacts, choice)
                    self._cause(event)
                    if event != "credentials":
                        mails = set(self._leaving())
                    else:
                        mails = {m.recipients[0] for m in self.sink.mails}
                        self.sink.mails.clear()
                    at_once, digest = expected(event, choice)
                    self.assertEqual(mails, at_once)
                    self.assertEqual(set(self._next_morning()), digest)
                savepoint.rollback()
                savepoint.close(rollback=True)
                self.sink.mails.clear()
                self.env.invalidate_all()
                self.env.cr.precommit.clear()

    def test_kinds_are_apart(self):
        """Who wants no comments is told at once that the same step closed the ticket.

        And who gets the comment's mail, which says so, hears it in no digest.
        """
        self._choose(self.bob.partner_id, "never", ["comments"])
        self._choose(self.ann.partner_id, "digest", ["states"])
        self._move(self.done)
        self._comment(self.agent, "It was the cable.")
        mails = self._leaving()
        self.assertIn("Closed: ", mails[BOB]["Subject"])
        self.assertIn("It was the cable.", text_of(mails[ANN]))
        self.assertFalse(self._next_morning())

    def test_block_on_the_company(self):
        """Contact or company: no automatic mail, also none in a digest."""
        self._choose(self.contacts, "digest")
        self.acme.customer_portal_no_mails = True
        for stage in (self.done, self.pending):
            self._move(stage)
            self.assertFalse(self._leaving())
        self.assertEqual(set(self._next_morning()), {EVE})
        self._comment(self.agent)
        self.assertEqual(set(self._leaving()), {LUCA, LAWYER})
        # blocked after it happened
        self._move(self.done)
        self.assertFalse(self._leaving())
        self.eve.partner_id.customer_portal_no_mails = True
        mails = self._next_morning()
        self.assertEqual(set(mails), {ANN, BOB, EVE})
        for mail in mails.values():
            self.assertIn("1 comment by Marta Agent", text_of(mail))
            self.assertNotIn("Closed", text_of(mail))

    def test_ways_out(self):
        """Each mail that one can do without says how to get no more; no other does."""
        self._move(self.done)
        self._leaving()
        self._comment(self.ann, "Thanks")
        mails = self._leaving()
        self.assertFalse(mails[MARTA]["List-Unsubscribe"])
        self.assertNotIn("/my/notifications", text_of(mails[MARTA]))
        link = mails[BOB]["List-Unsubscribe"].replace("\n", "").strip("<> ")
        post = mails[BOB]["List-Unsubscribe-Post"]
        self.assertEqual(post, "List-Unsubscribe=One-Click")
        html = text_of(mails[BOB])
        self.assertIn(f'href="{link}"', html)
        self.assertIn("/my/notifications&quot;".replace("&quot;", '"'), html)
        self.assertIn(f"No more mails about {self.ticket.number}", html)
        self.ann._change_password("a new one 26 x")
        mails = self._leaving()
        self.assertFalse(mails[ANN]["List-Unsubscribe"])
        self.assertNotIn("/my/notifications", text_of(mails[ANN]))

    def test_agents_choose_for_contacts(self):
        """In the contact's form; nobody else does."""
        contact = self.ann.partner_id
        with Form(contact.with_user(self.agent)) as form:
            form.customer_portal_mails_states = "never"
        self.assertEqual(contact._customer_portal_wants("closed"), "never")
        self.assertEqual(contact._customer_portal_wants("comment_by_support"), "now")
        self.assertEqual(contact._customer_portal_wants("password_changed"), "now")
        for user in (self.luca, self.ann):
            with self.assertRaises(AccessError):
                contact.with_user(user).customer_portal_mails_states = "now"
            with self.assertRaises(AccessError):
                self.env["customer.portal.subscription"].with_user(user).create(
                    {"contact_id": contact.id, "section_id": self.section.id}
                )

    # ------------------------------------------------------------------
    # The digest
    # ------------------------------------------------------------------

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

    # ------------------------------------------------------------------
    # Following
    # ------------------------------------------------------------------

    def _follow_all(self, user, follows=True):
        self.env["customer.portal.subscription"]._follow_all(
            user.partner_id, self.section, follows
        )

    def test_follow_all(self):
        """Of one's company, what the profile shows: also without following a ticket."""
        self.ticket.message_unsubscribe(self.bob.partner_id.ids)
        self._comment(self.agent)
        self.assertNotIn(BOB, self._leaving())
        for user in (self.bob, self.dan, self.ann, self.sue):
            self._follow_all(user)
        for event in ("comment_by_support", "comment_by_customer", "state", "close"):
            with self.subTest(event):
                self._cause(event)
                told = set(self._leaving()) & {ANN, BOB, DAN, self.sue.email}
                others = {BOB} if event == "comment_by_customer" else {ANN, BOB}
                self.assertEqual(told, others)
        ticket = self._open()
        mails = self._leaving()
        self.assertEqual(set(mails), {ANN, BOB, MARTA})
        self.assertIn("New from your company: ", mails[BOB]["Subject"])
        self.assertIn("what colleagues do", text_of(mails[BOB]))
        self.assertIn("We received your ticket", mails[ANN]["Subject"])
        # one's own is no news
        own = self.env["helpdesk.ticket"].with_user(self.bob).sudo()
        own.create(
            {
                "name": "Mine",
                "description": "<p>Badge</p>",
                "partner_id": self.bob.partner_id.id,
            }
        )
        self.assertIn("We received your ticket", self._leaving()[BOB]["Subject"])
        # an internal note, or what only support reads, is nothing to follow
        ticket.message_post(body="Hidden", subtype_xmlid="mail.mt_note")
        self._access(self.ann)._find(ticket.id)._customer_portal_post_comment(
            "Private", private=True
        )
        self.assertNotIn(BOB, self._leaving())
        # a narrower profile shows none any more
        self.bob.partner_id.customer_portal_profile_id = self.profile_default
        ticket.message_post(body="To whom?", **COMMENT)
        self.assertNotIn(BOB, self._leaving())
        self.bob.partner_id.customer_portal_profile_id = self.profile_company
        self._follow_all(self.bob, False)
        ticket.message_post(body="And now?", **COMMENT)
        self.assertNotIn(BOB, self._leaving())

    def test_followers_cost_nothing_each(self):
        """Who follows all is found by the same queries, however many they are."""
        self._follow_all(self.bob)
        self.env.flush_all()

        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = self.ticket._customer_portal_get_subscribers()
            return found, self.env.cr.sql_log_count - before

        count()
        found, cost = count()
        self.assertEqual(found, self.bob.partner_id)
        for number in range(3):
            more = self._contact(f"more{number}", self.acme, self.profile_company)
            self._follow_all(more)
        self.env.flush_all()
        count()
        found, again = count()
        self.assertEqual(len(found), 4)
        self.assertEqual(again, cost)

    def test_leave_and_come_back(self):
        subscriptions = self.env["customer.portal.subscription"]
        access = self._access(self.ann)
        record = access._find(self.ticket.id)
        self.assertTrue(access._is_following(record))
        for _time in range(2):
            subscriptions.with_user(self.ann)._leave(self.ann.partner_id, record)
        self.assertEqual(subscriptions.search_count([]), 1)
        self.assertFalse(access._is_following(record))
        self._comment(self.agent)
        self._move(self.done)
        self.assertNotIn(ANN, self._leaving())
        self._move(self.pending)
        self._leaving()
        subscriptions.with_user(self.ann)._follow(self.ann.partner_id, record)
        self.assertTrue(access._is_following(record))
        self._comment(self.agent)
        self.assertIn(ANN, self._leaving())

    def test_leave_the_digest(self):
        """By its link: what came in it comes no more, the rest as before."""
        self._choose(self.ann.partner_id, "digest", ["comments"])
        subscriptions = self.env["customer.portal.subscription"]
        self._comment(self.agent)
        self._leaving()
        self.env.cr.flush()
        self.lines.search([]).create_date = fields.Datetime.now() - timedelta(days=2)
        self.lines._send(self.ann.partner_id, fields.Datetime.now())
        [mail] = self.env["mail.mail"].search([])
        link = literal_eval(mail.headers)["List-Unsubscribe"].strip("<>")
        signed = subscriptions._read_token(link.partition("?to=")[2])
        self.assertEqual(signed[:2], (self.ann.partner_id, "digest"))
        subscriptions._leave_by(*signed)
        contact = self.ann.partner_id
        self.assertEqual(contact._customer_portal_wants("file_shared"), "never")
        self.assertEqual(contact._customer_portal_wants("closed"), "now")
