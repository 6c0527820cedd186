# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common

LIST = "/my/records/tickets"
WAYS = ("First", "Previous", "Next", "Last")


@tagged("-at_install", "post_install", "without_website")
class TestListPages(common.PortalHttpCase):
    """How one goes through a long list: pages, sizes, sort."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["helpdesk.ticket"].search([]).unlink()
        for number in range(35):
            cls._ticket(cls.ann, f"Ticket {number:02}")

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def _ways(self, page):
        """Return the addresses of the pager by their words."""
        return {
            " ".join(link.text_content().split()): link.get("href")
            for link in page.xpath("//nav[@aria-label='Pages']/a")
        }

    def _number(self, page):
        return self.texts(page, "//nav[@aria-label='Pages']//*[@name='page']")

    def test_ways(self):
        """Each way leads where it says, and keeps what is asked of the list."""
        kept = "c.name=ticket&sort=name&size=10"
        for number, expected in (
            (1, {"Next": 2, "Last": 4}),
            (2, {"Previous": 1, "Next": 3, "Last": 4}),
            (3, {"First": 1, "Previous": 2, "Next": 4}),
            (4, {"First": 1, "Previous": 3}),
        ):
            page = self.page(f"{LIST}?{kept}&page={number}")
            ways = self._ways(page)
            self.assertEqual(list(ways), [way for way in WAYS if way in expected])
            self.assertEqual(self._number(page), [f"Page {number} / 4"])
            for way, target in expected.items():
                found = self.page(ways[way])
                names = self.texts(found, "//td[@name='td_name']//a")
                first = (target - 1) * 10
                last = min(first + 10, 35)
                listed = [f"Ticket {i:02}" for i in range(first, last)]
                self.assertEqual(names, listed, (number, way))
                self.assertIn("sort=name", ways[way])
                self.assertIn("c.name=ticket", ways[way])
        rels = self.page(f"{LIST}?size=10&page=2").xpath("//nav//a[@rel]/@rel")
        self.assertEqual(rels, ["prev", "next"])
        self.assertFalse(self._number(self.page(f"{LIST}?size=50")), "one page only")

    def test_sizes(self):
        page = self.page(f"{LIST}?sort=name&page=2&size=10")
        sizes = page.xpath("//*[contains(@class, 'cp-sizes')]/a")
        self.assertEqual([a.text for a in sizes], ["10", "25", "50", "100"])
        self.assertEqual([a.text for a in sizes if a.get("aria-current")], ["10"])
        for link, rows in zip(sizes, (10, 25, 35, 35), strict=True):
            found = self.page(link.get("href"))
            self.assertEqual(len(found.xpath("//td[@name='td_name']")), rows)
            [chosen] = found.xpath("//*[contains(@class, 'cp-sizes')]/a[@aria-current]")
            self.assertEqual(chosen.text, link.text)
            self.assertIn("sort=name", link.get("href"))
            [title] = self.texts(found, "(//td[@name='td_name']//a)[1]")
            self.assertEqual(title, "Ticket 00", "from the first page on")

    def test_sort(self):
        """One head says how the list is sorted, and its link turns that round."""
        for query, name, sort, arrow, link in (
            ("", "write_date", "descending", "down", f"{LIST}?sort=write_date"),
            ("?sort=name", "name", "ascending", "up", f"{LIST}?sort=name+desc"),
            ("?sort=name desc", "name", "descending", "down", f"{LIST}?sort=name"),
            ("?sort=nothing", "write_date", "descending", "down", None),
        ):
            page = self.page(f"{LIST}{query}")
            [head] = page.xpath("//th[@aria-sort]")
            self.assertEqual(head.get("name"), f"th_{name}", query)
            self.assertEqual(head.get("aria-sort"), sort, query)
            [icon] = head.xpath(".//i/@class")
            self.assertEqual(icon, f"fa fa-long-arrow-{arrow}", query)
            if link:
                self.assertEqual(head.xpath("./a/@href"), [link], query)
            others = page.xpath("//th[not(@aria-sort)]//i/@class")
            self.assertEqual(set(others), {"fa fa-sort"})
        names = self.texts(self.page(f"{LIST}?sort=name desc"), "//td[@name='td_name']")
        self.assertEqual(names[0], "Ticket 34")
