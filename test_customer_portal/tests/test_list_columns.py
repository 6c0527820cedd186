# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
from unittest.mock import patch

from odoo.tests import Form, tagged

from odoo.addons.customer_portal.models import customer_portal_access_values as values
from odoo.addons.customer_portal.tests import common

LIST = "/my/records/documents"
NAMES = (
    "name",
    "country_id",
    "category_ids",
    "country_ids",
    "line_ids",
    "source_ref",
    "file",
    "photo",
    "country_code",
    "length_of_name",
)
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)


@tagged("-at_install", "post_install")
class TestListColumns(common.PortalHttpCase):
    """A search above every column, made for its type; and what its values give away."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        documents = cls.env["test.customer.portal.document"]
        cls.model = documents
        fields = [cls.env["ir.model.fields"]._get(documents._name, n) for n in NAMES]
        cls.section = cls.env["customer.portal.section"].create(
            {
                "name": "Documents",
                "singular": "Document",
                "code": "documents",
                "model_id": cls.env["ir.model"]._get(documents._name).id,
                "contact_path": "partner_id",
                "order": "id",
                "field_ids": [
                    (0, 0, {"field_id": field.id, "in_list": True}) for field in fields
                ],
            }
        )
        cls.lines = {line.name: line for line in cls.section.field_ids}
        cls.access = cls.env["customer.portal.access"].create(
            {
                "profile_id": cls.profile_default.id,
                "section_id": cls.section.id,
                "close_scope": "none",
            }
        )
        cls.italy, cls.france = cls.env.ref("base.it"), cls.env.ref("base.fr")
        cls.red, cls.green, cls.unused = cls.env["res.partner.category"].create(
            [{"name": "Red tag"}, {"name": "Green tag"}, {"name": "Unused tag"}]
        )
        cls.of_ann = cls._document(
            cls.ann,
            name="Contract",
            country_id=cls.italy.id,
            category_ids=[(6, 0, cls.red.ids)],
            country_ids=[(6, 0, (cls.italy | cls.france).ids)],
            line_ids=[(0, 0, {"name": "Toner"}), (0, 0, {"name": "Paper"})],
            source_ref=f"res.country,{cls.italy.id}",
            file=base64.b64encode(b"content"),
            photo=PIXEL,
        )
        cls.bare = cls._document(cls.ann, name="Bare")
        cls._document(
            cls.dan,
            name="Of Globex",
            country_id=cls.env.ref("base.de").id,
            category_ids=[(6, 0, cls.green.ids)],
            line_ids=[(0, 0, {"name": "Foreign line"})],
        )

    @classmethod
    def _document(cls, user, **vals):
        return cls.model.create({"partner_id": user.partner_id.id, **vals})

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def _found(self, **params):
        response = self.get(LIST, params=params)
        self.assertEqual(response.status_code, 200, params)
        page = common.html.fromstring(response.text)
        return self.texts(page, "//td[@name='td_name']")

    def _options(self, page, name):
        return self.texts(page, f"//select[@name='c.{name}']/option")

    def test_every_column(self):
        """Each column that can be searched has its input, the others have none."""
        page = self.page(LIST)
        for name, kind in (
            ("name", "input"),
            ("country_id", "select"),
            ("category_ids", "select"),
            ("country_ids", "select"),
            ("line_ids", "input"),
            ("file", "select"),
            ("photo", "select"),
            ("country_code", "input"),
        ):
            found = page.xpath(f"//*[@name='c.{name}']")
            self.assertEqual([node.tag for node in found], [kind], name)
        for name in ("source_ref", "length_of_name"):
            self.assertFalse(page.xpath(f"//*[starts-with(@name, 'c.{name}')]"), name)

    def test_what_the_manager_is_told(self):
        told = {name: line.column_search for name, line in self.lines.items()}
        self.assertEqual(told["name"], "Text")
        self.assertEqual(told["file"], "Pick list")
        self.assertEqual(told["country_ids"], "Pick list of few, text of many")
        for name in ("source_ref", "length_of_name"):
            self.assertEqual(told[name], "None: it cannot be searched", name)
        # also while the line is written, and what is there is wrong yet
        self.assertFalse(self.env["customer.portal.section.field"].new().column_search)
        with Form(self.section) as form, form.field_ids.new() as line:
            line.allowed_values = "nonsense"
            line.field_id = self.env["ir.model.fields"]._get(self.model._name, "kind")
            self.assertEqual(line.column_search, "Pick list")
            line.allowed_values = "a"

    def test_search(self):
        yes, no = ["Contract"], ["Bare"]
        both = yes + no
        for name, value, expected in (
            ("country_id", f"={self.italy.id}", yes),
            ("country_id", f"={self.france.id}", []),
            ("country_id", "ital", yes),
            ("country_ids", f"={self.france.id}", yes),
            ("country_ids", "franc", yes),
            ("country_ids", "german", []),
            ("category_ids", f"={self.red.id}", yes),
            ("category_ids", "red", yes),
            ("category_ids", "green", []),
            ("line_ids", "toner", yes),
            ("line_ids", "foreign", []),
            ("file", "1", yes),
            ("file", "0", no),
            ("file", "x", both),
            ("photo", "1", yes),
            ("photo", "0", no),
            ("country_code", "it", yes),
            ("country_code", "fr", []),
            ("source_ref", "italy", both),
            ("source_ref", f"res.country,{self.italy.id}", both),
            ("length_of_name", "4", both),
            ("country_id", "=0", []),
            ("country_id", f"={'9' * 9}", []),
            ("country_id", f"={'9' * 30}", []),
            ("country_id", "=-1", []),
            ("country_id", "=1 or 1=1", []),
        ):
            with self.subTest(name=name, value=value):
                self.assertEqual(self._found(**{f"c.{name}": value}), expected)
        combined = {"c.country_ids": f"={self.france.id}", "c.file": "1"}
        self.assertEqual(self._found(**combined), yes)
        self.assertEqual(self._found(**combined | {"c.line_ids": "ink"}), [])
        for text, expected in (("toner", yes), ("red", yes), ("franc", yes), ("1", [])):
            self.assertEqual(self._found(q=text), expected, text)

    def test_cells(self):
        page = self.page(LIST)
        shown = {
            name: self.texts(page, f"//td[@name='td_{name}']")[0]
            for name in NAMES
            if name != "name"
        }
        self.assertEqual(
            shown,
            {
                "country_id": "Italy",
                "category_ids": "Red tag",
                "country_ids": "France, Italy",
                "line_ids": "Toner, Paper",
                "source_ref": "Italy",
                "file": "Yes",
                "photo": "Yes",
                "country_code": "IT",
                "length_of_name": "8",
            },
        )
        export = self.get(f"{LIST}/export").content.decode("utf-8-sig")
        self.assertIn('Italy,Red tag,"France, Italy"', export)
        self.assertIn(",Italy,Yes,Yes,IT,8", export)
        detail = self.page(f"{LIST}/{self.of_ann.id}")
        for name in ("source_ref", "file"):
            [text] = self.texts(detail, f"//*[@name='field_{name}']")
            self.assertEqual(text, shown[name])

    def test_pick_lists_name_no_others(self):
        """They offer what the own records have: no foreign value, no other tag."""
        page = self.page(LIST)
        self.assertEqual(self._options(page, "country_id"), ["All", "Italy"])
        self.assertEqual(self._options(page, "country_ids"), ["All", "France", "Italy"])
        self.assertEqual(self._options(page, "category_ids"), ["All", "Red tag"])
        for secret in ("Germany", "Green tag", "Unused tag", "Foreign line", "Globex"):
            self.assertNotIn(secret, page.text_content())
        # asked for by its number, what others have is not named either
        for name, record in (("country_id", "base.de"), ("category_ids", self.green)):
            record = self.env.ref(record) if isinstance(record, str) else record
            response = self.get(LIST, params={f"c.{name}": f"={record.id}"})
            self.assertNotIn(record.name, response.text)
            self.assertIn(f"={record.id}", response.text)
        self.access.hidden_field_ids = self.lines["country_ids"]
        page = self.page(LIST)
        self.assertFalse(page.xpath("//*[@name='c.country_ids']"))
        self.assertNotIn("France", page.text_content())
        self.assertEqual(
            self._found(**{"c.country_ids": "german"}), ["Contract", "Bare"]
        )
        self.assertEqual(self._found(q="franc"), [])

    def test_many_values(self):
        """Beyond fifty one types a name; an address with a number goes on working."""
        countries = self.env["res.country"].search([], limit=51)
        for country in countries:
            self._document(self.ann, name=country.name, country_id=country.id)
        page = self.page(LIST)
        self.assertTrue(page.xpath("//input[@name='c.country_id']"))
        self.assertTrue(page.xpath("//select[@name='c.country_ids']"))
        params = {"c.country_id": f"={countries[0].id}"}
        self.assertEqual(self._found(**params), [countries[0].name])
        page = common.html.fromstring(self.get(LIST, params=params).text)
        [chosen] = page.xpath("//select[@name='c.country_id']/option[@selected]")
        self.assertEqual(chosen.text, countries[0].name)
        [sentence] = self.texts(page, "//p[contains(@class, 'cp-searches')]/a")
        self.assertIn(countries[0].name, sentence)

    def test_many_records(self):
        """Who has very many records types names, unless few values are allowed."""
        with patch.object(values, "MAX_LOOKED_AT", 1):
            page = self.page(LIST)
            for name in ("country_id", "country_ids", "category_ids"):
                self.assertTrue(page.xpath(f"//input[@name='c.{name}']"), name)
            self.lines["country_id"].allowed_values = "[('code', 'in', ['IT', 'FR'])]"
            page = self.page(LIST)
            options = self._options(page, "country_id")
            self.assertEqual(options, ["All", "France", "Italy"])
        params = {"c.country_id": f"={self.italy.id}"}
        self.assertEqual(self._found(**params), ["Contract"])

    def test_text_in_a_pick_list(self):
        """A text that an address holds stays where the page has a pick list."""
        page = common.html.fromstring(
            self.get(LIST, params={"c.country_id": "ital"}).text
        )
        [chosen] = page.xpath("//select[@name='c.country_id']/option[@selected]")
        self.assertEqual((chosen.get("value"), chosen.text), ("ital", "“ital”"))
        text = self.get(LIST, params={"c.country_id": "<script>"}).text
        self.assertNotIn("<script>”", text)
        self.assertIn("“&lt;script&gt;”", text)

    def test_archived(self):
        """An archived tag is neither in the cell nor in the pick list."""
        self.red.active = False
        page = self.page(LIST)
        self.assertNotIn("Red tag", page.text_content())

    def test_queries(self):
        """Neither rows nor values make a query more."""
        countries = self.env["res.country"].search([], limit=40)
        counts = []
        for number in (2, 40):
            for country in countries[:number]:
                tag = self.env["res.partner.category"].create({"name": country.name})
                self._document(
                    self.ann,
                    name=country.name,
                    country_id=country.id,
                    country_ids=[(6, 0, country.ids)],
                    category_ids=[(6, 0, tag.ids)],
                    line_ids=[(0, 0, {"name": country.name})],
                    source_ref=f"res.country,{country.id}",
                    file=base64.b64encode(b"content"),
                )
            counts.append(self.count_queries(f"{LIST}?size=100"))
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[0], 40)
