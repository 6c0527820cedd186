# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common

LIST = "/my/records/tickets"
MENU = "//nav[@id='cp_menu']//ul[1]/li/a[contains(@href, '/my/records/')]"
HEADS = "//thead/tr[1]/th[starts-with(@name, 'th_')]"


@tagged("-at_install", "post_install", "without_website")
class TestSectionLook(common.PortalHttpCase):
    """What a manager says of a section's look is what its pages show."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.profile_default.list_style = "2"
        cls.fields = {line.name: line for line in cls.section.field_ids}
        cls.ticket = cls._ticket(cls.ann, priority="2")
        cls.url = f"{LIST}/{cls.ticket.id}"
        cls.line = cls.env.ref("customer_portal.profile_default_tickets")

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def page(self, url):
        """GET a page, in the contact's language where the website has one for each."""
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200, url)
        return common.html.fromstring(response.text)

    def _heads(self):
        return self.texts(self.page(LIST), HEADS)

    def _blocks(self):
        """Return the labels of each card of fields, by its heading."""
        return {
            " ".join(card.xpath("string(.//h2)").split()): self.texts(card, ".//dt")
            for card in self.page(self.url).xpath("//section[.//dl]")
        }

    def _labels(self):
        page = self.page(f"{LIST}/new")
        form = "//form[contains(@class, 'cp-form')]"
        return self.texts(page, f"{form}//label | {form}//legend")

    def test_label(self):
        """The section's own label stands wherever the field does."""
        priority = self.fields["priority"]
        priority.write({"label": "Urgency", "block": "About it"})
        self.assertIn("Urgency", self._heads())
        self.assertIn("Urgency", self._blocks()["About it"])
        self.assertTrue(any("Urgency" in label for label in self._labels()))
        export = self.get(f"{LIST}/export").content.decode("utf-8-sig")
        self.assertIn("Urgency", export.splitlines()[0])
        for text in (str(self._heads()), str(self._labels()), export):
            self.assertNotIn("Priority", text)
        priority.label = False
        self.assertIn("Priority", self._heads())

    def test_block(self):
        """Fields of one block stand on one card; those of none on the section's."""
        self.fields["category_id"].block = "Device"
        self.fields["priority"].block = "Device"
        self.fields["user_id"].block = False
        blocks = self._blocks()
        self.assertEqual(blocks["Device"], ["Category", "Priority"])
        self.assertIn("Assigned to", blocks["Tickets"])
        self.assertNotIn("Priority", blocks["Ticket information"])

    def test_order_of_fields(self):
        """List, detail, form and export have the section's order."""
        names = ("priority", "category_id", "partner_id")
        for order in (names, names[::-1]):
            for number, name in enumerate(order):
                self.fields[name].write(
                    {"sequence": 200 + number, "in_list": True, "block": "Here"}
                )
            with self.subTest(order=order):
                labels = [self.fields[name]._get_label() for name in order]
                self.assertEqual(self._heads()[-3:], labels)
                self.assertEqual(self._blocks()["Here"], labels)
                export = self.get(f"{LIST}/export").content.decode("utf-8-sig")
                head = export.splitlines()[0].replace('"', "").split(",")
                self.assertEqual(head[-3:], labels)
                shown = str(self._labels())
                first, second = [x for x in labels if x in ("Priority", "Category")]
                self.assertLess(shown.index(first), shown.index(second))

    def test_not_in_the_detail(self):
        """A field that the detail leaves out is still in the list."""
        priority = self.fields["priority"]
        self.assertTrue(self.page(self.url).xpath("//dd[@name='field_priority']"))
        priority.in_detail = False
        self.assertFalse(self.page(self.url).xpath("//dd[@name='field_priority']"))
        self.assertIn("Priority", self._heads())

    def test_menu(self):
        """Order, name and icon of the entries are those of the manager."""
        people = self.env["customer.portal.section"].create(
            {
                "name": "People",
                "singular": "Person",
                "code": "people",
                "icon": "fa-star",
                "model_id": self.env["ir.model"]._get("res.partner").id,
                "contact_path": "id",
            }
        )
        second = self.env["customer.portal.access"].create(
            {
                "profile_id": self.profile_default.id,
                "section_id": people.id,
                "close_scope": "none",
                "can_create": False,
            }
        )
        for numbers, expected in (
            ((1, 2), ["tickets", "people"]),
            ((2, 1), ["people", "tickets"]),
        ):
            self.line.sequence, second.sequence = numbers
            entries = self.page("/my").xpath(MENU)
            codes = [entry.get("href").rpartition("/")[2] for entry in entries]
            self.assertEqual(codes, expected)
        [icon, _other] = self.page("/my").xpath(f"{MENU}/i/@class")
        self.assertEqual(icon.split(), ["fa", "fa-star"])
        people.icon = "fa-heart"
        self.assertIn("fa-heart", self.page("/my").xpath(f"{MENU}/i/@class")[0])

    def test_page_size(self):
        """The list has as many rows as the section says, unless one is asked for."""
        for _number in range(6):
            self._ticket(self.ann)
        rows = "//tbody/tr[td[@name='td_name']]"
        for size, asked, shown in ((3, "", 3), (5, "", 5), (3, "?size=10", 7)):
            self.section.page_size = size
            page = self.page(f"{LIST}{asked}")
            self.assertEqual(len(page.xpath(rows)), shown, (size, asked))
        self.assertEqual(len(self.page(f"{LIST}?page=3").xpath(rows)), 1)

    def test_languages(self):
        """What the manager translated is read in the contact's language."""
        self.env["res.lang"]._activate_lang("it_IT")
        words = {
            "en_US": ("Cases", "Waiting for us", "How urgent", "Basics"),
            "it_IT": ("Pratiche", "Attende noi", "Quanto urgente", "Dati di base"),
        }
        priority, quick = self.fields["priority"], self.section.filter_ids[0]
        for lang, (name, filter_name, label, block) in words.items():
            self.section.with_context(lang=lang).name = name
            quick.with_context(lang=lang).name = filter_name
            priority.with_context(lang=lang).write({"label": label, "block": block})
        for lang, (name, filter_name, label, block) in words.items():
            self.ann.lang = lang
            self.opener.cookies.set("frontend_lang", lang)
            with self.subTest(lang=lang):
                page = self.page(LIST)
                self.assertEqual(self.texts(page, "//h1"), [name])
                self.assertIn(name, " ".join(self.texts(page, MENU)))
                filters = "//div[contains(@class, 'cp-filters')]/a"
                self.assertIn(f"{filter_name} 1", self.texts(page, filters))
                self.assertIn(label, self.texts(page, HEADS))
                self.assertEqual(self._blocks()[block], [label])
                self.assertTrue(any(label in shown for shown in self._labels()))
