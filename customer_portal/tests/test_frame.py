# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
from io import BytesIO
from unittest.mock import patch

from PIL import Image

from odoo import Command
from odoo.tests import tagged

from ..models import customer_portal_access_menu as menu
from . import common

STOCK_PAGES = ("/my/account", "/my/security", "/my/addresses")
MENU = "//nav[@id='cp_menu']"


@tagged("-at_install", "post_install", "without_website")
class TestFrame(common.PortalHttpCase):
    """Menu, top bar and colours stand around every page of contacts with a profile."""

    def _current(self, page):
        return self.texts(page, f"{MENU}//a[@aria-current]")

    def test_stock_pages(self):
        """Odoo's own pages keep their content and get the frame, and one menu."""
        self.login(self.ann)
        for url in STOCK_PAGES:
            page = self.page(url)
            self.assertEqual(len(page.xpath(MENU)), 1, url)
            self.assertEqual(self._current(page), ["My profile"], url)
            self.assertEqual(len(page.xpath("//div[@id='wrap']")), 1, url)
            self.assertTrue(
                page.xpath("//div[@id='wrap']//form | //div[@id='wrap']//a")
            )
        password = "//div[@id='cp_content']//form[@action='/my/security']"
        self.assertTrue(self.page("/my/security").xpath(password))

    def test_missing(self):
        """Nothing, and what is somebody else's, is said in the frame, with a way on."""
        hidden = self._ticket(self.dan, "Secret of Globex")
        for user, framed in ((self.ann, True), (self.agent, False), (None, False)):
            self.authenticate(user and user.login, common.PASSWORD)
            for path in (hidden.id, 2147483000, f"{hidden.id}/pdf"):
                response = self.url_open(f"/my/records/tickets/{path}")
                if user:
                    self.assertEqual(response.status_code, 404)
                self.assertNotIn("Secret", response.text)
                page = common.html.fromstring(response.text)
                self.assertEqual(len(page.xpath(MENU)), int(framed))
                home = page.xpath("//*[@id='wrap']//a[@href='/my']")
                self.assertEqual(len(home), int(framed))

    def test_skip_link(self):
        """The first link leads past the menu."""
        self.login(self.ann)
        page = self.page("/my/records/tickets")
        [first] = page.xpath("(//body//a)[1]/@href")
        self.assertEqual(first, "#wrap")
        self.assertFalse(page.xpath("//*[@id='wrap']//nav[@id='cp_menu']"))

    def test_who_has_no_frame(self):
        """Agents, and users without a profile, keep Odoo's look."""
        self.ann.partner_id.customer_portal_profile_id = False
        for user in (self.agent, self.ann):
            for without in ("account", "standard"):
                self.env.company.customer_portal_without_profile = without
                self.login(user)
                for url in ("/my", *STOCK_PAGES):
                    page = self.page(url)
                    self.assertFalse(page.xpath(MENU), url)
                    self.assertFalse(page.xpath("//div[@id='cp_content']"), url)
                    self.assertEqual(len(page.xpath("//div[@id='wrap']")), 1, url)

    def test_header_of_the_website(self):
        """With a website its header stays and has the logo; without, the menu has."""
        self.login(self.ann)
        page = self.page("/my")
        has_website = "website" in self.env
        self.assertEqual(bool(page.xpath("//header[@id='top']")), has_website)
        self.assertEqual(bool(page.xpath("//footer[@id='bottom']")), has_website)
        self.assertEqual(
            bool(page.xpath(f"{MENU}//*[@class='cp-logo']")), not has_website
        )

    def test_language_of_the_page(self):
        self.env["res.lang"]._activate_lang("it_IT")
        self.login(self.ann)
        for url in ("/my", "/my/security", "/web/login"):
            self.assertEqual(self.page(url).get("lang"), "en-US", url)
        page = common.html.fromstring(self.url_open("/it/my").text)
        self.assertEqual(page.get("lang"), "it-IT")
        languages = page.xpath("//details[contains(@class, 'cp-languages')]//a")
        self.assertEqual([a.get("lang") for a in languages], ["en-US", "it-IT"])
        self.assertEqual(
            [a.get("lang") for a in languages if a.get("aria-current")], ["it-IT"]
        )

    def test_current_place(self):
        ticket = self._ticket(self.ann)
        self.login(self.ann)
        self.assertEqual(self._current(self.page("/my")), ["Home"])
        tickets = "/my/records/tickets"
        for url in (tickets, f"{tickets}/new", f"{tickets}/{ticket.id}"):
            self.assertEqual(self._current(self.page(url)), ["Tickets open: 1"], url)

    def test_who_and_exit(self):
        self.login(self.ann)
        page = self.page("/my/security")
        who = self.texts(page, f"{MENU}//*[@class='cp-who']")
        self.assertEqual(who, ["A Ann ann@acme.example"])
        self.assertTrue(
            page.xpath("//a[@name='exit'][starts-with(@href, '/web/session')]")
        )

    def test_phone_menu_without_scripts(self):
        """The button is a link to the menu, and the menu has one back."""
        self.login(self.ann)
        page = self.page("/my")
        self.assertTrue(page.xpath("//a[@href='#cp_menu'][@aria-label='Menu']"))
        self.assertTrue(page.xpath(f"{MENU}/a[@href='#'][@aria-label='Close']"))

    # ------------------------------------------------------------------
    # Counts
    # ------------------------------------------------------------------

    def _count_of(self, page):
        return self.texts(page, f"{MENU}//*[@class='cp-menu-count']")

    def test_counts(self):
        """What is open counts, as the contact sees it; nobody else's."""
        closed = self.env["helpdesk.ticket.stage"].search(
            [("customer_portal_state", "=", "closed")], limit=1
        )
        self._ticket(self.ann)
        self._ticket(self.bob)
        self._ticket(self.dan)
        self._ticket(self.ann, stage_id=closed.id)
        for user, count in ((self.ann, "1"), (self.bob, "2"), (self.dan, "1")):
            self.login(user)
            self.assertEqual(self._count_of(self.page("/my")), [f"open: {count}"])
        self.login(self.sue)
        self.assertEqual(self._count_of(self.page("/my")), [])

    def test_counting_ends(self):
        for _ticket in range(4):
            self._ticket(self.ann)
        self.login(self.ann)
        with patch.object(menu, "MAX_COUNT", 3):
            self.assertEqual(self._count_of(self.page("/my")), ["open: 2+"])

    def test_hidden_state_is_not_counted(self):
        line = self.env.ref("customer_portal.profile_default_tickets")
        state = line.section_id.field_ids.filtered(
            lambda field: field.name == "customer_portal_state"
        )
        line.hidden_field_ids = [Command.link(state.id)]
        self._ticket(self.ann)
        self.login(self.ann)
        self.assertEqual(self._count_of(self.page("/my")), [])

    # ------------------------------------------------------------------
    # Branding
    # ------------------------------------------------------------------

    def test_colours(self):
        self.profile_default.write(
            {"menu_colour": "#ffe9a8", "accent_colour": "#7a1f5c"}
        )
        self.login(self.ann)
        [frame] = self.page("/my/security").xpath(
            "//div[@style][.//nav[@id='cp_menu']]"
        )
        self.assertIn("--cp-accent: #7a1f5c", frame.get("style"))
        self.assertIn("--cp-menu: #ffe9a8", frame.get("style"))
        self.assertIn("--cp-on-menu: #000000", frame.get("style"))
        self.login(self.bob)
        self.assertNotIn("#7a1f5c", self.get("/my").text)

    def test_logo(self):
        """Everybody gets the logo of the own portal, whatever is asked for."""
        image = BytesIO()
        Image.new("RGB", (4, 4), "#aa0000").save(image, "PNG")
        self.profile_company.logo = base64.b64encode(image.getvalue())
        self.login(self.ann)
        self.assertEqual(self.get("/my/logo").status_code, 404)
        self.assertEqual(
            self.get(f"/my/logo?profile_id={self.profile_company.id}").status_code, 404
        )
        self.login(self.bob)
        response = self.get("/my/logo")
        self.assertEqual(response.headers["Content-Type"], "image/png")
        self.assertTrue(response.content)
        if "website" not in self.env:
            logo = f"{MENU}//img[contains(@src, '/my/logo?unique=')]"
            self.assertTrue(self.page("/my").xpath(logo))

    def test_texts_are_escaped(self):
        """A manager's text never runs as a script in a contact's browser."""
        self.profile_default.write(
            {
                "welcome": "<p>Hello <b>all</b><script>attack()</script>"
                "<img src=x onerror=attack()></p>",
                "announcement": "<script>attack()</script>Closed on Sunday",
            }
        )
        self.login(self.ann)
        text = self.get("/my").text
        self.assertIn("Hello <b>all</b>", text)
        self.assertNotIn("<script>attack", text)
        self.assertNotRegex(text, r"<img[^>]*onerror")
        self.assertIn("&lt;script&gt;attack()&lt;/script&gt;Closed on Sunday", text)

    def test_announcement(self):
        """It stays closed in the browser until there is another text."""
        note = "//div[@class='cp-note']"
        self.login(self.ann)
        self.assertFalse(self.page("/my").xpath(note))
        self.profile_default.announcement = "Closed on Sunday"
        page = self.page("/my/security")
        self.assertEqual(self.texts(page, note), ["Closed on Sunday"])
        self.assertTrue(page.xpath(f"{note}//form[@method='post']"))
        self.assertEqual(self.get("/my/announcement/close").status_code, 405)
        response = self.post("/my/announcement/close", {"page": "/my/security?"})
        self.assertEqual(response.status_code, 303)
        self.assertURLEqual(response.headers["Location"], "/my/security?")
        self.assertFalse(self.page("/my").xpath(note))
        self.profile_default.announcement = "Closed on Monday"
        self.assertEqual(self.texts(self.page("/my"), note), ["Closed on Monday"])

    def test_announcement_leads_nowhere_else(self):
        self.profile_default.announcement = "Closed on Sunday"
        self.login(self.ann)
        for page in ("https://evil.example/my", "//evil.example", "/web", "/my//e"):
            response = self.post("/my/announcement/close", {"page": page})
            self.assertTrue(
                response.headers["Location"].startswith(("/my", self.base_url())), page
            )
            self.assertNotIn("evil", response.headers["Location"])

    # ------------------------------------------------------------------
    # Links and home
    # ------------------------------------------------------------------

    def test_links(self):
        self.profile_default.link_ids = [
            Command.create(
                {"name": "Shop <b>", "url": "https://shop.example/?a=1&b=2"}
            ),
            Command.create(
                {"name": "Write", "url": "mailto:a@b.example", "home_button": True}
            ),
        ]
        self.login(self.ann)
        page = self.page("/my")
        links = page.xpath(f"{MENU}//a[@target='_blank']")
        self.assertEqual(
            [(a.text_content().strip(), a.get("href")) for a in links],
            [
                ("Shop <b>", "https://shop.example/?a=1&b=2"),
                ("Write", "mailto:a@b.example"),
            ],
        )
        buttons = page.xpath("//a[@class='cp-button'][@target='_blank']")
        self.assertEqual([a.text_content().strip() for a in buttons], ["Write"])
        for link in (*links, *buttons):
            self.assertEqual(link.get("rel"), "noopener noreferrer")
        self.login(self.bob)
        self.assertFalse(self.page("/my").xpath(f"{MENU}//a[@target='_blank']"))

    def test_newest(self):
        """The newest records of the sections chosen, as the contact may see them."""
        for number in range(8):
            self._ticket(self.ann, f"Ticket {number}")
        self._ticket(self.bob, "Of a colleague")
        self.login(self.ann)
        titles = "//section[contains(@class, 'cp-newest')]//td[@name='td_name']"
        expected = [f"Ticket {number}" for number in range(7, 1, -1)]
        self.assertEqual(self.texts(self.page("/my"), titles), expected)
        self.profile_default.access_ids.on_home = False
        self.assertEqual(self.texts(self.page("/my"), titles), [])

    def test_buttons(self):
        line = self.env.ref("customer_portal.profile_default_tickets")
        self.login(self.ann)
        for choice, buttons in (
            ("both", ["New ticket", "Tickets"]),
            ("new", ["New ticket"]),
            ("none", []),
        ):
            line.home_button = choice
            names = self.texts(self.page("/my"), "//div[@class='cp-buttons']//b")
            self.assertEqual(names, buttons)
