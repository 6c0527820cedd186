# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime

from odoo.tests import tagged

from . import common

FORM = {
    "note": "Line 1\nLine 2",
    "body": "Plain <b>text</b>",
    "quantity": "-7",
    "weight": "1.5",
    "amount": "12.34",
    "day": "2026-02-28",
    "moment": "2026-07-01T12:30",
    "urgent": "1",
    "kind": "b",
}


@tagged("-at_install", "post_install")
class TestInputs(common.DocumentCase):
    """Each type of field is made, shown and changed through its own input."""

    def test_create(self):
        ticked = {f"category_ids.{tag.id}": "1" for tag in self.tags[:2]}
        countries = {f"country_ids.{self.italy.id}": "1"}
        _response, made = self._create(
            **FORM, **ticked, **countries, country_id=str(self.france.id)
        )
        self.assertEqual(made.partner_id, self.ann.partner_id)
        self.assertEqual(made.note, "Line 1\nLine 2")
        self.assertEqual(made.body, "<p>Plain &lt;b&gt;text&lt;/b&gt;</p>")
        self.assertEqual((made.quantity, made.weight, made.amount), (-7, 1.5, 12.34))
        self.assertEqual(str(made.day), "2026-02-28")
        self.assertEqual(made.moment, datetime(2026, 7, 1, 10, 30), "summer in Rome")
        self.assertTrue(made.urgent)
        self.assertEqual((made.kind, made.country_id), ("b", self.france))
        self.assertEqual(made.category_ids, self.tags[:2])
        self.assertEqual(made.country_ids, self.italy)

    def test_shown_and_left_alone(self):
        """What the form shows is what is stored; sent back, nothing is written."""
        _response, made = self._create(
            **FORM,
            **{f"category_ids.{self.tags[0].id}": "1"},
            country_id=str(self.italy.id),
        )
        made.moment = "2026-07-01 10:30:59"  # the input has no seconds
        form = self._form(made)
        for name, value in {**FORM, "country_id": str(self.italy.id)}.items():
            self.assertEqual(form[name], value, name)
        self.assertEqual(form["find.country_id"], "Italy")
        self.assertEqual(form[f"category_ids.{self.tags[0].id}"], "1")
        names = [*common.INPUTS, "write_date"]
        before = made.read(names)
        self.assertEqual(self._edit(made, form).status_code, 303)
        self.assertEqual(made.read(names), before)

    def test_edit(self):
        document = self._document(
            category_ids=self.tags[0].ids, urgent=True, moment="2026-01-01 10:00:00"
        )
        form = self._form(
            document,
            **{
                **FORM,
                "urgent": None,
                f"category_ids.{self.tags[0].id}": None,
                f"category_ids.{self.tags[1].id}": "1",
                "country_id": str(self.france.id),
                "find.country_id": "France",
                "find.country_ids": "italy",
            },
        )
        self.assertEqual(self._edit(document, form).status_code, 303)
        self.assertFalse(document.urgent)
        self.assertEqual(document.category_ids, self.tags[1])
        self.assertEqual(document.country_ids, self.italy)
        self.assertEqual(document.country_id, self.france)
        self.assertEqual(document.moment, datetime(2026, 7, 1, 10, 30))
        self.assertEqual((document.quantity, document.amount), (-7, 12.34))

    def test_emptied(self):
        document = self._document(
            day="2026-01-31",
            moment="2026-01-31 10:00:00",
            note="x",
            country_id=self.italy.id,
            category_ids=self.tags[0].ids,
        )
        form = self._form(
            document,
            day="",
            moment="",
            note="",
            **{"find.country_id": "", f"category_ids.{self.tags[0].id}": None},
        )
        self.assertEqual(self._edit(document, form).status_code, 303)
        for name in ("day", "moment", "note", "country_id", "category_ids"):
            self.assertFalse(document[name], name)

    def test_clock_changes(self):
        """Both ways around the hours that are skipped, or shown twice."""
        for local, utc in (
            ("2026-03-29T01:59", datetime(2026, 3, 29, 0, 59)),
            ("2026-03-29T03:00", datetime(2026, 3, 29, 1, 0)),
            ("2026-10-25T02:30", datetime(2026, 10, 25, 0, 30)),
            ("2026-10-25T03:30", datetime(2026, 10, 25, 2, 30)),
        ):
            document = self._document()
            self._edit(document, self._form(document, moment=local))
            self.assertEqual(document.moment, utc)
            self.assertEqual(self._form(document)["moment"], local)
        response, _made = self._create(moment="2026-03-29T02:30")
        _page, error = self._refused(response, "moment")
        self.assertIn("the clocks skip this hour", error)
        # the second half past two of the night stays, if nobody changes it
        document = self._document(moment="2026-10-25 01:30:00")
        self._edit(document, self._form(document, name="Renamed"))
        self.assertEqual(document.name, "Renamed")
        self.assertEqual(document.moment, datetime(2026, 10, 25, 1, 30))

    def test_other_time_zone(self):
        self.ann.tz = "America/New_York"
        self.login(self.ann)
        document = self._document(moment="2026-01-01 02:00:00")
        self.assertEqual(self._form(document)["moment"], "2025-12-31T21:00")

    def test_bad_values(self):
        for name, value in (
            ("quantity", "1.5"),
            ("quantity", "9" * 20),
            ("weight", "NaN"),
            ("weight", "1e400"),
            ("amount", "12,34x"),
            ("day", "2026-02-30"),
            ("day", "20260101"),
            ("day", "yesterday"),
            ("moment", "2026-01-31"),
            ("moment", "0001-01-01T00:00"),
            ("moment", "9999-12-31T23:59+25:00"),
            ("kind", "c"),
            ("country_id", "0"),
            ("country_id", "1,2"),
            ("country_id", "?"),
        ):
            response, made = self._create(**{name: value})
            self._refused(response, name)
            self.assertFalse(made, (name, value))

    def test_commands_are_refused(self):
        """Of many values only ticked numbers count, never Odoo's commands."""
        _response, made = self._create(
            category_ids="[(0, 0, {'name': 'Intruder'})]",
            country_ids=str(self.italy.id),
            **{"category_ids.(2, 1)": "1", "category_ids.x": "1"},
        )
        self.assertTrue(made)
        self.assertFalse(made.category_ids)
        self.assertFalse(made.country_ids)
        tags = self.env["res.partner.category"]
        self.assertFalse(tags.search([("name", "=", "Intruder")]))

    def test_many_of_the_allowed(self):
        """What is not offered can be neither set nor removed."""
        inside = self.tags[2]
        self.lines["category_ids"].allowed_values = str(
            [("id", "in", self.tags[:2].ids)]
        )
        response, made = self._create(**{f"category_ids.{inside.id}": "1"})
        self._refused(response, "category_ids")
        self.assertFalse(made)
        document = self._document(category_ids=(self.tags[0] | inside).ids)
        form = self._form(document)
        self.assertNotIn(f"category_ids.{inside.id}", form)
        del form[f"category_ids.{self.tags[0].id}"]
        form[f"category_ids.{self.tags[1].id}"] = "1"
        self.assertEqual(self._edit(document, form).status_code, 303)
        self.assertEqual(document.category_ids, self.tags[1] | inside)

    def test_required(self):
        for name in ("country_id", "category_ids", "urgent", "moment", "body"):
            self.access.required_field_ids = self.lines[name]
            response, made = self._create()
            _page, error = self._refused(response, name)
            self.assertIn("Please fill this in.", error)
            self.assertFalse(made, name)

    def test_look(self):
        self.lines["note"].help = "Serial numbers help us."
        page = self.page(f"{common.LIST}/new")
        for path in (
            "//input[@type='date'][@name='day']",
            "//input[@type='datetime-local'][@name='moment']",
            "//input[@type='number'][@step='1'][@name='quantity']",
            "//input[@type='number'][@step='any'][@name='weight']",
            "//input[@name='amount']/following-sibling::span",
            "//input[@type='checkbox'][@name='urgent']",
            "//textarea[@name='note'][@aria-describedby='cp_note_help']",
            "//*[@id='cp_note_help'][text()='Serial numbers help us.']",
            "//button[contains(., 'Create')][contains(., 'document')]",
        ):
            self.assertTrue(page.xpath(path), path)

    def test_defaults(self):
        self.env["ir.default"].set(self.documents._name, "quantity", 3)
        self.env["ir.default"].set(self.documents._name, "kind", "b")
        form = self._form()
        self.assertEqual((form["quantity"], form["kind"]), ("3", "b"))

    def test_conflict(self):
        """Both values are shown; either can be kept."""
        document = self._document(note="First")
        form = self._form(document, note="Mine", quantity="5")
        document.note = "Theirs"
        page, error = self._refused(self._edit(document, form), "note")
        self.assertIn("Somebody changed this meanwhile", error)
        self.assertEqual((document.note, document.quantity), ("Theirs", 0))
        [theirs] = self.texts(page, "//*[@class='cp-theirs-text']")
        self.assertEqual(theirs, "Theirs")
        form = self._sent(page, **{"theirs.note": "1"})
        self.assertEqual(form["note"], "Mine")
        self.assertEqual(self._edit(document, form).status_code, 303)
        self.assertEqual((document.note, document.quantity), ("Theirs", 5))
        self._edit(document, self._sent(page))
        self.assertEqual(document.note, "Mine")

    def test_queries(self):
        counts = []
        for number in (2, 20):
            self.env["res.partner.category"].create(
                [{"name": f"Tag {index}"} for index in range(number)]
            )
            document = self._document(
                category_ids=self.env["res.partner.category"].search([]).ids
            )
            address = f"{common.LIST}/{document.id}/edit"
            counts.append(self.count_queries(address))
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[0], 40)
