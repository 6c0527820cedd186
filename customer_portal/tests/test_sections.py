# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .sections_case import SectionsCase

MODEL = "x_portal_loan"


@tagged("-at_install", "post_install")
class TestSections(SectionsCase):
    """A manager exposes any model without code."""

    def _new_model(self):
        """Make a model, as an app that is installed later would."""
        return self.env["ir.model"].create(
            {
                "name": "Loan",
                "model": MODEL,
                "field_id": [
                    Command.create({"name": name, "ttype": ttype, **values})
                    for name, ttype, values in (
                        ("x_name", "char", {}),
                        ("x_partner_id", "many2one", {"relation": "res.partner"}),
                    )
                ],
            }
        )

    def test_profiles_on_the_section(self):
        """New lines of the section's form give no right to make or close records."""
        form = self._form("res.partner")
        with form.access_ids.new() as line:
            line.profile_id = self.profile_default
        line = form.save().access_ids
        self.assertFalse(line.can_create)
        self.assertEqual(line.close_scope, "none")
        self.assertEqual(line.read_scope, "own")

    def test_manager_only(self):
        for record in (
            self.section,
            self.section.field_ids[0],
            self.section.filter_ids[0],
        ):
            with self.assertRaises(AccessError):
                record.with_user(self.agent).write({"sequence": 3})
            record.with_user(self.manager).write({"sequence": 3})

    # ------------------------------------------------------------------
    # Refused declarations
    # ------------------------------------------------------------------

    def _check_refused(self, record, values, *messages):
        with self.subTest(values=values):
            with self.assertRaises(ValidationError) as caught, self.cr.savepoint():
                record.write(values)
            for message in messages:
                self.assertIn(message, str(caught.exception))

    def test_refused(self):
        lines = {line.name: line for line in self.section.field_ids}
        self._check_refused(
            lines["partner_id"],
            {"in_form": True},
            "Field partner_id",
            "Take it out of the form",
        )
        lines["category_id"].in_form = True
        self._check_refused(
            self.section,
            {"contact_path": "category_id.company_id.partner_id"},
            "Field category_id",
        )
        self._check_refused(self.section, {"model_id": False}, "Model")
        self._check_refused(
            self.section, {"order": "tag_ids"}, "Default sort", "tag_ids"
        )
        self._check_refused(
            self.section, {"order": "display_name"}, "Default sort", "display_name"
        )
        self._check_refused(self.section, {"contact_path": " , "}, "Path to the con")
        unstored = self.env["ir.model.fields"]._get("helpdesk.ticket", "display_name")
        self._check_refused(
            lines["name"],
            {"field_id": unstored.id, "in_form": False},
            "Field display_name",
            "Clear Searchable",
        )

    def test_allowed_values(self):
        priority = self.section.field_ids.filtered(lambda f: f.name == "priority")
        self.assertEqual(len(priority._get_choices()), 4)
        priority.allowed_values = "2, 1"
        self.assertEqual([key for key, _label in priority._get_choices()], ["2", "1"])
        self.assertEqual(priority._parse_input("2"), "2")
        for raw in ("0", "3", "2, 1", ""):
            with self.assertRaises(ValueError, msg=raw):
                priority._parse_input(raw)
        self.assertEqual(priority._prepare_input("3")["value"], "")
        self._check_refused(
            priority, {"allowed_values": "1, high"}, "priority", "high", "0, 1, 2, 3"
        )
        name = self.section.field_ids.filtered(lambda f: f.name == "name")
        self._check_refused(
            name, {"allowed_values": "a"}, "Field name", "Leave them empty"
        )

    def test_path_that_cannot_be_searched(self):
        model = self._new_model()
        section = self._form(MODEL).save()
        self.env["ir.model.fields"].create(
            {
                "model_id": model.id,
                "name": "x_computed_id",
                "ttype": "many2one",
                "relation": "res.partner",
                "store": False,
                "compute": "for record in self: record['x_computed_id'] = False",
            }
        )
        for name in ("contact_path", "company_path", "assigned_path"):
            self._check_refused(
                section, {name: "x_computed_id"}, "x_computed_id", "stored fields"
            )

    def test_allowed_records(self):
        """A fixed list of records, or a domain: these are offered, no others."""
        field = self.section.field_ids.filtered(lambda f: f.name == "category_id")
        categories = self.env["helpdesk.ticket.category"].create(
            [{"name": name} for name in ("Paper", "Ink", "Toner")]
        )
        paper, ink, toner = categories
        for allowed in (
            f"{paper.id}, {ink.id}",
            f"[('id', 'in', {(paper + ink).ids})]",
            "[('name', 'in', ['Paper', 'Ink'])]",
        ):
            with self.subTest(allowed=allowed):
                field.allowed_values = allowed
                offered = {key for key, _label in field._get_choices()}
                self.assertEqual(offered, {str(paper.id), str(ink.id)})
                self.assertEqual(field._parse_input(str(ink.id)), ink.id)
                for raw in (toner.id, f"{paper.id},{ink.id}", 0, -1, 2**63, "x"):
                    with self.assertRaises(ValueError, msg=raw):
                        field._parse_input(str(raw))
        gone = toner.id
        toner.unlink()
        self._check_refused(
            field, {"allowed_values": f"{ink.id}, {gone}"}, "category_id", str(gone)
        )
        # one that is deleted later is no longer offered, and nothing breaks
        field.allowed_values = f"{paper.id}, {ink.id}"
        ink.unlink()
        self.env.registry.clear_cache()
        self.assertTrue(self.section._is_shown())
        self.assertEqual([k for k, _label in field._get_choices()], [str(paper.id)])

    def test_shipped(self):
        """What an addon ships stays: others add their fields to it."""
        with self.assertRaisesRegex(UserError, "Tickets belongs to an addon.*Archive"):
            self.section.unlink()
        self.section.active = False
        self._new_model()
        section = self._form(MODEL).save()
        section._BaseModel__ensure_xml_id()  # as an export gives it
        section.unlink()
        self.assertFalse(section.exists())

    # ------------------------------------------------------------------
    # A model that is gone
    # ------------------------------------------------------------------

    def test_missing_model(self):
        """The section stays, is not shown, and says why; others are not touched."""
        model = self._new_model()
        section = self._form(MODEL).save()
        self.assertEqual(section.contact_path, "x_partner_id")
        self.env["customer.portal.access"].create(
            {"profile_id": self.profile_default.id, "section_id": section.id}
        )
        self.env[MODEL].create(
            {"x_name": "Drill", "x_partner_id": self.ann.partner_id.id}
        )
        menu = self.env["customer.portal.access"].with_user(self.ann)
        self.assertEqual(menu._of_user("loans")._records().search_count([]), 1)
        model.unlink()
        self.env.invalidate_all()
        self.env.registry.clear_cache()  # as the new registry has none
        self.assertTrue(section.exists())
        self.assertEqual(section.model, MODEL)
        self.assertIn(MODEL, section.problem)
        self.assertFalse(menu._of_user("loans"))
        self.assertTrue(menu._of_user("tickets"))
        self.assertFalse(self.section.problem)
        self.assertNotIn(MODEL, self.env["customer.portal.section"]._codes_by_model())
        # its forms open, and the name can be changed
        with Form(section) as form:
            form.name = "Old loans"
            form.model_id = self.env["ir.model"]._get("res.partner")
            form.contact_path = "id"
        self.assertFalse(section.problem)

    def test_missing_field(self):
        """So does a section whose path leads through a field that is gone."""
        model = self._new_model()
        section = self._form(MODEL).save()
        self.env["customer.portal.access"].create(
            {"profile_id": self.profile_default.id, "section_id": section.id}
        )
        menu = self.env["customer.portal.access"].with_user(self.ann)
        self.assertTrue(menu._of_user("loans"))
        model.field_id.filtered(lambda f: f.name == "x_partner_id").unlink()
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        self.assertIn("Path to the contact", section.problem)
        self.assertFalse(menu._of_user("loans"))
        # the model stays managed: nobody reaches it past the profile
        self.assertIn(MODEL, self.env["customer.portal.section"]._codes_by_model())
