# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The search above one column of a list, as the address writes it. Knows no ORM."""

import re
from dataclasses import dataclass
from datetime import date, datetime

#: Kinds of searches that ask for a beginning and an end.
RANGES = ("number", "date")
MAX_TEXT = 200
#: Years in which every time zone has all days.
MIN_YEAR, MAX_YEAR = 1000, 2999
_RECORD = re.compile(r"=[1-9]\d{0,8}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Column:
    """A column that can be searched.

    :param str name: name of the field
    :param str kind: ``text``, ``number``, ``date``, ``choice`` or ``link``
    :param tuple choices: for ``choice``: value and label of each; for ``link``: those
        that are known, see :attr:`ColumnSearch.record_id`
    :param bool is_named: for ``link``: whether its records are also found by a text
    """

    name: str
    kind: str
    choices: tuple = ()
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class ColumnSearch:
    """What a person asked one column for, already checked.

    Texts in the form that the address and the inputs of a page have: dates as
    2026-01-31, numbers with a point.

    :param Column column: the column
    :param str value: text to contain, or the chosen value
    :param str start: first number or day
    :param str end: last number or day
    """

    column: Column
    value: str = ""
    start: str = ""
    end: str = ""

    @classmethod
    def parse(cls, column, params):
        """Read the parameters of a column; what is not acceptable counts as absent.

        :param dict params: texts
        :return: ``None`` where the column is not searched
        :rtype: ColumnSearch or None
        """
        key = f"c.{column.name}"
        if column.kind in RANGES:
            read = read_number if column.kind == "number" else _date
            start, end = (read(params.get(f"{key}.{e}")) for e in ("from", "to"))
            return cls(column, start=start, end=end) if start or end else None
        value = clean(params.get(key))
        if column.kind == "choice" and value not in dict(column.choices):
            return None
        search = cls(column, value=value) if value else None
        if search and column.kind == "link" and not column.is_named:
            return search if search.record_id else None
        return search

    @property
    def record_id(self):
        """The record that a link is asked for; 0 where its name is searched.

        The address has ``=7`` for the record 7, any other text for a part of a name:
        it stays the same whether the page offers a pick list or not.
        """
        is_record = self.column.kind == "link" and _RECORD.fullmatch(self.value)
        return int(self.value[1:]) if is_record else 0

    def parameters(self):
        """Return the parameters of the address.

        :rtype: dict[str, str]
        """
        key = f"c.{self.column.name}"
        if self.value:
            return {key: self.value}
        both = {f"{key}.from": self.start, f"{key}.to": self.end}
        return {name: value for name, value in both.items() if value}


def parse_columns(columns, params):
    """Read the searches of all columns.

    :param columns: each :class:`Column` that can be searched
    :param dict params: texts
    :rtype: tuple[ColumnSearch]
    """
    return tuple(filter(None, (ColumnSearch.parse(c, params) for c in columns)))


def clean(text):
    """Return a text of an address as it is searched: trimmed and not too long.

    :rtype: str
    """
    return str(text or "").replace("\x00", "").strip()[:MAX_TEXT]


def read_number(text):
    """Return a number as an address writes it, empty for what is none.

    :param str text: with a point or a comma; of both, the last one is the decimal point
    :rtype: str
    """
    text = clean(text)
    first, last = sorted(",.", key=text.rfind)
    if first in text:
        text = text.replace(first, "")
    text = text.replace(last, ".")
    return text if _NUMBER.fullmatch(text) else ""


def read_date(text, date_format):
    """Return a day as an address writes it, empty for what is none.

    :param str text: as people write it, or as an address does
    :param str date_format: of their language, as :meth:`datetime.strptime` reads it
    :rtype: str
    """
    try:
        day = datetime.strptime(clean(text), date_format).date()
    except ValueError:
        return _date(text)
    return _date(day.isoformat())


def _date(text):
    try:
        day = date.fromisoformat(clean(text))
    except ValueError:
        return ""
    # where a time zone leads to no day that there is not
    return day.isoformat() if MIN_YEAR <= day.year <= MAX_YEAR else ""
