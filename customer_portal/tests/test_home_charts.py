# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from . import common

COMMENT = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}


@tagged("-at_install", "post_install", "without_website")
class TestHomeCharts(common.PortalHttpCase):
    """The charts of the home page count what the lists show that they lead to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stage = "helpdesk_mgmt.helpdesk_ticket_stage_"
        cls.stages = {
            state: cls.env.ref(f"{stage}{name}")
            for state, name in (
                ("new", "new"),
                ("open", "in_progress"),
                ("pending", "awaiting"),
                ("closed", "done"),
            )
        }
        mates = {"bob": cls.bob, "ann": cls.ann, "dan": cls.dan}
        for name, numbers in (
            ("ann", {"new": 1, "open": 2, "pending": 3, "closed": 2}),
            ("bob", {"open": 1, "pending": 1}),
            ("dan", {"new": 2, "closed": 1}),
        ):
            for state, number in numbers.items():
                for _again in range(number):
                    cls._in(state, mates[name])
        cls._in("closed", cls.ann, days=31)
        assigned = {"customer_portal_collaborator_id": cls.eve.partner_id.id}
        cls._in("open", cls.dan, **assigned)
        cls._in("pending", cls.dan, **assigned)

    @classmethod
    def _in(cls, state, user, days=0, **values):
        closed = fields.Datetime.now() - timedelta(days) if state == "closed" else None
        return cls._ticket(
            user, stage_id=cls.stages[state].id, closed_date=closed, **values
        )

    def _charts(self, user):
        """Return the charts of a user's home page.

        :return: for each title the number in the middle, and address and number of
            each segment by its state
        """
        self.login(user)
        page = self.page("/my")
        charts = {}
        for card in page.xpath("//section[.//div[@class='cp-chart']]"):
            [title] = self.texts(card, ".//h2")
            [middle] = self.texts(card, ".//*[@class='cp-chart-number']")
            ring = {link.get("href") for link in card.xpath(".//svg/a")}
            # a table to those who do not see the ring
            self.assertEqual(self.texts(card, ".//table/caption"), [title])
            legend = {}
            for row in card.xpath(".//table//tr"):
                [link] = row.xpath("./th[@scope='row']/a")
                [number] = self.texts(row, "./td")
                legend[link.get("data-state")] = (link.get("href"), int(number))
            self.assertEqual(ring, {address for address, _n in legend.values()})
            charts[title] = int(middle), legend
        return charts

    def _count(self, url):
        """Return how many rows a list counts, and shows."""
        page = self.page(f"{url}&size=100")
        [text] = self.texts(page, "//*[@role='status' and @data-cp-part='count']")
        rows = page.xpath("//tbody[@data-cp-part='rows']/tr[not(@class)]")
        numbers = re.findall(r"\d+", text) or ["0"]  # "No entries"
        self.assertEqual(int(numbers[-1]), len(rows))
        return len(rows)

    def _check(self, user, expected):
        """Compare the charts, and follow every link.

        :param dict expected: for each title the numbers of the states
        """
        charts = self._charts(user)
        found = {
            title: [number for _address, number in legend.values()]
            for title, (_middle, legend) in charts.items()
        }
        self.assertEqual(found, expected)
        for middle, legend in charts.values():
            self.assertEqual(list(legend), ["new", "open", "pending", "closed"])
            active = sum(n for state, (_a, n) in legend.items() if state != "closed")
            self.assertEqual(middle, active)
            for address, number in legend.values():
                self.assertEqual(self._count(address), number, address)

    def test_own(self):
        self._check(self.ann, {"My tickets": [1, 2, 3, 2]})

    def test_company(self):
        self._check(
            self.bob,
            {
                "My tickets": [0, 1, 1, 0],
                "All tickets of Test Acme": [1, 3, 4, 2],
            },
        )

    def test_collaborator(self):
        self._check(self.eve, {"My tickets": [0, 1, 1, 0]})

    def test_everything(self):
        line = self.env.ref("customer_portal.profile_company_tickets")
        line.read_scope = "all"
        charts = self._charts(self.dan)
        self.assertEqual(list(charts), ["My tickets", "All tickets"])
        total = self.env["helpdesk.ticket"].search_count(
            [("customer_portal_state", "=", "new")]
        )
        self.assertEqual(charts["All tickets"][1]["new"][1], total)

    def test_nothing(self):
        self.assertFalse(self._charts(self.sue))

    def test_hidden(self):
        """Who does not see the state sees no chart of it."""
        line = self.env.ref("customer_portal.profile_default_tickets")
        line.hidden_field_ids = self.env.ref("customer_portal.section_tickets_state")
        self.assertFalse(self._charts(self.ann))
        line.hidden_field_ids = False
        line.home_chart = False
        self.assertFalse(self._charts(self.ann))

    def test_queries(self):
        """As many for six of a kind as for forty."""
        self.login(self.bob)
        counts = []
        for _again in range(6):
            asked = self._in("open", self.bob).with_user(self.agent)
            asked.message_post(body="Which?", **COMMENT)
        for _time in range(2):
            counts.append(self.count_queries("/my"))
            for number in range(40):
                state = ("new", "open", "pending", "closed")[number % 4]
                self._in(state, self.bob).message_post(body="?", **COMMENT)
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[0], 40)

    def test_waiting(self):
        """What support asks the contact, newest first; not what it asks others."""
        questions = []
        for number in range(3):
            ticket = self._in("open", self.ann, name=f"Question {number}")
            ticket.with_user(self.agent).message_post(body="Which?", **COMMENT)
            questions.append(ticket)
        self.env.flush_all()
        for number, ticket in enumerate(questions):
            asked = fields.Datetime.now() - timedelta(hours=number + 1)
            self.cr.execute(
                "UPDATE helpdesk_ticket SET write_date = %s WHERE id = %s",
                (fields.Datetime.now() + timedelta(hours=1), ticket.id),
            )
            ticket.message_ids.date = asked
        self.env.invalidate_all()
        self.login(self.ann)
        page = self.page("/my")
        rows = self.texts(page, "//ul[@class='cp-todo']//a")
        self.assertEqual(len(rows), 5)
        numbers = [t.number for t in questions]
        shown = [text for text in rows if "Marta Agent asked" in text]
        self.assertEqual([text.split(" - ")[0] for text in shown], numbers)
        [card] = page.xpath("//section[contains(@class, 'cp-waiting')]")
        [count] = card.xpath(".//a[@class='cp-count']")
        self.assertIn("6", count.text_content())
        self.assertEqual(self._count(count.get("href")), 6)
        link = card.xpath(".//ul//a")[0].get("href")
        self.assertEqual(self.get(link).status_code, 200)
        for other in (self.bob, self.dan, self.eve):
            self.login(other)
            rows = self.texts(self.page("/my"), "//ul[@class='cp-todo']//a")
            self.assertNotIn("Question", str(rows), other.login)
        self.assertFalse(rows, "what is assigned to her does not wait for Eve")

    def test_declaration(self):
        """A state has one filter: a second one is refused, with the mend."""
        closed = self.env.ref("customer_portal.section_tickets_filter_closed")
        with self.assertRaisesRegex(ValidationError, "Closed .30 days."):
            closed.chart_state = "closed"
