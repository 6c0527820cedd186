# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import math
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext
from odoo.tools.sql import escape_psql

from ..columns import Column, ColumnSearch, read_date, read_number

#: How a column is searched, by type of its field.
KINDS = {
    "char": "text",
    "text": "text",
    "html": "text",
    "many2one": "link",
    "many2many": "link",
    "one2many": "link",
    "integer": "number",
    "float": "number",
    "monetary": "number",
    "date": "date",
    "datetime": "date",
    "selection": "choice",
    "boolean": "choice",
    "binary": "choice",
}


def is_searchable(field):
    """Tell whether lists can be searched by a field: it is stored, or leads to one.

    :param field: an Odoo field
    :rtype: bool
    """
    return bool(field.store or (field.related and is_searchable(field.related_field)))


class CustomerPortalSectionField(models.Model):
    """A field as a column of a list: how it is searched and exported."""

    _inherit = "customer.portal.section.field"

    column_search = fields.Char(
        "Search in the list",
        compute="_compute_column_search",
        help="How contacts search the field where it is a column of the list.",
    )

    @api.depends("name", "section_id.model")
    def _compute_column_search(self):
        kinds = {
            "text": self.env._("Text"),
            "number": self.env._("From, to"),
            "date": self.env._("From, to"),
            "choice": self.env._("Pick list"),
            "link": self.env._("Pick list of few, text of many"),
        }
        for line in self:
            # not while neither is chosen, nor after an app was uninstalled
            if not line.name or line.section_id.model not in self.env:
                line.column_search = False
                continue
            kind = line._get_kind()
            line.column_search = (
                kinds[kind] if kind else self.env._("None: it cannot be searched")
            )

    def _get_kind(self):
        """Return how the column is searched, ``None`` where it cannot be.

        :return: a kind of :class:`~odoo.addons.customer_portal.columns.Column`
        :rtype: str or None
        """
        field = self._field()
        kind = KINDS.get(field.type) if field else None
        if not kind or not is_searchable(field):
            return None
        if kind == "link" and not (self._get_name_paths() or self._has_values()):
            return None
        return kind

    def _get_column(self):
        """Return what is known of the column's search, ``None`` where there is none.

        :rtype: customer_portal.columns.Column or None
        """
        kind, choices = self._get_kind(), ()
        if not kind:
            return None
        if kind == "link":
            return Column(self.name, kind, is_named=bool(self._get_name_paths()))
        if kind == "choice" and self._field().type == "selection":
            choices = tuple(self._get_choices())
        elif kind == "choice":
            choices = (("1", self.env._("Yes")), ("0", self.env._("No")))
        return Column(self.name, kind, choices)

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
            if field.type == "binary":
                return Domain(self.name, "!=" if search.value == "1" else "=", False)
            value = search.value == "1" if field.type == "boolean" else search.value
            return Domain(self.name, "=", value)
        if search.record_id:
            return Domain(self.name, "in", [search.record_id])
        if search.column.kind in ("text", "link"):
            return self._get_contains_domain(search.value)
        bounds = [(">=", search.start), ("<=", search.end)]
        return Domain.AND(
            Domain(self.name, operator, self._get_bound(operator, text))
            for operator, text in bounds
            if text
        )

    def _get_contains_domain(self, text):
        """Return the records with a text in the field, or in the names it links to.

        :rtype: odoo.fields.Domain
        """
        paths = self._get_name_paths() if self._field().relational else [self.name]
        pattern = escape_psql(text)
        return Domain.OR(Domain(path, "ilike", pattern) for path in paths)

    def _get_text_domain(self, text):
        """Return the records of which the column shows a text.

        Choices are searched by their labels; numbers and days are found whole, as the
        user's language writes them.

        :param str text: what was typed into the box for all columns
        :return: the false domain where the column can show no such text
        :rtype: odoo.fields.Domain
        """
        column = self._get_column()
        if column is None or self._field().type in ("boolean", "binary"):
            return Domain.FALSE
        if column.kind in ("text", "link"):
            return self._get_contains_domain(text)
        if column.kind == "choice":
            # also what forms offer no more, and cells still show
            searches = [
                ColumnSearch(column, value=value)
                for value, label in self._field()._description_selection(self.env)
                if text.lower() in label.lower()
            ]
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
        value = record.sudo().with_context(bin_size=True)[self.name]
        if field.type in ("integer", "float", "monetary"):
            return value
        if field.type in ("boolean", "binary"):
            return self.env._("Yes") if value else self.env._("No")
        if field.type == "date":
            return value or ""
        if field.type == "datetime":
            if not value:
                return ""
            return fields.Datetime.context_timestamp(record, value).replace(tzinfo=None)
        return html2plaintext(self._prepare_cell(record)["html"] or "").strip()
