# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from datetime import date
from hashlib import sha256

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import html2plaintext, plaintext2html
from odoo.tools.safe_eval import safe_eval

from ..inputs import clean_text

#: Types of fields that a form can ask for, and their input.
INPUTS = {
    "char": "text",
    "text": "textarea",
    "html": "textarea",
    "selection": "select",
    "many2one": "select",
    "integer": "number",
    "float": "number",
    "monetary": "number",
    "date": "date",
    "boolean": "checkbox",
}
#: How values are written, by type of field.
OPTIONS = {"datetime": {"hide_seconds": True}}
#: Longest text, in characters, that a one-line and a many-line input take.
MAX_LENGTH = {"text": 250, "textarea": 50_000}
#: Most values that a pick list offers.
MAX_CHOICES = 200


def is_sortable(field):
    """Tell whether lists can be sorted by a field.

    :param field: an Odoo field, or ``None``
    :rtype: bool
    """
    return bool(field and field.store and field.column_type and field.type != "html")


class CustomerPortalSectionField(models.Model):
    _name = "customer.portal.section.field"
    _description = "Portal section field"
    _inherit = ["customer.portal.cached"]
    _order = "sequence, id"
    _rec_name = "name"

    section_id = fields.Many2one(
        "customer.portal.section", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer("Order", default=10)
    field_id = fields.Many2one(
        "ir.model.fields",
        required=True,
        ondelete="cascade",
        domain="[('model', '=', parent.model)]",
    )
    name = fields.Char("Field name", related="field_id.name", store=True)
    label = fields.Char(translate=True, help="Empty: the field's own label.")
    block = fields.Char(
        translate=True, help="Heading of the card in which the detail shows the field."
    )
    in_list = fields.Boolean("List")
    in_detail = fields.Boolean("Detail", default=True)
    in_form = fields.Boolean("Form")
    searchable = fields.Boolean(help="Searched by the box above the list.")
    required = fields.Boolean(help="The form asks for it.")
    allowed_values = fields.Char(
        help="What the form offers; nothing else is accepted. For a selection: its "
        "keys, separated by commas. For a link to another model: a domain, or the ids "
        "of records, separated by commas. Empty: all values.",
    )

    _field_unique = models.Constraint(
        "UNIQUE(section_id, field_id)",
        "A section shows a field once: change the line that is there.",
    )

    @api.constrains("section_id", "field_id", "allowed_values", "in_form", "searchable")
    def _check_declaration(self):
        if problem := self._get_problems():
            raise ValidationError(problem)

    def _get_problems(self):
        """Return what is wrong with the first line that is not right, and the mend.

        :rtype: str or None
        """
        for line in self:
            if problem := line._get_problem():
                return self.env._(
                    "Field %(field)s: %(problem)s", field=line.name, problem=problem
                )
        return None

    def _get_problem(self):
        """Return what is wrong with the declaration, and the mend.

        :rtype: str or None
        """
        field = self._field()
        if not field:
            return self.env._(
                "%(model)s has no such field. Choose one of its fields.",
                model=self.section_id.model,
            )
        if self.in_form and (field.type not in INPUTS or field.readonly):
            return self.env._("it cannot be filled in. Take it out of the form.")
        if self.in_form and self.name in self.section_id._link_fields():
            return self.env._(
                "it decides to whom a record belongs. Take it out of the form: new "
                "records get the contact who makes them."
            )
        if self.searchable and (field.type not in ("char", "text") or not field.store):
            return self.env._("only stored texts can be searched. Clear Searchable.")
        return self._get_allowed_values_problem() if self.allowed_values else None

    def _get_allowed_values_problem(self):
        field = self._field()
        if field.type == "selection":
            known = [key for key, _label in field._description_selection(self.env)]
            unknown = [key for key in self._get_allowed_keys() if key not in known]
            return unknown and self.env._(
                "Allowed values: there is no %(unknown)s. Choose among %(known)s.",
                unknown=", ".join(unknown),
                known=", ".join(known),
            )
        if field.type != "many2one":
            return self.env._("Allowed values: it has no pick list. Leave them empty.")
        if self._get_allowed_ids():
            return None
        error = self._find_domain_error(field.comodel_name, self.allowed_values)
        return error and self.env._(
            "Allowed values: this is no valid domain (%(error)s).", error=error
        )

    def _field(self):
        return self.env[self.section_id.model]._fields.get(self.name)

    def _get_allowed_keys(self):
        return [key.strip() for key in self.allowed_values.split(",") if key.strip()]

    def _get_allowed_ids(self):
        """Return the ids of a fixed list, empty where there is none.

        :rtype: list[int]
        """
        keys = self._get_allowed_keys() if self.allowed_values else []
        if not all(re.fullmatch(r"[0-9]{1,9}", key) for key in keys):
            return []
        return [int(key) for key in keys]

    def _get_allowed_domain(self):
        if ids := self._get_allowed_ids():
            return [("id", "in", ids)]
        return safe_eval(self.allowed_values or "[]")

    def _is_sortable(self):
        return is_sortable(self._field())

    # ------------------------------------------------------------------
    # What is shown
    # ------------------------------------------------------------------

    def _get_label(self):
        """Return the label in the user's language.

        :rtype: str
        """
        return self.label or self._field()._description_string(self.env)

    def _prepare_cell(self, record):
        """Render the field of one record.

        :param record: one record, as the user
        :return: ``name``, ``label``, ``html`` (Markup, empty without a value),
            ``is_long`` and ``state``: the value, for the section's state field only
        :rtype: dict
        """
        field = self._field()
        converter = f"ir.qweb.field.{field.type}"
        if converter not in self.env:
            converter = "ir.qweb.field"
        # sudo: the section's model - a field that the user may read, with the label or
        # the currency that belongs to it
        record = record.sudo()
        value = record[self.name]
        html = (
            self.env[converter]
            .with_context(partner_display_name_hide_company=True)
            .record_to_html(record, self.name, OPTIONS.get(field.type, {}))
        )
        return {
            "name": self.name,
            "label": self._get_label(),
            "html": Markup(html or "") if field.type != "boolean" or value else "",
            "is_long": field.type in ("html", "text"),
            "state": value if self.name == self.section_id.state_field else None,
        }

    # ------------------------------------------------------------------
    # What is asked for
    # ------------------------------------------------------------------

    def _prepare_input(self, value=None, error=None, required=False, record=None):
        """Describe the input of the field.

        :param str value: what was typed before
        :param str error: what is wrong with it
        :param bool required: asked for, even if the section does not ask everybody
        :param record: the record that is edited, if any
        :rtype: dict
        """
        input_type = INPUTS[self._field().type]
        choices = self._get_choices() if input_type == "select" else []
        current = self._get_input_value(record) if record else None
        if current and input_type == "select" and current not in dict(choices):
            choices = [(current, self._get_text(record)), *choices]
        if value is None:
            value = self._get_default() if current is None else current
        if input_type == "select" and value not in dict(choices):
            value = ""
        return {
            "name": self.name,
            "label": self._get_label(),
            "type": input_type,
            "required": self.required or required,
            "max_length": MAX_LENGTH.get(input_type),
            "choices": choices,
            "value": value,
            "error": error,
            "mark": self._get_mark(record) if record else None,
        }

    def _get_input_value(self, record):
        """Return the value of a record as its input holds it.

        :param record: a record that the user can read
        :rtype: str
        """
        # sudo: the section's model - a field that the user may read, whatever it
        # links to
        value, kind = record.sudo()[self.name], self._field().type
        if kind == "boolean":
            return "1" if value else ""
        if kind in ("float", "monetary"):
            return f"{value:.6f}".rstrip("0").rstrip(".")
        if kind == "integer":
            return str(value)
        if not value:
            return ""
        if kind == "many2one":
            return str(value.id)
        return clean_text(html2plaintext(value) if kind == "html" else str(value))

    def _get_mark(self, record):
        """Return what tells whether the value of a record is still the same.

        :param record: a record that the user can read
        :rtype: str
        """
        return self._mark(self._get_input_value(record))

    def _get_typed(self, form):
        """Return what a form holds for the field, an empty text for nothing.

        :param dict form: texts by name of input
        :rtype: str
        """
        typed = clean_text(form.get(self.name))
        if self._field().type == "boolean":
            return "1" if self._parse_checkbox(typed) else ""
        return typed

    def _mark(self, value):
        return sha256(f"{self.name} {value}".encode()).hexdigest()[:16]

    def _is_edited(self, record, form, required=False):
        """Tell whether a form changes the field of a record.

        :param record: a record that the user can read
        :param dict form: texts by name of input
        :param bool required: asked for, even if the section does not ask everybody
        :rtype: bool
        :raise ValueError: with both values, where somebody else changed it meanwhile
        """
        mark = form.get(f"was.{self.name}")
        if self.name not in form and mark is None:
            return False
        typed, current = self._get_typed(form), self._get_input_value(record)
        if typed == current:
            return not typed and (self.required or required)
        if mark == self._get_mark(record):
            return True
        if mark == self._mark(typed):
            return False  # changed by somebody else only
        raise ValueError(
            self.env._(
                "Changed meanwhile to: %(value)s. Save again to replace it.",
                value=self._get_text(record) or "-",
            )
        )

    def _get_text(self, record):
        """Return the value of a record as a text for people.

        :param record: a record that the user can read
        :rtype: str
        """
        return html2plaintext(self._prepare_cell(record)["html"])

    def _get_shown(self, form, record):
        """Return what a form that is shown again holds, ``None`` for the present value.

        :param dict form: what was sent; empty for a new form
        :param record: the record that is edited, if any
        :rtype: str or None
        """
        if not form:
            return None
        typed = self._get_typed(form)
        untouched = record and form.get(f"was.{self.name}") == self._mark(typed)
        return None if untouched else typed

    def _get_default(self):
        default = self._records_model().default_get([self.name]).get(self.name)
        return "" if default in (None, False) else str(default)

    def _records_model(self):
        return self.env[self.section_id.model]

    def _get_choices(self):
        """Return the values that the form offers.

        :return: value and label of each
        :rtype: list[tuple[str, str]]
        """
        field = self._field()
        if field.type == "selection":
            choices = dict(field._description_selection(self.env))
            keys = self._get_allowed_keys() if self.allowed_values else choices
            return [(key, choices[key]) for key in keys]
        # sudo: the field's model - the allowed values are the manager's choice, within
        # the companies of the user
        comodel = self.env[field.comodel_name].sudo()
        domain = Domain(self._get_allowed_domain())
        if not self.allowed_values and not self._offers_all():
            if not comodel.sudo(False).has_access("read"):
                return []
            domain &= Domain("id", "in", comodel.sudo(False)._search([]))
        if "company_id" in comodel._fields:
            domain &= Domain("company_id", "in", [False, *self.env.companies.ids])
        values = comodel.search(domain, limit=MAX_CHOICES)
        return [(str(value.id), value.display_name) for value in values]

    def _offers_all(self):
        """Tell whether a pick list without allowed values has every record.

        Not of what sections and Odoo's portal show: of these it has what the user may
        read.

        :rtype: bool
        """
        managed = self.env["ir.model.access"]._customer_portal_get_managed()
        return self._field().comodel_name not in managed

    def _parse_input(self, raw, required=False):
        """Turn what was typed into a value of the field.

        :param raw: text, or ``None`` where the form did not send the field
        :param bool required: asked for, even if the section does not ask everybody
        :return: a value for ``create`` and ``write``
        :raise ValueError: with a message for the person, where it is not acceptable
        """
        raw = clean_text(raw)
        if not raw:
            if self.required or required:
                raise ValueError(self.env._("Please fill this in."))
            return False
        return getattr(self, f"_parse_{INPUTS[self._field().type]}")(raw)

    def _parse_text(self, raw):
        self._check_length(raw, MAX_LENGTH["text"])
        return " ".join(raw.split())

    def _parse_textarea(self, raw):
        self._check_length(raw, MAX_LENGTH["textarea"])
        return plaintext2html(raw) if self._field().type == "html" else raw

    def _check_length(self, raw, limit):
        if len(raw) > limit:
            raise ValueError(
                self.env._(
                    "This has %(length)s characters; at most %(limit)s are possible.",
                    length=len(raw),
                    limit=limit,
                )
            )

    def _parse_select(self, raw):
        if raw not in dict(self._get_choices()):
            raise ValueError(self.env._("Please choose one of the values offered."))
        return int(raw) if self._field().type == "many2one" else raw

    def _parse_number(self, raw):
        whole = self._field().type == "integer"
        pattern = r"-?\d{1,9}" if whole else r"-?\d{1,12}(\.\d{1,6})?"
        if not re.fullmatch(pattern, raw, re.ASCII):
            raise ValueError(self.env._("Please enter a number."))
        return int(raw) if whole else float(raw)

    def _parse_date(self, raw):
        try:
            return date.fromisoformat(raw)
        except ValueError as error:
            raise ValueError(self.env._("Please enter a date.")) from error

    def _parse_checkbox(self, raw):
        return raw in ("1", "on", "true")
