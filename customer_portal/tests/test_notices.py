# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged
from odoo.tools import format_date

from ..notices import EVENTS
from .notice_case import ANN, BOB, EVE, LAWYER, LUCA, MARTA, NoticeCase
from .smtp_sink import text_of

#: What Odoo itself sends.
ODOO = None
#: What happens, and who gets which mail of it. Nobody else gets any: not Dan, who
#: follows the ticket and may not see it.
TABLE = {
    "open": {ANN: "ticket_opened", MARTA: "ticket_received"},
    "comment_by_support": {
        ANN: "comment_by_support",
        BOB: "comment_by_support",
        EVE: "comment_by_support",
        LUCA: ODOO,
        LAWYER: ODOO,
    },
    "comment_by_customer": {
        MARTA: "comment_by_customer",
        LUCA: "comment_by_customer",
        BOB: "comment_by_support",
        EVE: "comment_by_support",
        LAWYER: ODOO,
    },
    "comment_by_collaborator": {
        MARTA: "comment_by_customer",
        LUCA: "comment_by_customer",
        ANN: "comment_by_support",
        BOB: "comment_by_support",
        LAWYER: ODOO,
    },
    "file_by_customer": {
        MARTA: "file_shared",
        LUCA: "file_shared",
        BOB: "file_shared",
        EVE: "file_shared",
    },
    "file_by_support": {
        ANN: "file_shared",
        BOB: "file_shared",
        EVE: "file_shared",
        LUCA: ODOO,
        LAWYER: ODOO,
    },
    "state": {ANN: "state_changed", BOB: "state_changed", EVE: "state_changed"},
    "close": {ANN: "closed", BOB: "closed", EVE: "closed"},
    # the comment's mail tells the others that it is closed
    "close_in_portal": {
        ANN: "closed",
        MARTA: "comment_by_customer",
        LUCA: "comment_by_customer",
        BOB: "comment_by_support",
        EVE: "comment_by_support",
        LAWYER: ODOO,
    },
    "reopen": {ANN: "reopened", BOB: "reopened", EVE: "reopened"},
    "collaborator": {EVE: "collaborator_assigned"},
    "password": {ANN: "password_changed"},
    "expiry": {ANN: "access_expires"},
    "credentials": {ANN: "credentials"},
    "internal_note": {},
}
#: What is written by people: robots may answer it.
WRITTEN = (
    "comment_by_support",
    "comment_by_customer",
    "comment_by_collaborator",
    "file_by_support",
)


@tagged("-at_install", "post_install", "without_website")
class TestNotices(NoticeCase):
    """Each event: exactly these mails, to a real server, in everybody's language."""

    def test_table(self):
        self._italian()
        for lang in ("en_US", "it_IT"):
            self.everybody.partner_id.lang = lang
            for event, expected in TABLE.items():
                savepoint = self.env.cr.savepoint()
                with self.subTest(event=event, lang=lang):
                    ticket = self._cause(event)
                    if event != "credentials":
                        mails = self._leaving()
                    else:  # sent at once, it is never kept
                        mails = {m.recipients[0]: m for m in self.sink.mails}
                        self.assertFalse(self.env["mail.mail"].search([]))
                    self.assertEqual(sorted(mails), sorted(expected))
                    for address, code in expected.items():
                        if code:
                            self._check(mails[address], event, code, lang, ticket)
                savepoint.rollback()
                savepoint.close(rollback=True)
                self.sink.mails.clear()
                self.env.invalidate_all()
                self.env.cr.precommit.clear()

    def _check(self, mail, event, code, lang, ticket):
        """Check language, addresses, headers and both bodies of a mail of ours."""
        [address] = mail.recipients
        subject = self._template(code).subject.partition("{{")[0].strip()
        is_italian = lang == "it_IT"
        self.assertEqual(mail["Subject"].startswith("[it]"), is_italian)
        self.assertIn(subject, mail["Subject"])
        html, plain = text_of(mail), mail.get_body(("plain",)).get_content()
        is_agent = address in (MARTA, LUCA)
        user = self.everybody.filtered(lambda u: u.email == address)
        for body in (html, plain):
            self.assertIn(user.name, body)
            self.assertEqual("In italiano" in body, is_italian)
            for text in ("Via Esempio 12", "Milano", "+39 02 0000"):
                self.assertIn(text, body)
            self.assertNotIn("token", body)
            self.assertNotIn("hash=", body)
        self.assertIn(f'lang="{lang.replace("_", "-")}"', html)
        self.assertIn("background-color: #1b2138", html)
        base = self.env["ir.config_parameter"].get_param("web.base.url")
        path = "/my"
        if ticket and is_agent:
            path = f"/mail/view?model=helpdesk.ticket&amp;res_id={ticket.id}"
        elif ticket:
            path = f"/my/records/tickets/{ticket.id}"
        self.assertIn(f'href="{base}{path}"', html)
        ways_out = 2 if EVENTS[code].kind and not is_agent else 0
        self.assertEqual(html.count("<a "), 1 + ways_out, "one button")
        self.assertIn(f"{base}{path}".replace("&amp;", "&"), plain)
        if ticket:
            self.assertIn(ticket.name, html)
            self.assertIn(self.team.alias_email, mail["Reply-To"])
            self.assertTrue(mail["References"])
        if code == "access_expires":
            end = self.ann.partner_id.customer_portal_end
            for body in (html, plain):
                self.assertIn(format_date(self.env, end, lang_code=lang), body)
        is_written = event in WRITTEN or code.startswith("comment")
        self.assertEqual(not mail["Auto-Submitted"], is_written)

    def test_nobody_waits_for_a_name(self):
        """More readers cost no more queries to write mails, only to queue them."""
        row = self._row("comment_by_support", self.profile_company)
        colleagues = self.env["res.users"]
        for number in range(12):
            colleagues |= self._contact(
                f"colleague{number}", self.acme, self.profile_company
            )
        values = {"text": "x", "author": "y"}
        counts = []
        for users in (colleagues[:2], colleagues):
            row._compose(users, self.ticket, values)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(row._compose(users, self.ticket, values)), len(users))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
