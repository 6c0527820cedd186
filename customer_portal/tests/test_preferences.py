# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..notices import EVENTS
from .notice_case import ANN, BOB, EVE, LAWYER, LUCA, MARTA
from .preference_case import CONTACTS, PreferenceCase
from .smtp_sink import text_of
from .test_notices import TABLE


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
class TestPreferences(PreferenceCase):
    """What contacts choose decides who gets which mail when."""

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
