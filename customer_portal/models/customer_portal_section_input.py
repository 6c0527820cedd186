# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import fields, models
from odoo.tools import html2plaintext

from ..inputs import INPUTS, MAX_LENGTH, clean_text, find_numbers
from ..rich_text import clean_rich_text, is_editable, is_formatted


class CustomerPortalSectionField(models.Model):
    """A field as the input of a form: what it shows."""

    _inherit = "customer.portal.section.field"

    help = fields.Char(
        "Hint", translate=True, help="A sentence that the form shows below the input."
    )

    def _prepare_input(
        self, value=None, error=None, required=False, record=None, was=None
    ):
        """Describe the input of the field.

        :param str value: what was typed before; ``None`` for the present value
        :param str error: what is wrong with it
        :param bool required: asked for, even if the section does not ask everybody
        :param record: the record that is edited, if any
        :param str was: mark of the value that the form showed before
        :rtype: dict
        """
        field = self._field()
        input_type = INPUTS[field.type]
        current = self._get_input_value(record) if record else None
        if value is None:
            value = self._get_default() if current is None else current
        mark = self._get_mark(record) if record else None
        changed = error and was and was != mark
        values = {
            "name": self.name,
            "label": self._get_label(),
            "type": input_type,
            "is_wide": input_type in ("textarea", "editor", "many")
            or self.name in self.section_id._naming_fields(),
            "required": self.required or required,
            "max_length": MAX_LENGTH.get(input_type),
            "help": self.help,
            "value": value,
            "error": error,
            "mark": mark,
            "theirs": (self._get_text(record) or "-") if changed else None,
        }
        if field.type == "monetary":
            values["unit"] = self._get_currency(record).symbol
        if field.type == "integer":
            values["step"] = "1"
        if field.type == "html":
            values |= self._prepare_editor(value, record)
        if input_type in ("select", "many"):
            values |= self._prepare_choices(value, current, record)
        return values

    def _prepare_editor(self, value, record):
        """Describe what the editor of an HTML field begins with.

        :return: ``value`` (plain text), ``html``, ``is_edited``, ``kept``: what the
            editor cannot show, ``loses``: whether plain text loses something
        :rtype: dict
        """
        present = self._get_stored(record) or ""
        typed = isinstance(value, Markup)
        kept = record and not is_editable(present)
        rich = clean_rich_text("" if kept else present)
        if typed:
            rich, value = value, clean_text(html2plaintext(value))
        return {
            "value": value,
            "html": rich,
            "is_edited": typed,
            "kept": Markup(present) if kept else None,
            "loses": is_formatted(rich),
        }

    def _prepare_choices(self, value, current, record):
        """Describe what the field offers: a list, or a search where it is long.

        :param str value: what the input shows
        :param str current: value of the record
        :return: ``choices`` and ``value``, and ``searched`` where they were found by a
            name; or ``is_searched``, ``value`` and ``text``, its name
        :rtype: dict
        """
        kind, searched = self._field().type, ""
        if kind != "selection":
            value, _sep, searched = value.partition("?")
        if kind == "many2many":
            return self._prepare_many(value, searched)
        found = self._search_choices(searched) if searched else []
        if found:
            return {"value": "", "choices": found, "searched": True}
        if searched:
            return {"value": "", "text": searched, "is_searched": True}
        if kind == "selection" or not self._is_searched():
            choices = self._get_choices()
            if current and current not in dict(choices):
                choices = [(current, self._get_text(record)), *choices]
            if value not in dict(choices):
                value = ""
            return {"choices": choices, "value": value}
        text = self._get_chosen_label(value, record)
        return {"value": text and value, "text": text, "is_searched": True}

    def _prepare_many(self, value, searched):
        """Describe what an input of several values offers.

        :param str value: numbers with commas
        :param str searched: name that was not clear
        :return: ``choices``, ``chosen`` (of them), ``is_searched``
        :rtype: dict
        """
        chosen = value.split(",")
        if not self._is_searched():
            return {"choices": self._get_choices(), "chosen": chosen}
        choices = self._label(self._filter_offered(find_numbers(value)))
        more = self._search_choices(searched) if searched else []
        choices += [choice for choice in more if choice not in choices]
        return {"choices": choices, "chosen": chosen, "is_searched": True}

    # ------------------------------------------------------------------
    # The value of a record, as inputs hold it
    # ------------------------------------------------------------------

    def _records_model(self):
        return self.env[self.section_id.model]

    def _get_stored(self, record):
        # sudo: the section's model - a field that the user may read, whatever it
        # links to
        return record.sudo()[self.name] if record else None

    def _get_input_value(self, record):
        """Return the value of a record as its input holds it.

        :param record: a record that the user can read
        :rtype: str
        """
        value = self._get_stored(record)
        if self._field().type == "many2many":
            return self._write_numbers(self._filter_offered(value.ids).ids)
        return self._write_value(value)

    def _write_value(self, value):
        """Write a value as its input holds it.

        :param value: as ``record[name]`` has it
        :rtype: str
        """
        kind = self._field().type
        if kind == "boolean":
            return "1" if value else ""
        if kind in ("float", "monetary"):
            return f"{value or 0:.6f}".rstrip("0").rstrip(".")
        if kind == "integer":
            return str(value or 0)
        if not value:
            return ""
        if kind == "many2one":
            return str(value.id)
        if kind == "datetime":
            local = fields.Datetime.context_timestamp(self, value)
            return local.strftime("%Y-%m-%dT%H:%M")
        if kind == "html":
            return clean_text(html2plaintext(value)) if is_editable(value) else ""
        return clean_text(str(value))

    def _write_numbers(self, numbers):
        return ",".join(map(str, sorted(numbers)))

    def _get_default(self):
        # sudo: the section's model - what Odoo itself would fill in
        model = self._records_model().sudo()
        defaults = model.default_get([self.name])
        if not defaults.get(self.name):
            return ""
        value = model.new(defaults)[self.name]
        if self._field().type == "many2many":
            return self._write_numbers(self._filter_offered(value._origin.ids).ids)
        return self._write_value(value)

    def _get_currency(self, record):
        # sudo: the section's model - the currency that belongs to a field
        model = self._records_model().sudo()
        name = self._field().get_currency_field(model)
        if record:
            return record.sudo()[name]
        return model.new(model.default_get([name]))[name]

    def _get_text(self, record):
        """Return the value of a record as a text for people.

        :param record: a record that the user can read
        :rtype: str
        """
        return html2plaintext(self._prepare_cell(record)["html"])
