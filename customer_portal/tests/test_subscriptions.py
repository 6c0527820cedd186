# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ast import literal_eval
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .notice_case import ANN, BOB, COMMENT, DAN, MARTA
from .preference_case import PreferenceCase
from .smtp_sink import text_of


@tagged("-at_install", "post_install", "without_website")
class TestSubscriptions(PreferenceCase):
    """Following all of one's company or one record, and leaving."""

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
