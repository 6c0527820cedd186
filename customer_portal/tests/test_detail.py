# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from urllib.parse import parse_qs, urlsplit

from odoo import Command
from odoo.tests import tagged

from . import common

LIST = "/my/records/tickets"
POSITION = "//nav[contains(@class, 'cp-position')]"


@tagged("-at_install", "post_install", "without_website")
class TestDetail(common.PortalHttpCase):
    """The head of a record's page, and the way along the list that led to it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["helpdesk.ticket"].search([]).unlink()
        cls.tickets = [
            cls._ticket(cls.ann, f"Badge {number:02}", priority=str(number % 2))
            for number in range(25)
        ]
        cls._ticket(cls.dan, "Badge 99")
        cls.lines = {line.name: line for line in cls.section.field_ids}

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def _open(self, number, query=""):
        return self.page(f"{LIST}/{self.tickets[number].id}{query}")

    def _go(self, page, way):
        [link] = page.xpath(f"{POSITION}//a[@rel='{way}']/@href")
        return self.page(link)

    def _place(self, page):
        [place] = self.texts(page, f"{POSITION}//*[@name='position']")
        return self.texts(page, "//h1") + [place]

    # ------------------------------------------------------------------
    # Previous and next
    # ------------------------------------------------------------------

    def test_along_the_list(self):
        """Over the end of a page, and back to the page where one is then."""
        query = "?sort=name&size=10&c.name=badge"
        page = self._open(9, query)
        self.assertEqual(self._place(page), ["Badge 09", "10 of 25"])
        page = self._go(page, "next")
        self.assertEqual(self._place(page), ["Badge 10", "11 of 25"])
        [back] = page.xpath("//a[contains(@class, 'cp-back')]/@href")
        asked = parse_qs(urlsplit(back).query)
        self.assertEqual(
            asked,
            {"sort": ["name"], "size": ["10"], "c.name": ["badge"], "page": ["2"]},
        )
        self.assertEqual(urlsplit(back).path, LIST)
        page = self._go(page, "prev")
        self.assertEqual(self._place(page), ["Badge 09", "10 of 25"])

    def test_ends(self):
        page = self._open(0, "?sort=name&size=10")
        self.assertFalse(page.xpath(f"{POSITION}//a[@rel='prev']"))
        page = self._open(24, "?sort=name&size=10&page=3")
        self.assertEqual(self._place(page), ["Badge 24", "25 of 25"])
        self.assertFalse(page.xpath(f"{POSITION}//a[@rel='next']"))

    def test_filtered(self):
        page = self._open(2, "?sort=name&c.priority=0")
        self.assertEqual(self._place(page), ["Badge 02", "2 of 13"])
        self.assertEqual(self._place(self._go(page, "next"))[0], "Badge 04")

    def test_not_in_the_list(self):
        """A record that the search does not find has no neighbours, nor an error."""
        for query in ("?c.name=other", "?page=2&size=10&sort=name"):
            page = self._open(1, query)
            self.assertFalse(page.xpath(POSITION), query)
            self.assertTrue(page.xpath("//a[contains(@class, 'cp-back')]"))

    def test_nobody_elses(self):
        """The neighbours are of the contact's own list, whatever the address says."""
        page = self._open(24, "?sort=name&size=100&domain=[]&c.partner_id.id=1")
        self.assertEqual(self._place(page), ["Badge 24", "25 of 25"])
        self.assertFalse(page.xpath(f"{POSITION}//a[@rel='next']"))

    def test_hidden_column(self):
        """A search of a hidden field counts as none: its value is not told."""
        line = self.env.ref("customer_portal.profile_default_tickets")
        self.lines["priority"].required = False
        line.hidden_field_ids = [Command.link(self.lines["priority"].id)]
        page = self._open(2, "?sort=name&c.priority=1")
        self.assertEqual(self._place(page), ["Badge 02", "3 of 25"])

    def test_queries(self):
        """Not more of them in a long list."""
        counts = []
        for page in ("?sort=name&size=10", "?sort=name&size=100"):
            url = f"{LIST}/{self.tickets[5].id}{page}"
            counts.append(self.count_queries(url))
            for _ticket in range(40):
                self._ticket(self.ann)
        self.assertEqual(*counts)
        self.assertLess(counts[0], 40)

    def test_forms_keep_the_way_back(self):
        """So does what leaves a form, also one that was sent back with errors."""
        query = "?sort=name&size=10"
        url = f"{LIST}/{self.tickets[3].id}"
        line = self.env.ref("customer_portal.profile_default_tickets")
        line.write({"write_scope": "own", "delete_scope": "own"})
        for form in ("edit", "delete"):
            ways = self.page(f"{url}/{form}{query}").xpath("//*[@id='cp_content']//a")
            self.assertIn(f"{url}{query}", [way.get("href") for way in ways], form)
        [action] = self.page(f"{url}/edit{query}").xpath(
            "//form[contains(@class, 'cp-form')]/@action"
        )
        again = self.post(action, {"name": ""})
        self.assertEqual(again.status_code, 422)
        self.assertIn(f'action="{action}"'.replace("&", "&amp;"), again.text)
        came_from = {"Referer": f"{self.base_url()}{LIST}{query}"}
        new = self.get(f"{LIST}/new", headers=came_from)
        self.assertIn(f'href="{LIST}{query}"'.replace("&", "&amp;"), new.text)

    def test_changes_keep_the_way_back(self):
        """Closing, reopening and editing lead back with the list one came from."""
        ticket = self.tickets[3]
        url, query = f"{LIST}/{ticket.id}", "?sort=name&size=10"
        for action in ("close", "reopen"):
            page = self._open(3, query)
            [form] = page.xpath(f"//form[.//button[@name='{action}']]/@action")
            response = self.post(form)
            self.assertURLEqual(response.headers["Location"], f"{url}{query}")
        response = self.post(
            f"{url}/close", headers={"Referer": f"{self.base_url()}{url}{query}"}
        )
        self.assertURLEqual(response.headers["Location"], f"{url}{query}")
        response = self.post(
            f"{url}/reopen", headers={"Referer": "https://evil.example/?next=//e"}
        )
        self.assertURLEqual(response.headers["Location"], url)

    # ------------------------------------------------------------------
    # The head
    # ------------------------------------------------------------------

    def test_headline(self):
        ticket = self.tickets[0]
        page = self._open(0)
        self.assertEqual(self.texts(page, "//h1"), ["Badge 00"])
        self.assertEqual(self.texts(page, "//*[@name='number']"), [ticket.number])
        [opened] = self.texts(page, "//*[@name='opened']")
        self.assertIn("Opened by Ann on ", opened)
        [updated] = self.texts(page, "//*[@name='updated']")
        self.assertIn("Last update: today, ", updated)
        self.assertIn(ticket.display_name, page.findtext(".//title"))

    def test_hidden_headline(self):
        """What is hidden is not told in the head either."""
        line = self.env.ref("customer_portal.profile_default_tickets")
        for name in ("create_date", "write_date", "partner_id"):
            line.hidden_field_ids = [Command.link(self.lines[name].id)]
        page = self._open(0)
        self.assertFalse(page.xpath("//*[@name='opened' or @name='updated']"))
        self.assertFalse(page.xpath("//time"))
        line.hidden_field_ids = [Command.set(self.lines["partner_id"].ids)]
        [opened] = self.texts(self._open(0), "//*[@name='opened']")
        self.assertTrue(opened.startswith("Opened on "))

    def test_person_in_charge(self):
        """By name; nothing by which to go past the portal."""
        self.agent.partner_id.phone = "+39 02 5550 9999"
        text = self._open(0).text_content()
        self.assertIn("Marta Agent", text)
        for secret in (self.agent.email, self.agent.phone, self.agent.login):
            self.assertNotIn(secret, self.get(f"{LIST}/{self.tickets[0].id}").text)

    def test_ticket_fields(self):
        """What support does with a ticket is read beside it."""
        ticket = self.tickets[0]
        ticket.write(
            {
                "team_id": self.env["helpdesk.ticket.team"]
                .create({"name": "Field service", "user_ids": self.agent.ids})
                .id,
                "channel_id": self.env.ref("customer_portal.channel_portal").id,
                "category_id": self.env["helpdesk.ticket.category"]
                .create({"name": "Badges", "show_in_portal": True})
                .id,
                "customer_portal_severity": "feature",
                "customer_portal_days": 1.5,
                "priority": "3",
            }
        )
        page = self._open(0)
        for name, label, value in (
            ("team_id", "Service", "Field service"),
            ("channel_id", "Channel", "Portal"),
            ("category_id", "Category", "Badges"),
            ("customer_portal_severity", "Severity", "Feature"),
            ("customer_portal_days", "Days", "1.5"),
            ("priority", "Priority", "Urgent"),
        ):
            shown = f"//dd[@name='field_{name}']"
            self.assertEqual(self.texts(page, shown), [value], name)
            labels = self.texts(page, f"{shown}/preceding-sibling::dt[1]")
            self.assertEqual(labels, [label])

    def test_conversation(self):
        """The composer stands above the comments, each of which has its date."""
        ticket = self.tickets[0]
        comment = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
        message = ticket.with_user(self.agent).message_post(body="Try", **comment)
        message.date = "2025-01-31 12:00:00"
        page = self._open(0)
        [section] = page.xpath("//section[@id='comments']")
        self.assertTrue(
            section.xpath(
                ".//form[contains(@class, 'cp-compose')]"
                "[.//textarea[@name='body']]"
                "/following-sibling::ol[contains(@class, 'cp-messages')]"
            )
        )
        [date] = self.texts(section, ".//li//*[contains(@class, 'cp-when')]")
        self.assertRegex(date, "^January 31, 2025, ")
        self.assertEqual(self.texts(section, ".//h2/*[@class='cp-count']"), ["1"])

    def test_buttons(self):
        """Each where the right is, and where the record takes it."""
        names = ("edit", "delete", "close", "reopen")

        def shown():
            page = self._open(0)
            return [name for name in names if page.xpath(f"//*[@name='{name}']")]

        self.assertEqual(shown(), ["close"])
        line = self.env.ref("customer_portal.profile_default_tickets")
        line.write({"write_scope": "own", "delete_scope": "own"})
        self.assertEqual(shown(), ["edit", "delete", "close"])
        self.post(f"{LIST}/{self.tickets[0].id}/close")
        self.assertEqual(shown(), ["delete", "reopen"])
        self.profile_default.reopen_days = -1
        self.assertEqual(shown(), ["delete"])
        line.close_scope = "none"
        self.profile_default.reopen_days = 30
        self.assertEqual(shown(), ["delete"])

    def test_deleted_way_back(self):
        line = self.env.ref("customer_portal.profile_default_tickets")
        line.delete_scope = "own"
        query = "?sort=name&size=10"
        page = self._open(0, query)
        [ask] = page.xpath("//a[@name='delete']/@href")
        self.assertTrue(ask.endswith(f"/delete{query}"))
        response = self.post(f"{LIST}/{self.tickets[0].id}/delete{query}")
        self.assertURLEqual(response.headers["Location"], f"{LIST}{query}&done=deleted")
