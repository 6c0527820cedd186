# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class CustomerPortalAccess(models.Model):
    """The head of a record's page, and its place in the list that led there."""

    _inherit = "customer.portal.access"

    def _prepare_headline(self, record):
        """Prepare the lines below a record's title: number, who opened it, when.

        Of fields that the record's page shows these contacts, no others.

        :param record: a record that the user can read
        :return: ``heading``, ``number`` (text), ``opened``, ``updated`` (sentences;
            empty where there is nothing to say) and ``told``: names of the fields
            told here
        :rtype: dict
        """
        lines = {line.name: line for line in self._fields_of("detail")}
        title, number = self._get_names("detail")
        told = {number} if number else set()
        heading = number and record[title] or record.display_name
        opened = updated = ""
        if line := lines.get("create_date"):
            told.add("create_date")
            opened = self._get_opened(record, line, lines)
        if line := lines.get("write_date"):
            told.add("write_date")
            moment = line._write_moment(record.write_date)
            updated = self.env._("Last update: %(moment)s", moment=moment)
        return {
            "heading": heading,
            "number": record[number] or "" if number else "",
            "opened": opened,
            "updated": updated,
            "told": told,
        }

    def _get_opened(self, record, line, lines):
        day = line._write_day(record.create_date)
        path = self.section_id._contact_paths()[0]
        contact = path in lines and lines[path]._get_text(record)
        if not contact:
            return self.env._("Opened on %(day)s", day=day)
        return self.env._("Opened by %(name)s on %(day)s", name=contact, day=day)

    def _prepare_position(self, record, params):
        """Find a record in the list that led to it: its number and its neighbours.

        In two queries whatever the size of the list: the page of the list on which the
        record stood, with one more row on either side. A record that is not on it, or
        no longer, has no neighbours.

        :param record: a record that the user can read
        :param dict params: parameters of the list's address
        :return: ``list_query`` (to go back), ``number_in_list`` (``None`` where the
            record is not found), ``total``, ``is_capped`` and ``neighbours``: the
            addresses, or ``None``, of ``previous`` and ``next``
        :rtype: dict
        """
        query = self._parse_query(params)
        domain = self._narrow(query)
        pager = self._count(query, domain)
        start = max(0, pager.offset - 1)
        ids = (
            self._records()
            .search(
                domain,
                order=query.order,
                offset=start,
                limit=pager.offset + pager.size + 1 - start,
            )
            .ids
        )
        values = {"list_query": query.address(), "number_in_list": None}
        if record.id not in ids:
            return values
        index = ids.index(record.id)

        def address(step):
            if not 0 <= index + step < len(ids) or start + index + step >= pager.total:
                return None
            page = (start + index + step) // pager.size + 1
            other = record.browse(ids[index + step])
            return f"{other._customer_portal_get_url()}{query.address(page=page)}"

        return values | {
            "number_in_list": start + index + 1,
            "total": pager.total,
            "is_capped": pager.is_capped,
            "neighbours": {"previous": address(-1), "next": address(1)},
        }
