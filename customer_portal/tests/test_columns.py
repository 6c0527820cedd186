# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase, tagged

from ..columns import Column, ColumnSearch, parse_columns
from ..listing import MAX_ROWS, ListQuery, Pager
from . import common

LIST = "/my/records/tickets"


@tagged("-at_install", "post_install")
class TestColumnSearch(BaseCase):
    """What an address says of a column."""

    def _parse(self, kind, params, choices=()):
        search = ColumnSearch.parse(Column("x", kind, choices), params)
        return search and (search.value, search.start, search.end)

    def test_kinds(self):
        for kind, params, expected in (
            ("text", {"c.x": " printer "}, ("printer", "", "")),
            ("text", {"c.x": "a" * 500}, ("a" * 200, "", "")),
            ("text", {"c.x": "\x00"}, None),
            ("text", {"c.y": "a", "x": "a"}, None),
            ("number", {"c.x.from": "1", "c.x.to": "2,5"}, ("", "1", "2.5")),
            (
                "number",
                {"c.x.from": "1.234,5", "c.x.to": "1,234.5"},
                ("", "1234.5", "1234.5"),
            ),
            ("number", {"c.x.from": "1e5", "c.x.to": "nan"}, None),
            ("number", {"c.x.from": "-3"}, ("", "-3", "")),
            ("number", {"c.x.from": "9" * 13, "c.x.to": "1"}, ("", "", "1")),
            ("date", {"c.x.from": "2026-01-31"}, ("", "2026-01-31", "")),
            ("date", {"c.x.from": "2026-02-30", "c.x.to": "x"}, None),
            ("date", {"c.x": "2026-01-31"}, None),
        ):
            self.assertEqual(self._parse(kind, params), expected, (kind, params))
        choices = (("a", "First"), ("b", "Second"))
        self.assertEqual(self._parse("choice", {"c.x": "b"}, choices), ("b", "", ""))
        self.assertIsNone(self._parse("choice", {"c.x": "c"}, choices))

    def test_address(self):
        columns = [Column("x", "text"), Column("y", "number"), Column("z", "date")]
        params = {"c.x": "a b", "c.y.to": "7", "c.z.from": "2026-01-31", "q": "all"}
        query = ListQuery.parse(params, [], "id", 25, columns=columns)
        self.assertEqual(query.parameters(), params)
        self.assertEqual(query.columns, parse_columns(columns, params))
        self.assertTrue(query.is_narrowed)
        self.assertEqual(query.address(columns=(), q=""), "")

    def test_pager(self):
        pager = Pager(MAX_ROWS + 1, 10**8, 100)
        self.assertTrue(pager.is_capped)
        self.assertEqual((pager.page, pager.last), (MAX_ROWS // 100, MAX_ROWS))
        self.assertFalse(Pager(MAX_ROWS, 1, 100).is_capped)


@tagged("-at_install", "post_install", "without_website")
class TestColumnsOfTickets(common.PortalHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["helpdesk.ticket"].search([]).unlink()
        cls.line = cls.env.ref("customer_portal.profile_company_tickets")
        cls.fields = {field.name: field for field in cls.section.field_ids}
        cls.done = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        cls.badge = cls._ticket(cls.ann, "Badge 100%", priority="2")
        cls.beam = cls._ticket(cls.bob, "Beamer", stage_id=cls.done.id)
        cls.other = cls._ticket(cls.dan, "Badge of Globex")

    def setUp(self):
        super().setUp()
        self.login(self.bob)

    def _found(self, query):
        page = self.page(f"{LIST}?{query}")
        return set(self.texts(page, "//td[@name='td_name']"))

    def test_search(self):
        both = {"Badge 100%", "Beamer"}
        for query, expected in (
            ("c.name=bad", {"Badge 100%"}),
            ("c.name=%25", {"Badge 100%"}),  # no wildcard
            ("c.name=_", set()),
            ("c.name=a&c.customer_portal_state=closed", {"Beamer"}),
            ("c.partner_id=ann", {"Badge 100%"}),
            ("c.user_id=marta", both),
            ("c.priority=2", {"Badge 100%"}),
            ("c.write_date.from=2026-01-01", both),
            ("c.write_date.from=2001-01-01&c.write_date.to=2001-12-31", set()),
            ("q=bad&c.partner_id=bob", set()),
            ("c.name=bad&filter=closed", set()),
            ("c.name=e&mine=1", {"Beamer"}),
            ("q=ann", {"Badge 100%"}),
            ("q=high", {"Badge 100%"}),
            ("q=closed", {"Beamer"}),
            ("q=acme.example", set()),
        ):
            self.assertEqual(self._found(query), expected, query)

    def test_unknown_counts_as_absent(self):
        both = {"Badge 100%", "Beamer"}
        for query in (
            "c.nothing=x",
            "c.description=zzz",  # not in the list
            "c.access_token=zzz",
            "c.stage_id.name=zzz",
            "c.partner_id.email=zzz",
            "c.message_ids.body=zzz",
            "c.write_date.from=yesterday",
            "c.priority=7",
            "c.customer_portal_state=x",
            "c.=x",
            "c.name.from=2",
        ):
            self.assertEqual(self._found(query), both, query)

    def test_what_a_cell_does_not_show(self):
        """The search of a link is no oracle on what its record holds besides."""
        self.ann.partner_id.vat = "IT12345670017"
        for query in ("c.partner_id=acme.example", "c.partner_id=12345670017"):
            self.assertEqual(self._found(query), set(), query)

    def test_hidden(self):
        self.line.hidden_field_ids = self.fields["partner_id"]
        both = {"Badge 100%", "Beamer"}
        self.assertEqual(self._found("c.partner_id=ann"), both)
        self.assertEqual(self._found("q=ann"), set())
        page = self.page(LIST)
        self.assertFalse(page.xpath("//input[@name='c.partner_id']"))

    def test_inputs(self):
        page = self.page(f"{LIST}?c.name=bad&sort=name&c.write_date.to=2030-01-31")
        self.assertEqual(page.xpath("//input[@name='c.name']/@value"), ["bad"])
        dates = page.xpath("//input[starts-with(@name, 'c.write_date')]")
        self.assertEqual(
            [(i.get("type"), i.get("value")) for i in dates],
            [("date", ""), ("date", "2030-01-31")],
        )
        states = page.xpath("//select[@name='c.customer_portal_state']/option")
        self.assertEqual(len(states), 5)
        searches = page.xpath("//p[contains(@class, 'cp-searches')]/a")
        self.assertEqual(len(searches), 2)
        self.assertNotIn("c.name", searches[0].get("href"))
        self.assertIn("c.write_date.to", searches[0].get("href"))
        self.assertIn("sort=name", searches[0].get("href"))
        # what was searched leads along to the record, and back
        view = page.xpath("//td[contains(@class, 'cp-action')]/a/@href")[0]
        self.assertIn(f"{LIST}/{self.badge.id}?", view)
        self.assertIn("c.name=bad", view)

    def test_deleted_relation(self):
        """A record whose contact nobody may read shows a blank."""
        self.ann.active = False
        self.badge.partner_id.active = False
        self.assertEqual(self._found("c.name=bad"), {"Badge 100%"})
        self.badge.user_id = False
        self.assertEqual(self._found("c.name=bad"), {"Badge 100%"})

    def test_versions(self):
        self.assertNotIn("cp-cards", self.get(LIST).text)
        self.profile_company.list_style = "1"
        self.assertIn("cp-cards", self.get(LIST).text)
