# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.tests import tagged

from . import common

MENU = "//nav[@id='cp_menu']"


@tagged("-at_install", "post_install", "without_website")
class TestMenuEntries(common.PortalHttpCase):
    """The menu and the buttons of several sections: order, icons, counts, links."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tickets = cls.env.ref("customer_portal.profile_default_tickets")
        cls.contacts = cls.env["customer.portal.access"].create(
            {
                "profile_id": cls.profile_default.id,
                "section_id": cls.env["customer.portal.section"]
                .create(
                    {
                        "name": "Colleagues",
                        "singular": "Colleague",
                        "code": "colleagues",
                        "icon": "fa-users",
                        "model_id": cls.env["ir.model"]._get("res.partner").id,
                        "contact_path": "id",
                    }
                )
                .id,
                "read_scope": "company",
                "close_scope": "none",
                "can_create": False,
            }
        )

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def _sections(self, page):
        links = page.xpath(f"{MENU}//ul[1]/li/a[contains(@href, '/my/records/')]")
        return [
            (self.texts(link, ".//span[1]")[0], link.xpath("./i/@class")[0])
            for link in links
        ]

    def test_order_and_icons(self):
        tickets = ("Tickets", "fa fa-life-ring")
        contacts = ("Colleagues", "fa fa-users")
        for first, second, expected in (
            (self.tickets, self.contacts, [tickets, contacts]),
            (self.contacts, self.tickets, [contacts, tickets]),
        ):
            first.sequence, second.sequence = 1, 2
            page = self.page("/my")
            self.assertEqual(self._sections(page), expected)
            names = self.texts(page, "//a[@name='open_list']//b")
            self.assertEqual(names, [name for name, _icon in expected], "buttons too")
            icons = page.xpath("//a[@name='open_list']/i/@class")
            self.assertEqual(icons, [icon for _name, icon in expected])

    def test_links(self):
        """External links stand in their order, not in the one they were made in."""
        self.profile_default.link_ids = [Command.clear()] + [
            Command.create(
                {
                    "name": name,
                    "url": f"https://{name.lower()}.example",
                    "sequence": sequence,
                    "home_button": True,
                }
            )
            for name, sequence in (("Third", 30), ("First", 10), ("Second", 20))
        ]
        page = self.page("/my")
        expected = ["First", "Second", "Third"]
        external = "//a[contains(@rel, 'noopener')]"
        self.assertEqual(self.texts(page, f"{MENU}{external}"), expected)
        buttons = f"//div[@class='cp-buttons']{external}"
        self.assertEqual(self.texts(page, buttons), expected)

    def test_open_counts(self):
        """Home's buttons say how many are open, whether the menu does or not."""
        done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self._ticket(self.ann)
        self._ticket(self.ann)
        self._ticket(self.ann, stage_id=done.id)
        self._ticket(self.bob)
        counts = "//a[@name='open_list']//small"
        for in_menu in (True, False):
            self.tickets.in_menu = in_menu
            page = self.page("/my")
            self.assertEqual(self.texts(page, counts), ["2 open"])
            menu = self.texts(page, f"{MENU}//*[@class='cp-menu-count']")
            self.assertEqual(menu, ["open: 2"] if in_menu else [])
        state = self.section.field_ids.filtered(
            lambda field: field.name == "customer_portal_state"
        )
        self.tickets.hidden_field_ids = state
        self.assertFalse(self.texts(self.page("/my"), counts))
