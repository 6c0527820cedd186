# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from urllib.parse import parse_qs, urlsplit

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..listing import ListQuery
from . import common

LIST = "/my/records/tickets"


@tagged("-at_install", "post_install", "without_website")
class TestQuickFilters(common.PortalHttpCase):
    """What stands above a list: Mine, and the filters of the section."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stages = cls.env["helpdesk.ticket.stage"].search([])
        for state in ("new", "open", "pending", "closed"):
            stage = stages.filtered(lambda s, k=state: s.customer_portal_state == k)[0]
            cls._ticket(cls.ann, f"Ann {state}", stage_id=stage.id)
            cls._ticket(cls.bob, f"Bob {state}", stage_id=stage.id)

    def _names(self, query):
        page = self.page(f"{LIST}{query}")
        return set(self.texts(page, "//td[@name='td_name']"))

    def test_filters(self):
        self.login(self.ann)
        everything = {f"Ann {s}" for s in ("new", "open", "pending", "closed")}
        for query, expected in (
            ("", everything),
            ("?filter=open", {"Ann open"}),
            ("?filter=closed", {"Ann closed"}),
            ("?filter=todo", everything - {"Ann closed"}),
            ("?filter=pending&q=ann", {"Ann pending"}),
            ("?filter=pending&q=bob", set()),
            ("?filter=new&sort=name%20desc&size=10", {"Ann new"}),
            # what is not offered counts as absent
            ("?filter=nothing", everything),
            ("?filter=", everything),
            ("?filter=[('id','>',0)]", everything),
            ("?filter=%27%20OR%201%3D1", everything),
            ("?filter=open&filter=closed", {"Ann open"}),
            ("?mine=0", everything),
        ):
            with self.subTest(query):
                self.assertEqual(self._names(query), expected)

    def test_links(self):
        """The chosen filter is marked, and stays with search, sort and size."""
        self.login(self.ann)
        page = self.page(f"{LIST}?filter=open&q=ann&sort=name%20desc&size=10")
        current = page.xpath("//div[@aria-label='Quick filters']/a[@aria-current]")
        self.assertEqual([link.text for link in current], ["Open"])
        links = page.xpath("//div[@aria-label='Quick filters']/a")
        self.assertEqual(
            [link.text for link in links],
            [
                "All",
                "Not closed",
                "New",
                "Open",
                "Pending",
                "Closed",
                "Closed (30 days)",
            ],
        )
        query = parse_qs(urlsplit(links[-2].get("href")).query)
        self.assertEqual(
            query,
            {"filter": ["closed"], "q": ["ann"], "sort": ["name desc"], "size": ["10"]},
        )
        self.assertNotIn("filter", links[0].get("href"))
        sort = page.xpath("//th[@name='th_number']/a/@href")[0]
        self.assertIn("filter=open", sort)
        hidden = page.xpath("//form[@role='search']//input[@type='hidden']")
        self.assertEqual(
            {field.get("name"): field.get("value") for field in hidden},
            {"filter": "open", "sort": "name desc", "size": "10"},
        )

    def test_empty(self):
        self.env["helpdesk.ticket"].search([]).unlink()
        self.login(self.ann)
        page = self.page(f"{LIST}?filter=open")
        self.assertTrue(
            page.xpath(f"//tr[contains(@class, 'cp-empty')]//a[@href='{LIST}']")
        )
        page = self.page(LIST)
        self.assertTrue(
            page.xpath(f"//div[contains(@class, 'cp-empty')]//a[@href='{LIST}/new']")
        )

    def test_mine(self):
        """Offered to those who see more than their own."""
        self.login(self.ann)
        self.assertFalse(self.page(LIST).xpath("//div[@aria-label='Whose']"))
        self.login(self.bob)
        self.assertEqual(len(self._names("?size=100")), 8)
        self.assertEqual(self._names("?mine=1&filter=open"), {"Bob open"})
        page = self.page(f"{LIST}?mine=1&filter=open")
        links = page.xpath("//div[@aria-label='Whose']/a")
        self.assertEqual([link.text for link in links], ["Mine", "Company"])
        self.assertEqual(links[0].get("aria-current"), "true")
        self.assertEqual(links[1].get("href"), f"{LIST}?filter=open")
        self.login(self.eve)
        self.assertFalse(self.page(LIST).xpath("//div[@aria-label='Whose']"))

    def test_hidden_field(self):
        """A filter by a field that is hidden for a profile would tell its value."""
        line = self.env.ref("customer_portal.profile_default_tickets")
        state = self.section.field_ids.filtered(
            lambda f: f.name == "customer_portal_state"
        )
        line.hidden_field_ids = [Command.link(state.id)]
        self.login(self.ann)
        self.assertEqual(len(self._names("?filter=open")), 4)
        self.assertFalse(
            self.page(LIST).xpath("//div[@aria-label='Quick filters']//a"),
        )

    def test_field_not_shown(self):
        """A filter may ask about what the section does not show, through any path."""
        self.section.filter_ids = [
            Command.create(
                {
                    "name": "Stage",
                    "domain": "[('stage_id.closed', '=', True), "
                    "('team_id', '=', False)]",
                }
            )
        ]
        self.login(self.ann)
        self.assertEqual(self._names("?filter=stage"), {"Ann closed"})

    def test_agents_manage_nothing(self):
        filters = self.section.filter_ids.with_user(self.agent)
        for method, arguments in (
            ("write", [{"domain": "[]"}]),
            ("unlink", []),
            ("copy", []),
        ):
            with self.assertRaises(AccessError, msg=method), self.cr.savepoint():
                getattr(filters[0], method)(*arguments)


@tagged("-at_install", "post_install")
class TestQuickFilterDeclarations(common.PortalCase):
    def _create(self, **values):
        return self.env["customer.portal.section.filter"].create(
            {"section_id": self.section.id, "name": "Urgent", **values}
        )

    @mute_logger("odoo.sql_db")
    def test_refused(self):
        for values, message in (
            ({"domain": "[('nothing', '=', 1)]"}, "Filter"),
            ({"domain": "nonsense("}, "Filter"),
            ({"domain": "[('user_id', '=', uid)]"}, "Filter"),
            ({"code": "No good"}, "Code"),
        ):
            with self.subTest(values=values):
                with self.assertRaises(ValidationError) as caught, self.cr.savepoint():
                    self._create(**values)
                self.assertIn("Quick filter Urgent", str(caught.exception))
                self.assertIn(message, str(caught.exception))
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._create(code="open")

    def test_code(self):
        """The code follows the name once, and then stays: bookmarks rely on it."""
        line = self._create(name="Very urgent", domain="[('priority', '=', '3')]")
        self.assertEqual(line.code, "very-urgent")
        line.name = "Most urgent"
        self.assertEqual(line.code, "very-urgent")

    def test_copied_with_section(self):
        copy = self.section.copy({"code": "tickets-2"})
        self.assertEqual(
            copy.filter_ids.mapped("code"), self.section.filter_ids.mapped("code")
        )

    def test_address(self):
        def parse(**params):
            return ListQuery.parse(
                params, ["name"], "id", 25, filters=["open"], has_mine=True
            )

        query = parse(filter="open", mine="1", q="x", page="3")
        self.assertEqual(query.address(), "?filter=open&mine=1&q=x&page=3")
        self.assertEqual(query.address(page=1, filter=""), "?mine=1&q=x")
        self.assertEqual(query.toggle("name"), "?filter=open&mine=1&q=x&sort=name")
        self.assertEqual(parse(filter="other", mine="yes").address(), "")
        self.assertEqual(parse(filter=["open"]).filter, "")
