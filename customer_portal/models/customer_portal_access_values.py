# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from dataclasses import replace

from odoo import models
from odoo.tools import SQL

#: Most values of a pick list above a column; where there are more, one types a name.
MAX_VALUES = 50
#: Records that are looked through for the values of their links. Who has more types
#: names: what a page costs stays apart from the size of the table.
MAX_LOOKED_AT = 2000


class CustomerPortalAccess(models.Model):
    """The values of links that a list offers above their columns.

    These are the ones that the records of the contact have, whatever is searched. Cells
    name them anyway: other records, and what else the linked model holds, are neither
    named nor counted. Whether the contact may read the linked record is not asked: a
    colleague's name stands in the list also where the colleague's page is closed.
    """

    _inherit = "customer.portal.access"

    def _get_columns(self, query):
        """Return how each column of the list is searched, pick lists filled.

        :param ListQuery query: what is asked for; its values are named, too
        :return: :class:`~odoo.addons.customer_portal.columns.Column` or ``None`` by
            name of field
        :rtype: dict
        """
        lines = self._fields_of("list")
        columns = {line.name: line._get_column() for line in lines}
        links = lines.filtered(lambda line: columns[line.name] and line._has_values())
        values = self._read_values(links)
        asked = {s.column.name: s.record_id for s in query.columns if s.record_id}
        named, together = {}, defaultdict(set)
        for line in links:
            if (found := values.get(line.name)) is not None:
                few = found if len(found) <= MAX_VALUES else ()
                named[line] = few or found & {asked.get(line.name)}
                together[line._field().comodel_name] |= named[line]
        for line in links:
            if line in named:
                prefetch = together[line._field().comodel_name]
                choices = line._label_links(named[line], prefetch)
            else:
                choices = line._get_few_allowed()
            column = replace(columns[line.name], choices=tuple(choices))
            columns[line.name] = column if column.is_named or choices else None
        return columns

    def _name_searches(self, query, columns):
        """Return a query whose searches know the names of what they ask for.

        :param ListQuery query: what is asked for
        :param dict columns: see :meth:`_get_columns`
        :rtype: customer_portal.listing.ListQuery
        """
        return replace(
            query,
            columns=tuple(
                replace(search, column=columns[search.column.name] or search.column)
                for search in query.columns
            ),
        )

    def _read_values(self, lines):
        """Find the records that the links of the user's records lead to, in one query.

        :param lines: ``customer.portal.section.field`` records, links with values
        :return: ids by name of field; none at all where there are too many records
        :rtype: dict[str, set]
        """
        if not lines:
            return {}
        records = self._records()
        found = records._search([], limit=MAX_LOOKED_AT + 1)
        # sudo: the section's model - columns of records that are found as the user
        model = records.sudo()
        inner, outer = [SQL("%s AS id", SQL.identifier(found.table, "id"))], []
        for line in lines:
            field, name = line._field(), SQL.identifier(line.name)
            if field.type == "many2many":
                outer.append(
                    SQL(
                        "ARRAY(SELECT DISTINCT %s FROM %s WHERE %s IN "
                        "(SELECT id FROM found))",
                        SQL.identifier(field.column2),
                        SQL.identifier(field.relation),
                        SQL.identifier(field.column1),
                        to_flush=field,
                    )
                )
                continue
            column = model._field_to_sql(found.table, line.name, found)
            inner.append(SQL("%s AS %s", column, name))
            outer.append(
                SQL(
                    "ARRAY(SELECT DISTINCT %s FROM found WHERE %s IS NOT NULL)",
                    name,
                    name,
                )
            )
        [[count, *values]] = self.env.execute_query(
            SQL(
                "WITH found AS MATERIALIZED (%s) SELECT (SELECT COUNT(*) FROM found), "
                "%s",
                found.select(*inner),
                SQL(", ").join(outer),
            )
        )
        if count > MAX_LOOKED_AT:
            return {}
        names = lines.mapped("name")
        return {name: set(ids) for name, ids in zip(names, values, strict=True)}
