# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from datetime import UTC, date, datetime

import pytz
from markupsafe import Markup

from odoo import Command, models
from odoo.tools import plaintext2html

from ..inputs import INPUTS, MAX_LENGTH, clean_text, find_numbers


class CustomerPortalSectionField(models.Model):
    """What an input sends, turned into a value that can be written, or refused."""

    _inherit = "customer.portal.section.field"

    def _parse_form(self, form, required=False, record=None):
        """Turn what a form holds for the field into a value.

        :param dict form: texts by name of input
        :param bool required: asked for, even if the section does not ask everybody
        :param record: the record that is edited, if any
        :return: a value for ``create`` and ``write``
        :raise ValueError: with a message for the person, where it is not acceptable
        """
        value = self._parse_input(self._get_typed(form, record), required)
        if self._field().type == "many2many" and record:
            # what is not offered is not shown either, and stays
            present = self._get_stored(record)
            kept = present - self._filter_offered(present.ids)
            value[0][2].extend(kept.ids)
        return value

    def _parse_input(self, raw, required=False):
        """Turn what was typed into a value of the field.

        :param raw: text, or ``None`` where the form did not send the field
        :param bool required: asked for, even if the section does not ask everybody
        :return: a value for ``create`` and ``write``
        :raise ValueError: with a message for the person, where it is not acceptable
        """
        raw, kind = clean_text(raw), self._field().type
        if not raw:
            if self.required or required:
                raise ValueError(self._get_missing_text(kind))
            return [Command.set([])] if kind == "many2many" else False
        return getattr(self, f"_parse_{INPUTS[kind]}")(raw)

    def _get_missing_text(self, kind):
        if kind in ("selection", "many2one", "many2many"):
            return self.env._("Please fill this in. Choose one of the values.")
        if kind == "boolean":
            return self.env._("Please fill this in. Tick the box to go on.")
        return self.env._("Please fill this in.")

    def _parse_text(self, raw):
        self._check_length(raw, MAX_LENGTH["text"])
        return " ".join(raw.split())

    def _parse_textarea(self, raw):
        self._check_length(raw, MAX_LENGTH["textarea"])
        return raw

    def _parse_editor(self, raw):
        self._check_length(raw, MAX_LENGTH["editor"])
        return raw if isinstance(raw, Markup) else plaintext2html(raw)

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
        if self._field().type == "selection":
            if raw in dict(self._get_choices()):
                return raw
        elif raw.startswith("?"):
            raise ValueError(self._get_unclear_text(raw[1:]))
        elif re.fullmatch(r"\d{1,9}", raw, re.ASCII):
            if offered := self._filter_offered([int(raw)]):
                return offered.id
        raise ValueError(self.env._("Please choose one of the values offered."))

    def _parse_many(self, raw):
        raw, _sep, unclear = raw.partition("?")
        if unclear:
            raise ValueError(self._get_unclear_text(unclear))
        numbers = find_numbers(raw)
        if len(self._filter_offered(numbers)) != len(numbers):
            raise ValueError(self.env._("Please choose among the values offered."))
        return [Command.set(numbers)]

    def _get_unclear_text(self, text):
        found = self._search_choices(text)
        if not found:
            return self.env._(
                "Nothing is called “%(text)s”. Please write it differently.", text=text
            )
        return self.env._(
            "Several are called “%(text)s”. Please choose one of them.", text=text
        )

    def _parse_number(self, raw):
        whole = self._field().type == "integer"
        pattern = r"-?\d{1,9}" if whole else r"-?\d{1,12}(\.\d{1,6})?"
        if re.fullmatch(pattern, raw, re.ASCII):
            return int(raw) if whole else float(raw)
        if whole:
            raise ValueError(
                self.env._("Please enter a number without decimals, such as 12.")
            )
        raise ValueError(self.env._("Please enter a number, such as 12.5."))

    def _parse_date(self, raw):
        try:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", raw, re.ASCII):
                raise ValueError
            return date.fromisoformat(raw)
        except ValueError as error:
            raise ValueError(
                self.env._("Please enter a date, such as 2026-01-31.")
            ) from error

    def _parse_datetime(self, raw):
        """Turn a time on the clock of the contact into one in UTC.

        An hour that the clocks show twice in autumn means the first of the two.
        """
        try:
            if not re.fullmatch(r"[12]\d{3}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?", raw):
                raise ValueError
            local = datetime.fromisoformat(raw)
            moment = self.env.tz.localize(local, is_dst=None)
        except pytz.AmbiguousTimeError:
            moment = self.env.tz.localize(local, is_dst=True)
        except pytz.NonExistentTimeError as error:
            raise ValueError(
                self.env._(
                    "On this day the clocks skip this hour. Please enter another one."
                )
            ) from error
        except ValueError as error:
            raise ValueError(
                self.env._("Please enter date and time, such as 2026-01-31 14:30.")
            ) from error
        return moment.astimezone(UTC).replace(tzinfo=None)

    def _parse_checkbox(self, raw):
        return raw in ("1", "on", "true")
