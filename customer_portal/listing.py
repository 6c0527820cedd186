# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The address of a list, read and written in one place. Knows no ORM."""

import math
from dataclasses import dataclass
from urllib.parse import urlencode

from .columns import clean, parse_columns

SIZES = (10, 25, 50, 100)
#: Rows that are counted, and that the pages of a list show: what lies beyond is found
#: by searching. Keeps the cost of a page apart from the size of the table.
MAX_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a person asked a list for, already checked against what it offers.

    :param str q: text to search for in all searchable columns
    :param str sort: column to sort by, empty for the default
    :param bool descending: direction of ``sort``
    :param str default_order: order clause of the section, used without ``sort``
    :param int page: page from 1 on, not yet limited to the last one
    :param int size: rows of a page, one of ``SIZES`` or the section's own
    :param int default_size: the section's own number of rows
    :param str filter: code of a quick filter, empty for none
    :param bool mine: only the contact's own records, where it sees others as well
    :param tuple columns: :class:`~.columns.ColumnSearch` of each column searched
    """

    q: str
    sort: str
    descending: bool
    default_order: str
    page: int
    size: int
    default_size: int
    filter: str = ""
    mine: bool = False
    columns: tuple = ()

    @classmethod
    def parse(
        cls, params, sortable, order, size, filters=(), has_mine=False, columns=()
    ):
        """Read the parameters of an address; what is not acceptable counts as absent.

        :param dict params: texts
        :param list sortable: names of the columns that can be sorted
        :param str order: the section's order clause
        :param int size: the section's page size
        :param filters: codes of the quick filters that are offered
        :param bool has_mine: whether "mine" is offered
        :param columns: each :class:`~.columns.Column` that can be searched
        """
        sort, _sep, direction = str(params.get("sort") or "").partition(" ")
        wanted = _positive(params.get("size"))
        return cls(
            q=clean(params.get("q")),
            sort=sort if sort in sortable and direction in ("", "desc") else "",
            descending=direction == "desc",
            default_order=order,
            page=_positive(params.get("page")) or 1,
            size=wanted if wanted in SIZES else size,
            default_size=size,
            filter=_one_of(filters, params.get("filter")),
            mine=has_mine and params.get("mine") == "1",
            columns=parse_columns(columns, params),
        )

    @property
    def is_narrowed(self):
        """Tell whether the list shows less than it could."""
        return bool(self.q or self.filter or self.mine or self.columns)

    @property
    def order(self):
        """The order clause: of checked column names only, ties broken by id."""
        if not self.sort:
            return self.default_order
        return f"{self.sort}{' desc' if self.descending else ''}, id desc"

    def parameters(self, **changes):
        """Return the parameters of this list with some changed, without defaults.

        :param changes: ``filter``, ``mine``, ``q``, ``sort`` (as in the address),
            ``page``, ``size``, ``columns``; further ones are added
        :return: texts and numbers by name
        :rtype: dict
        """
        columns = changes.pop("columns", self.columns)
        values = {
            "filter": self.filter,
            "mine": self.mine,
            "q": self.q,
            "sort": f"{self.sort} desc" if self.sort and self.descending else self.sort,
            "page": self.page,
            "size": self.size,
            **changes,
        }
        defaults = {"page": 1, "size": self.default_size}
        parameters = {
            name: 1 if value is True else value
            for name, value in values.items()
            if value and value != defaults.get(name)
        }
        for column in columns:
            parameters |= column.parameters()
        return parameters

    def address(self, **changes):
        """Write the query string of this list with some parameters changed.

        :param changes: as for :meth:`parameters`
        :return: with its question mark, or empty
        :rtype: str
        """
        parameters = self.parameters(**changes)
        return f"?{urlencode(parameters)}" if parameters else ""

    def toggle(self, column):
        """Write the query string that sorts by a column, or turns its direction.

        :param str column: name of a column
        :rtype: str
        """
        descending = column == self.sort and not self.descending
        return self.address(sort=f"{column} desc" if descending else column, page=1)


class Pager:
    """Where a page lies in the whole.

    :param int total: number of rows, counted up to one more than ``MAX_ROWS``
    :param int page: page asked for; the last one where there are fewer
    :param int size: rows of a page
    """

    def __init__(self, total, page, size):
        self.is_capped = total > MAX_ROWS
        self.total = total = min(total, MAX_ROWS)
        self.size = size
        self.last_page = max(1, math.ceil(total / size))
        self.page = min(page, self.last_page)
        self.offset = (self.page - 1) * size
        self.first = min(total, self.offset + 1)
        self.last = min(total, self.offset + size)


def _positive(text):
    """Return a number from 1 to 999,999,999, or 0."""
    text = str(text or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _one_of(known, text):
    """Return a text if it is known, or an empty one."""
    return text if isinstance(text, str) and text in known else ""
