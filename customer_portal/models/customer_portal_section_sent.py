# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from hashlib import sha256

from markupsafe import Markup

from odoo import models

from ..columns import clean
from ..inputs import clean_text, find_numbers
from ..rich_text import clean_rich_text


class CustomerPortalSectionField(models.Model):
    """What a form sends for a field, and whether that changes a record."""

    _inherit = "customer.portal.section.field"

    def _mark(self, value):
        return sha256(f"{self.name} {value}".encode()).hexdigest()[:16]

    def _get_mark(self, record):
        """Return what tells whether the value of a record is still the same.

        :param record: a record that the user can read
        :return: mark of what the input shows, and of more where it does not show all
        :rtype: str
        """
        shown = self._mark(self._get_input_value(record))
        if self._field().type not in ("html", "datetime"):
            return shown
        return f"{shown}-{self._mark(self._get_stored(record))}"

    def _get_typed(self, form, record=None):
        """Return what a form holds for the field, an empty text for nothing.

        :param dict form: texts by name of input
        :param record: the record that is edited, if any
        :return: what the inputs of such fields send; Markup for what the editor wrote
        :rtype: str
        """
        kind, typed = self._field().type, clean_text(form.get(self.name))
        if kind == "boolean":
            return "1" if self._parse_checkbox(typed) else ""
        if kind == "many2one":
            return self._get_chosen(form, record)
        if kind == "many2many":
            return self._get_ticked(form)
        if kind == "html" and form.get(f"html.{self.name}"):
            return clean_rich_text(typed)
        return typed

    def _get_ticked(self, form):
        """Return the values of many that a form holds.

        :param dict form: texts by name of input
        :return: numbers with commas, at the end ``?`` and a name that is not clear
        :rtype: str
        """
        start = f"{self.name}."
        ticked = [key.removeprefix(start) for key in form if key.startswith(start)]
        typed = clean(form.get(f"find.{self.name}"))
        found = self._resolve(typed) if typed else ""
        numbers = self._write_numbers(find_numbers([*ticked, found]))
        return f"{numbers},{found}" if found.startswith("?") else numbers

    def _is_edited(self, record, form, required=False):
        """Tell whether a form changes the field of a record.

        :param record: a record that the user can read
        :param dict form: texts by name of input
        :param bool required: asked for, even if the section does not ask everybody
        :rtype: bool
        :raise ValueError: where somebody else changed it meanwhile
        """
        mark = form.get(f"was.{self.name}")
        if self.name not in form and mark is None or form.get(f"theirs.{self.name}"):
            return False
        typed, current = self._get_typed(form, record), self._get_input_value(record)
        if isinstance(typed, Markup):
            current = clean_rich_text(self._get_stored(record))
        if typed == current:
            empty = not typed and (self.required or required)
            return bool(empty and not self._get_stored(record))
        if mark == self._get_mark(record):
            return True
        if mark and mark.split("-")[0] == self._mark(typed):
            return False  # changed by somebody else only
        raise ValueError(
            self.env._(
                "Somebody changed this meanwhile. Save again to replace it with "
                "yours, or keep the other text."
            )
        )

    def _get_shown(self, form, record):
        """Return what a form that is shown again holds, ``None`` for the present value.

        :param dict form: what was sent; empty for a new form
        :param record: the record that is edited, if any
        :rtype: str or None
        """
        if not form:
            return None
        typed = self._get_typed(form, record)
        was = (form.get(f"was.{self.name}") or "").split("-")[0]
        untouched = record and was == self._mark(typed)
        return None if untouched else typed
