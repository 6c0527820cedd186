# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from ..policy import RIGHTS
from . import common

LIST = "/my/records/tickets"
HEADINGS = ["Ticket information", "Descriptive information"]


@tagged("-at_install", "post_install", "without_website")
class TestWords(common.PortalHttpCase):
    """Headings, and what pages say where there is nothing: why, and what to do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["helpdesk.ticket"].search([]).unlink()
        cls.line = cls.env.ref("customer_portal.profile_default_tickets")

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def _nothing(self, url):
        """Return heading, sentence, and the links of an empty state."""
        page = self.page(url)
        [box] = page.xpath("//*[contains(@class, 'cp-nothing')]")
        links = [
            (" ".join(a.text_content().split()), a.get("href"))
            for a in box.xpath(".//a")
        ]
        [heading], [sentence] = self.texts(box, "./h2"), self.texts(box, "./p")
        self.assertFalse(page.xpath("//td[@name='td_name']"))
        return heading, sentence, links

    def test_list_without_records(self):
        self.assertEqual(
            self._nothing(LIST),
            (
                "There is nothing here yet",
                "What you send us appears here, with every answer.",
                [("New ticket", f"{LIST}/new")],
            ),
        )
        self.line.can_create = False
        self.assertEqual(
            self._nothing(LIST),
            (
                "There is nothing here yet",
                "What we share with you appears here.",
                [("Home", "/my")],
            ),
        )

    def test_list_that_is_narrowed(self):
        self._ticket(self.ann)
        for query in ("filter=closed", "q=zzz", "c.name=zzz", "c.name=zzz&page=9"):
            self.assertEqual(
                self._nothing(f"{LIST}?{query}"),
                (
                    "Nothing matches what you search for",
                    "Other entries are hidden by what is chosen above.",
                    [("Show all", LIST)],
                ),
            )
            page = self.page(f"{LIST}?{query}")
            [status] = self.texts(page, "//span[@role='status']")
            self.assertEqual(status, "No entries")

    def _told(self):
        [told] = self.texts(self.page("/my"), "//*[contains(@class, 'alert')]")
        return told

    def test_home(self):
        company = self.env.company
        company.email = "help@us.example"
        self.line.write({f"{right}_scope": "none" for right in RIGHTS})
        nothing = "There is nothing here for you yet. To be given access, write to"
        self.assertEqual(self._told(), f"{nothing} help@us.example.")
        [link] = self.page("/my").xpath("//*[contains(@class, 'alert')]//a/@href")
        self.assertEqual(link, "mailto:help@us.example")
        company.email = False
        self.assertEqual(self._told(), f"{nothing} {company.name}.")

    def test_home_without_anything_chosen(self):
        """A section that stands in the menu only: home says where to go."""
        self.line.write({"home_button": "none", "on_home": False, "home_chart": False})
        self.profile_default.welcome = False
        self.profile_default.link_ids.unlink()
        self.assertEqual(
            self._nothing("/my"),
            (
                "Nothing is chosen for this page",
                "Choose in the menu what you look for.",
                [],
            ),
        )
        self.line.home_button = "list"
        page = self.page("/my")
        self.assertFalse(page.xpath("//*[contains(@class, 'cp-nothing')]"))

    def test_headings(self):
        """The same blocks, in the record's page and in the form."""
        ticket = self._ticket(self.ann)
        detail = self.page(f"{LIST}/{ticket.id}")
        shown = self.texts(detail, "//section[.//dl]//h2")
        self.assertCountEqual(shown, HEADINGS)
        self.line.write_scope = "own"
        for url in (f"{LIST}/new", f"{LIST}/{ticket.id}/edit"):
            form = "//form[contains(@class, 'cp-form')]"
            shown = self.texts(self.page(url), f"{form}//h2")
            self.assertEqual([text for text in shown if text in HEADINGS], HEADINGS)

    def test_required(self):
        """What the form asks for has a star, and the browser knows it as well."""
        page = self.page(f"{LIST}/new")
        starred = page.xpath("//*[@class='cp-required']/ancestor::label/@for")
        required = page.xpath("//*[@required]/@id")
        self.assertIn("cp_name", starred)
        self.assertCountEqual(starred, required)
