# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import csv
import io

from odoo import fields
from odoo.tests import tagged

from . import common

SPACE = "\N{NO-BREAK SPACE}"


@tagged("-at_install", "post_install")
class TestItalian(common.DocumentCase):
    """Days, numbers and money as an Italian contact writes them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("it_IT")
        cls.ann.lang = "it_IT"
        cls.section.field_ids.in_list = True
        euro = cls.env.ref("base.EUR")
        euro.active = True
        cls.document = cls.documents.create(
            {
                "name": "Contratto",
                "partner_id": cls.ann.partner_id.id,
                "quantity": 12345,
                "weight": 1234.5,
                "amount": 1234.5,
                "currency_id": euro.id,
                "day": "2026-11-26",
                # in Rome it is an hour later
                "moment": fields.Datetime.to_datetime("2025-11-26 13:05:00"),
                "country_id": cls.italy.id,
            }
        )

    def setUp(self):
        super().setUp()
        self.opener.cookies["frontend_lang"] = "it_IT"

    def _page(self, url):
        response = self.url_open(f"/it{url}")
        self.assertEqual(response.status_code, 200, url)
        return common.common.html.fromstring(response.text)

    def _check(self, page, path, moment):
        for name, shown in (
            ("quantity", "12.345"),
            ("weight", "1.234,5"),
            ("amount", f"1.234,50{SPACE}€"),
            ("day", "26/11/2026"),
            ("moment", moment),
        ):
            [text] = self.texts(page, path.format(name))
            self.assertEqual(text.replace(SPACE, " "), shown.replace(SPACE, " "), name)

    def test_values(self):
        self._check(self._page(common.LIST), "//td[@name='td_{}']", "26 nov 2025")
        detail = self._page(f"{common.LIST}/{self.document.id}")
        self._check(detail, "//dd[@name='field_{}']", "26/11/2025 14:05")

    def test_search(self):
        """What one reads one can search for."""
        for typed, found in (
            ("1.234,50", 1),
            ("1234,5", 1),
            ("26/11/2026", 1),
            ("1.234,51", 0),
            ("27/11/2026", 0),
        ):
            page = self._page(f"{common.LIST}?q={typed}")
            rows = page.xpath("//td[@name='td_name']")
            self.assertEqual(len(rows), found, typed)
        for typed, found in (("1.234,50", 1), ("1234,5", 1), ("1.234,51", 0)):
            page = self._page(f"{common.LIST}?c.amount.from={typed}")
            rows = page.xpath("//td[@name='td_name']")
            self.assertEqual(len(rows), found, typed)

    def test_export(self):
        """A program reads it: numbers and days in its own form, heads in Italian."""
        heads = self.texts(self._page(common.LIST), "//th[starts-with(@name, 'th_')]")
        response = self.url_open(f"/it{common.LIST}/export?format=csv")
        text = response.content.decode("utf-8-sig")
        head, row = csv.reader(io.StringIO(text))
        self.assertEqual(head, heads)
        values = dict(zip(head, row, strict=True))
        self.assertEqual(values["Amount"], "1234.5")
        self.assertEqual(values["Day"], "2026-11-26")
