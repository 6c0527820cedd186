# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..policy import is_within

#: Most records of which quick filters say how many they lead to: where there are more,
#: counting would cost more than the list itself.
MAX_COUNTED = 5000


class CustomerPortalAccess(models.Model):
    """How a list is narrowed by the links above it: quick filters, Mine."""

    _inherit = "customer.portal.access"

    def _get_filters(self):
        """Return the quick filters that are offered.

        One that asks about a field hidden from these contacts would tell its value.

        :return: ``customer.portal.section.filter`` records, in order
        """
        hidden = set(self.hidden_field_ids.mapped("name"))
        return self.section_id.filter_ids.filtered(
            lambda line: not line._get_field_names() & hidden
        )

    def _has_mine(self):
        """Tell whether the contact sees own records and, apart from them, others.

        :rtype: bool
        """
        own_is_less = self.read_scope != "own" and is_within("own", self.read_scope)
        return own_is_less and "id" not in self.section_id._contact_paths()

    def _narrow(self, query):
        """Return what the searches and the links above the list leave of it.

        :param query: :class:`~odoo.addons.customer_portal.listing.ListQuery`
        :rtype: odoo.fields.Domain
        """
        domains = []
        if query.q:
            lines = self._fields_of("list") | self._fields_of("search")
            domains.append(Domain.OR(line._get_text_domain(query.q) for line in lines))
        if query.filter:
            chosen = self._get_filters().filtered(lambda f: f.code == query.filter)
            domains.append(chosen._get_domain())
        columns = {line.name: line for line in self._fields_of("list")}
        domains += [
            columns[search.column.name]._get_column_domain(search)
            for search in query.columns
        ]
        if query.mine:
            policy = self.env.user._customer_portal_policy()
            grant = policy.grant(self.section_id.code)
            domains.append(grant.scope_domain("own", policy.contact, policy.company))
        # sudo: the section's model - filters and paths may ask about what is not shown;
        # the user searches among what is left
        records = self._records().sudo()
        narrowed = Domain.AND(domains).optimize_full(records)
        return Domain.custom(
            to_sql=lambda _model, alias, query: narrowed._to_sql(records, alias, query)
        )

    def _prepare_narrow_links(self, query, total):
        """Prepare the links above the list.

        :param ListQuery query: what is asked for
        :param int total: how many records that finds
        :return: ``owners`` and ``filters``: ``label``, ``address``, ``is_current``,
            ``state`` (the one that it shows alone, or ``None``) and ``count`` (``None``
            where it is not known) of each link; none where there is nothing to choose
        :rtype: dict
        """
        everyone = (
            self.env._("Company")
            if self.read_scope == "company"
            else self.env._("Everyone")
        )
        owners = [(self.env._("Mine"), True, None), (everyone, False, None)]
        filters = [(f.name, f.code, f._get_state()) for f in self._get_filters()]
        if filters:
            filters.insert(0, (self.env._("All"), "", None))
        counts = self._count_filters(query) if total <= MAX_COUNTED else {}
        return {
            name: [
                {
                    "label": label,
                    "address": query.address(page=1, **{parameter: value}),
                    "is_current": value == getattr(query, parameter),
                    "state": state,
                    "count": counts.get(value) if parameter == "filter" else None,
                }
                for label, value, state in choices
            ]
            for name, parameter, choices in (
                ("owners", "mine", owners if self._has_mine() else []),
                ("filters", "filter", filters),
            )
        }

    def _count_filters(self, query):
        """Count what each quick filter leads to, in one query.

        Not while something is searched: each filter would be searched as well.

        :param ListQuery query: what is asked for
        :return: number by code, of all by an empty one; none at all where there are
            more records than are counted
        :rtype: dict[str, int]
        """
        filters = self._get_filters()
        if query.q or query.columns or not filters:
            return {}
        records, everything = self._records(), replace(query, filter="")
        found = records._search(self._narrow(everything), limit=MAX_COUNTED + 1)
        marks, counts = [], [SQL("COUNT(*)")]
        for number, line in enumerate(filters):
            domain = self._narrow(replace(everything, filter=line.code, mine=False))
            sql = domain.optimize_full(records)._to_sql(records, found.table, found)
            name = SQL.identifier(f"filter_{number}")
            marks.append(SQL("%s AS %s", sql, name))
            counts.append(SQL("COUNT(*) FILTER (WHERE %s)", name))
        rows = SQL("(%s) AS found", found.select(*marks))
        [[total, *numbers]] = self.env.execute_query(
            SQL("SELECT %s FROM %s", SQL(", ").join(counts), rows)
        )
        if total > MAX_COUNTED:
            return {}
        return {"": total, **dict(zip(filters.mapped("code"), numbers, strict=True))}
