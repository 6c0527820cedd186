# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.tests import tagged

from ..models import customer_portal_access_narrow as narrow
from . import common

LIST = "/my/records/tickets"


@tagged("-at_install", "post_install", "without_website")
class TestListTallies(common.PortalHttpCase):
    """What lists count: comments, files and quick filters, for the contact's eyes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["helpdesk.ticket"].search([]).unlink()
        cls.ticket = cls._ticket(cls.ann, "Talked about")
        cls.silent = cls._ticket(cls.ann, "Silent")

    def _say(self, author, subtype="mail.mt_comment", kind="comment", **kw):
        return self.ticket.with_user(author).message_post(
            body="Hello", subtype_xmlid=subtype, message_type=kind, **kw
        )

    def _fill(self):
        """Put on the ticket all kinds of messages and files that there are."""
        answer = self._say(self.agent)
        self._file(self.ticket, "answer.txt", self.agent, answer)
        internal = self._say(self.agent, "mail.mt_note")
        self._file(self.ticket, "secret.txt", self.agent, internal)
        self._say(self.agent, is_internal=True)
        self._say(self.agent, kind="notification")
        self._file(self.ticket, "loose.txt", self.agent)
        for user in (self.ann, self.bob):
            self.ticket.with_user(user).sudo().message_post(
                body="By mail", message_type="email", subtype_xmlid="mail.mt_comment"
            )
            self._file(self.ticket, f"{user.name}.txt", user)
            note = (
                self.ticket.with_user(user)
                .sudo()
                .message_post(
                    body="Private", subtype_xmlid="customer_portal.mt_private"
                )
            )
            self._file(self.ticket, f"private {user.name}.txt", user, note)

    def _tally(self, user):
        """Return what the list tells of each ticket."""
        self.login(user)
        return {
            self.texts(row, ".//td[@name='td_name']//a")[0]: self.texts(
                row, ".//*[contains(@class, 'cp-tally')]"
            )
            for row in self.page(LIST).xpath("//tbody/tr")
        }

    def test_as_many_as_the_page_shows(self):
        self._fill()
        for user in (self.ann, self.bob):
            tally = self._tally(user)
            as_user = self.ticket.with_user(user)
            comments = len(as_user._customer_portal_get_messages())
            files = len(as_user._customer_portal_get_attachments())
            # the answer, two mails, the own note; the answer's, two, the own note's
            self.assertEqual((comments, files), (4, 4), user.name)
            expected = [f"Comments: {comments} Files: {files}"]
            self.assertEqual(tally, {"Talked about": expected, "Silent": []})
            page = self.page(f"{LIST}/{self.ticket.id}")
            [shown] = self.texts(page, "//*[@id='comments']//*[@class='cp-count']")
            self.assertIn(str(comments), shown)
            names = page.xpath("//a[contains(@href, '/attachments/')]/@href")
            self.assertEqual(len(set(names)), files)

    def test_queries(self):
        """Two more queries for the page, whatever is on it."""
        for number in range(20):
            self._ticket(self.ann, f"Ticket {number}")
        self.login(self.ann)
        silent = self.count_queries(LIST)
        self._fill()
        self.assertEqual(self.count_queries(LIST), silent)
        self.assertLess(silent, 40)

    def _counts(self, query=""):
        page = self.page(f"{LIST}{query}")
        return {
            " ".join(link.text_content().split()).removesuffix(number).strip(): number
            for link in page.xpath("//div[@aria-label='Quick filters']/a")
            for number in [" ".join(link.xpath("string(./small)").split())]
        }

    def test_quick_filters(self):
        """Each says how many records it leads to: of these contacts, no others."""
        done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self._ticket(self.bob, "Of Bob", stage_id=done.id)
        self._ticket(self.dan, "Of Globex")
        self.login(self.bob)
        counts = self._counts()
        self.assertEqual((counts["All"], counts["Closed"]), ("3", "1"))
        for link in self.page(LIST).xpath("//div[@aria-label='Quick filters']/a"):
            [number] = self.texts(link, "./small")
            rows = self.page(link.get("href")).xpath("//td[@name='td_name']")
            self.assertEqual(str(len(rows)), number, link.get("href"))
        counts = self._counts("?mine=1")
        self.assertEqual((counts["All"], counts["Closed"]), ("1", "1"))
        self.assertEqual(self._counts("?filter=closed")["All"], "3")
        self.login(self.ann)
        counts = self._counts()
        self.assertEqual((counts["All"], counts["Closed"]), ("2", "0"))

    def test_not_counted(self):
        """Not while something is searched, nor where there are very many."""
        self.login(self.ann)
        for query in ("?q=talk", "?c.name=talk"):
            self.assertEqual(set(self._counts(query).values()), {""}, query)
        with patch.object(narrow, "MAX_COUNTED", 1):
            self.assertEqual(set(self._counts().values()), {""})

    def test_hidden(self):
        """A filter that asks for a hidden field is neither offered nor counted."""
        line = self.env.ref("customer_portal.profile_default_tickets")
        line.hidden_field_ids = self.section.field_ids.filtered(
            lambda field: field.name == "customer_portal_state"
        )
        self.login(self.ann)
        self.assertNotIn("Closed", self._counts())

    def test_what_stands_out(self):
        """High and urgent priorities, and that nobody is in charge."""
        self.ticket.write({"priority": "3", "user_id": False})
        self.login(self.ann)
        for url, place in ((LIST, "td"), (f"{LIST}/{self.ticket.id}", "field")):
            page = self.page(url)
            strong = f"//*[@name='{place}_priority']/b[@class='cp-strong']"
            self.assertEqual(self.texts(page, strong), ["Urgent"], url)
            nobody = f"//*[@name='{place}_user_id'][.//*[@class='cp-muted']]"
            self.assertEqual(self.texts(page, nobody), ["Unassigned"], url)
        export = self.get(f"{LIST}/export").text
        self.assertNotIn("Unassigned", export, "an export has values")
        priority = self.section.field_ids.filtered(lambda f: f.name == "priority")
        priority.strong_values = False
        page = self.page(LIST)
        self.assertFalse(page.xpath("//b[@class='cp-strong']"))
