# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import csv
import io
from unittest.mock import patch

import openpyxl

from odoo.tests import tagged

from .. import listing
from ..models import customer_portal_access_list
from . import common

LIST = "/my/records/tickets"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("//evil.example")')


@tagged("-at_install", "post_install", "without_website")
class TestExport(common.PortalHttpCase):
    """What the list shows, as a spreadsheet: no more of it, and no formulas."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["helpdesk.ticket"].search([]).unlink()
        cls.line = cls.env.ref("customer_portal.profile_company_tickets")
        cls.fields = {field.name: field for field in cls.section.field_ids}
        cls.tickets = [cls._ticket(cls.ann, name) for name in ("Badge", *FORMULAS)]
        cls._ticket(cls.dan, "Secret of Globex")

    def setUp(self):
        super().setUp()
        self.login(self.bob)

    def _csv(self, query=""):
        response = self.get(f"{LIST}/export?format=csv{query}")
        self.assertEqual(response.status_code, 200)
        self.assertIn("attachment", response.headers["Content-Disposition"])
        text = response.content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def test_csv(self):
        rows = self._csv("&sort=name&size=10&page=7")
        self.assertEqual(len(rows), 6)
        found = {row["Title"] for row in rows}
        self.assertEqual(found, {"Badge", *(f"'{text}" for text in FORMULAS)})
        [badge] = (row for row in rows if row["Title"] == "Badge")
        self.assertEqual(badge["Contact"], "Ann")
        self.assertEqual(badge["State"], "New")
        self.assertEqual(
            list(badge),
            self.texts(self.page(LIST), "//th[starts-with(@name, 'th_')]"),
        )

    def test_xlsx(self):
        response = self.get(f"{LIST}/export?format=xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
        labels, *rows = sheet.iter_rows()
        title = [cell.value for cell in labels].index("Title")
        self.assertEqual({row[title].value for row in rows}, {"Badge", *FORMULAS})
        self.assertEqual({row[title].data_type for row in rows}, {"s"})
        updated = [cell.value for cell in labels].index("Updated")
        self.assertTrue(rows[0][updated].is_date)

    def test_narrowed(self):
        self.assertEqual(len(self._csv("&c.name=badge")), 1)
        self.assertEqual(len(self._csv("&filter=closed")), 0)
        self.assertEqual(len(self._csv("&mine=1")), 0)
        self.assertEqual(len(self._csv("&c.access_token=x&domain=[]")), 6)

    def test_hidden(self):
        self.line.hidden_field_ids = self.fields["partner_id"]
        rows = self._csv("&c.partner_id=zzz&sort=partner_id")
        self.assertEqual(len(rows), 6)
        self.assertNotIn("Contact", rows[0])
        self.assertNotIn("Ann", str(rows))

    def test_limit(self):
        with (
            patch.object(customer_portal_access_list, "MAX_ROWS", 4),
            patch.object(listing, "MAX_ROWS", 4),
        ):
            self.assertEqual(len(self._csv()), 4)
            [text] = self.texts(self.page(LIST), "//span[@role='status']")
        self.assertEqual(text, "1 to 4 of more than 4")
        [text] = self.texts(self.page(LIST), "//span[@role='status']")
        self.assertEqual(text, "1 to 6 of 6")

    def test_limit_is_said(self):
        [menu] = self.page(LIST).xpath("//details[contains(@class, 'cp-export')]")
        told = " ".join(menu.text_content().split())
        self.assertIn("What the list shows, up to 10,000 rows", told)

    def test_refused(self):
        self.assertEqual(self.get(f"{LIST}/export?format=exe").status_code, 404)
        self.assertEqual(self.get("/my/records/nothing/export").status_code, 404)
        self.assertEqual(self.post(f"{LIST}/export").status_code, 405)
        self.bob.partner_id.customer_portal_profile_id = False
        self.login(self.bob)
        self.assertEqual(self.get(f"{LIST}/export").status_code, 404)
        self.authenticate(None, None)
        self.assertEqual(self.get(f"{LIST}/export").status_code, 303)

    def test_queries(self):
        """Not one for each row."""
        counts = []
        for number in (3, 40):
            for _ticket in range(number):
                self._ticket(self.ann)
            self._csv()
            before = self.cr.sql_log_count
            self._csv()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_batches(self):
        """Rows are read a few at a time: each once, each batch as dear as another."""
        for number in range(4):
            self._ticket(self.ann, f"More {number}")
        with patch.object(customer_portal_access_list, "BATCH", 3):
            rows = self._csv("&sort=name")
            self.assertEqual(len(rows), 10)
            self.assertEqual(len({row["Number"] for row in rows}), 10)
            titles = [row["Title"] for row in rows if row["Title"].startswith("More")]
            self.assertEqual(titles, [f"More {number}" for number in range(4)])
            counts = []
            for _round in range(3):
                self._csv()
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                self._csv()
                counts.append(self.cr.sql_log_count - before)
                for _ticket in range(6):  # two batches more
                    self._ticket(self.ann)
        self.assertGreater(counts[1], counts[0], "read in batches")
        self.assertEqual(counts[1] - counts[0], counts[2] - counts[1])
