# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import math
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext
from odoo.tools.sql import escape_psql

from ..columns import Column, ColumnSearch, read_date, read_number

#: How a column is searched, by type of its field.
KINDS = {
    "char": "text",
    "text": "text",
    "html": "text",
    "many2one": "text",
    "integer": "number",
    "float": "number",
    "monetary": "number",
    "date": "date",
    "datetime": "date",
    "selection": "choice",
    "boolean": "choice",
}


class CustomerPortalSectionField(models.Model):
    """A field as a column of a list: how it is searched and exported."""

    _inherit = "customer.portal.section.field"

    def _get_column(self):
        """Return how the column is searched, ``None`` where it cannot be.

        :rtype: customer_portal.columns.Column or None
        """
        field = self._field()
        kind = KINDS.get(field.type)
        if not (kind and field.store and field.column_type):
            return None
        if field.type == "many2one":
            paths = self._get_name_paths()
            if self.allowed_values and not (paths and self._is_searched()):
                return Column(self.name, "choice", tuple(self._get_choices()))
            if not paths:
                return None
        if field.type == "selection":
            return Column(self.name, kind, tuple(self._get_choices()))
        if field.type == "boolean":
            answers = (("1", self.env._("Yes")), ("0", self.env._("No")))
            return Column(self.name, kind, answers)
        return Column(self.name, kind)

    def _get_name_paths(self):
        """Return the paths to the texts that the name of a link is made of.

        :rtype: list[str]
        """
        comodel = self.env[self._field().comodel_name]
        names = comodel._customer_portal_get_name_fields()
        return [f"{self.name}.{name}" for name in names]

    def _get_column_domain(self, search):
        """Return the records that a search of the column finds.

        :param search: :class:`~odoo.addons.customer_portal.columns.ColumnSearch`
        :rtype: odoo.fields.Domain
        """
        field = self._field()
        if search.column.kind == "choice":
            value = search.value
            if field.type == "boolean":
                value = value == "1"
            return Domain(self.name, "=", int(value) if field.relational else value)
        if search.column.kind == "text":
            paths = self._get_name_paths() if field.relational else [self.name]
            pattern = escape_psql(search.value)
            return Domain.OR(Domain(path, "ilike", pattern) for path in paths)
        bounds = [(">=", search.start), ("<=", search.end)]
        return Domain.AND(
            Domain(self.name, operator, self._get_bound(operator, text))
            for operator, text in bounds
            if text
        )

    def _get_text_domain(self, text):
        """Return the records of which the column shows a text.

        Choices are searched by their labels; numbers and days are found whole, as the
        user's language writes them.

        :param str text: what was typed into the box for all columns
        :return: the false domain where the column can show no such text
        :rtype: odoo.fields.Domain
        """
        column = self._get_column()
        if column is None or self._field().type == "boolean":
            return Domain.FALSE
        if column.kind == "choice":
            searches = [
                ColumnSearch(column, value=value)
                for value, label in column.choices
                if text.lower() in label.lower()
            ]
        elif column.kind == "text":
            searches = [ColumnSearch(column, value=text)]
        else:
            found = self._read_typed(column.kind, text)
            searches = [ColumnSearch(column, start=found, end=found)] if found else []
        return Domain.OR(self._get_column_domain(search) for search in searches)

    def _read_typed(self, kind, text):
        """Return a number or a day, typed in the user's language, as an address has it.

        :param str kind: ``number`` or ``date``
        :rtype: str
        """
        lang = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        if kind == "date":
            return read_date(text, lang.date_format)
        if lang.thousands_sep:
            text = text.replace(lang.thousands_sep, "")
        return read_number(text.replace(lang.decimal_point, "."))

    def _get_bound(self, operator, text):
        """Return the value that a number or a day stands for.

        :param str operator: ``>=`` or ``<=``
        :param str text: as in the address
        """
        field_type = self._field().type
        if field_type == "date":
            return date.fromisoformat(text)
        if field_type == "integer":
            return (
                math.ceil(float(text)) if operator == ">=" else math.floor(float(text))
            )
        if field_type != "datetime":
            return float(text)
        # a day begins and ends in the time zone of the user
        day = datetime.combine(date.fromisoformat(text), time.min)
        zone = ZoneInfo(self.env.user.tz or "UTC")
        start = day.replace(tzinfo=zone).astimezone(ZoneInfo("UTC"))
        if operator == "<=":
            start += timedelta(days=1, seconds=-1)
        return start.replace(tzinfo=None)

    def _get_export_value(self, record):
        """Return what the cell of a record holds, for a spreadsheet.

        :param record: one record, as the user
        :return: a number, a date, a datetime in the user's time zone, or a text as the
            cell shows it
        """
        field = self._field()
        # sudo: the section's model - a field that the user may read
        value = record.sudo()[self.name]
        if field.type in ("integer", "float", "monetary"):
            return value
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type == "date":
            return value or ""
        if field.type == "datetime":
            if not value:
                return ""
            return fields.Datetime.context_timestamp(record, value).replace(tzinfo=None)
        return html2plaintext(self._prepare_cell(record)["html"] or "").strip()
