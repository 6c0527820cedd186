# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..columns import RANGES
from ..listing import MAX_ROWS, SIZES, ListQuery, Pager

#: Records that an export reads at a time.
BATCH = 500
#: Icon of a column that sorts the list.
ARROWS = {"ascending": "fa-long-arrow-up", "descending": "fa-long-arrow-down"}


class CustomerPortalAccess(models.Model):
    """The list of a section: what is found, and what its page shows."""

    _inherit = "customer.portal.access"

    def _parse_query(self, params):
        """Read the address of a list.

        :param dict params: parameters of the address, as texts; what is unknown or out
            of range counts as absent
        :rtype: customer_portal.listing.ListQuery
        """
        section, lines = self.section_id, self._fields_of("list")
        return ListQuery.parse(
            params,
            sortable=[line.name for line in lines if line._is_sortable()],
            order=self._get_order(),
            size=section.page_size,
            filters=self._get_filters().mapped("code"),
            has_mine=self._has_mine(),
            columns=list(filter(None, (line._get_column() for line in lines))),
        )

    def _search_page(self, params):
        """Find one page of the list.

        :param dict params: parameters of the address
        :return: ``query`` (:class:`ListQuery`), ``records`` as the user and ``pager``
        :rtype: dict
        """
        query = self._parse_query(params)
        domain = self._narrow(query)
        pager = self._count(query, domain)
        return {
            "query": query,
            "pager": pager,
            "records": self._records().search(
                domain, order=query.order, limit=pager.size, offset=pager.offset
            ),
        }

    def _count(self, query, domain):
        """Count what a list finds, up to one more than it shows.

        :param ListQuery query: what is asked for
        :param odoo.fields.Domain domain: what it finds
        :rtype: customer_portal.listing.Pager
        """
        total = self._records().search_count(domain, limit=MAX_ROWS + 1)
        return Pager(total, query.page, query.size)

    def _prepare_list_values(self, params):
        """Prepare one page of the list for its template.

        :param dict params: parameters of the address
        :return: ``query``, ``pager``, ``columns``, ``rows``, ``searches`` (sentences of
            what is searched, and how to leave it), ``pages`` and ``sizes`` (links), and
            the links that narrow the list: ``owners`` and ``filters``
        :rtype: dict
        """
        page = self._search_page(params)
        lines, columns = self._fields_of("list"), self._get_columns(page["query"])
        query = self._name_searches(page["query"], columns)
        places = self._get_places()
        tallies = page["records"]._customer_portal_get_tallies()
        return {
            **page,
            **self._prepare_narrow_links(query, page["pager"].total),
            "columns": [
                self._prepare_column(line, query, columns[line.name])
                | {"place": places[line.name]}
                for line in lines
            ],
            "searches": self._prepare_searches(query),
            "pages": self._prepare_pages(query, page["pager"]),
            "sizes": [
                {
                    "label": size,
                    "address": query.address(size=size, page=1),
                    "is_current": size == query.size,
                }
                for size in sorted({*SIZES, query.default_size})
            ],
            "max_rows": MAX_ROWS,
            "is_table": self.profile_id.list_style == "2",
            "rows": [
                {
                    "url": f"{record._customer_portal_get_url()}{query.address()}",
                    "title": record.display_name,
                    "tally": tallies[record.id],
                    "cells": [
                        self._prepare_list_cell(line, record, places[line.name])
                        for line in lines
                    ],
                }
                for record in page["records"]
            ],
        }

    def _prepare_column(self, line, query, column):
        """Prepare the head of a column: its label, its sort and its search.

        :param line: ``customer.portal.section.field`` record
        :param column: how it is searched, see :meth:`_get_columns`
        :rtype: dict
        """
        found = [s for s in query.columns if s.column.name == line.name]
        first = query.order.split(",")[0].lower().split()
        sort = first[0] == line.name and (
            "descending" if "desc" in first else "ascending"
        )
        return {
            "name": line.name,
            "label": line._get_label(),
            "address": query.toggle(line.name) if line._is_sortable() else None,
            "sort": sort,
            "arrow": ARROWS.get(sort, "fa-sort"),
            "search": column and self._prepare_column_search(column, found),
        }

    def _prepare_column_search(self, column, found):
        """Prepare the input above a column.

        :param column: :class:`~odoo.addons.customer_portal.columns.Column`
        :param list found: its search, if it is searched
        :rtype: dict
        """
        value = found[0].value if found else ""
        text = self._describe(found[0]) if found else ""
        choices = column.choices
        if column.kind == "link" and choices and value not in ("", *dict(choices)):
            choices = ((value, text), *choices)
        return {
            "kind": column.kind,
            "is_range": column.kind in RANGES,
            "choices": choices,
            "value": value,
            "start": found[0].start if found else "",
            "end": found[0].end if found else "",
            "text": text,
        }

    def _prepare_searches(self, query):
        """Prepare a sentence for each search, with the address that leaves it.

        :return: ``label``, ``text`` and ``address`` of each
        :rtype: list[dict]
        """
        labels = {line.name: line._get_label() for line in self._fields_of("list")}
        searches = []
        if query.q:
            address = query.address(q="", page=1)
            text = f"“{query.q}”"
            label = self.env._("All columns")
            searches.append({"label": label, "text": text, "address": address})
        for search in query.columns:
            others = tuple(s for s in query.columns if s != search)
            searches.append(
                {
                    "label": labels[search.column.name],
                    "text": self._describe(search),
                    "address": query.address(columns=others, page=1),
                }
            )
        return searches

    def _describe(self, search):
        if label := dict(search.column.choices).get(search.value):
            return label
        if search.value:
            return f"“{search.value}”"
        start, end = search.start, search.end
        if search.column.kind == "date":
            converter = self.env["ir.qweb.field.date"]
            start, end = (d and converter.value_to_html(d, {}) for d in (start, end))
        if not end:
            return self.env._("from %(start)s", start=start)
        if not start:
            return self.env._("up to %(end)s", end=end)
        return self.env._("%(start)s to %(end)s", start=start, end=end)

    def _prepare_pages(self, query, pager):
        """Prepare the links to other pages.

        :return: by name the address, or ``None`` where there is no such page
        :rtype: dict
        """
        last = pager.last_page
        return {
            "first": query.address(page=1) if pager.page > 2 else None,
            "previous": query.address(page=pager.page - 1) if pager.page > 1 else None,
            "next": query.address(page=pager.page + 1) if pager.page < last else None,
            "last": query.address(page=last) if pager.page < last - 1 else None,
        }

    # ------------------------------------------------------------------
    # Export
    # ------------------------------------------------------------------

    def _export(self, params):
        """Read what the list shows, over all its pages.

        Batch by batch: neither the memory nor the number of queries for a batch depends
        on the number of rows.

        :param dict params: parameters of the address
        :return: an iterator: first the labels, then the values of each row
        """
        query, lines = self._parse_query(params), self._fields_of("list")
        yield [line._get_label() for line in lines]
        found = self._records().search(
            self._narrow(query), order=query.order, limit=MAX_ROWS
        )
        ids = found.ids
        for start in range(0, len(ids), BATCH):
            records = self._records().browse(ids[start : start + BATCH])
            for record in records:
                yield [line._get_export_value(record) for line in lines]
            records.invalidate_recordset()
