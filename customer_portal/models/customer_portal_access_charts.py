# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..listing import MAX_ROWS

#: In the order of the chart.
STATES = ("new", "open", "pending", "closed")
#: Records that wait for the contact, at most.
MAX_WAITING = 5
#: Length of the ring, and of the gap between its segments.
RING, GAP = 100, 1.4


class CustomerPortalAccess(models.Model):
    """The charts of the home page, and what support asks the contact.

    Each segment is a quick filter of the section: it counts what the list shows that
    it leads to.
    """

    _inherit = "customer.portal.access"

    home_chart = fields.Boolean(
        "Chart on home",
        help="The home page counts the records by state, and lists those that wait for "
        "the contact. Which quick filter stands for which state says the section.",
    )

    @api.model
    def _prepare_home_values(self):
        """Add ``charts`` and ``waiting`` to the values of the home page.

        :return: for each chart ``code``, ``title``, ``url``, ``active`` and
            ``segments``; for what waits ``rows``, ``count`` and ``url``
        :rtype: dict
        """
        values = super()._prepare_home_values()
        lines = self._of_user().filtered("home_chart")
        charts = [chart for line in lines for chart in line._prepare_charts()]
        waiting = [line._prepare_waiting() for line in lines]
        rows = [row for section in waiting for row in section["rows"]]
        rows.sort(key=lambda row: row["moment"], reverse=True)
        return {
            **values,
            "charts": charts,
            "waiting": {
                "rows": rows[:MAX_WAITING],
                "count": sum(section["count"] for section in waiting),
                "url": next((s["url"] for s in waiting if s["rows"]), None),
            },
        }

    def _get_chart_filters(self):
        """Return the quick filters that the chart shows, in the order of the states.

        :return: ``customer.portal.section.filter`` records
        """
        filters = self._get_filters().filtered("chart_state")
        return filters.sorted(lambda line: STATES.index(line.chart_state))

    def _prepare_charts(self):
        """Prepare the section's charts: the contact's own records, and its company's.

        :return: one or two charts, none where there is nothing to count
        :rtype: list[dict]
        """
        name = self.section_id.name.lower()
        mine = self.env._("My %(records)s", records=name)
        everything = self.env._("All %(records)s", records=name)
        if self.read_scope == "company":
            everything = self.env._(
                "All %(records)s of %(company)s",
                records=name,
                # sudo: res.partner - the name of the user's own company
                company=self.env.user.partner_id.sudo().commercial_partner_id.name,
            )
        kinds = [(mine, True), (everything, False)]
        if not self._has_mine():
            kinds = [(everything if self.read_scope == "all" else mine, False)]
        charts = [self._prepare_chart(title, only_mine) for title, only_mine in kinds]
        return [chart for chart in charts if chart["segments"]]

    def _prepare_chart(self, title, only_mine):
        params = {"mine": "1"} if only_mine else {}
        filters = self._get_chart_filters()
        queries = [self._parse_query(params | {"filter": f.code}) for f in filters]
        counts = self._count_queries(queries) if queries else []
        url = f"/my/records/{self.section_id.code}"
        segments = [
            {
                "state": line.chart_state,
                "label": line.name,
                "count": min(count, MAX_ROWS),
                "is_capped": count > MAX_ROWS,
                "url": f"{url}{query.address()}",
                "size": count,
            }
            for line, query, count in zip(filters, queries, counts, strict=True)
        ]
        return {
            "code": f"{self.section_id.code}_{'mine' if only_mine else 'all'}",
            "title": title,
            "url": f"{url}{self._parse_query(params).address()}",
            "active": sum(s["count"] for s in segments if s["state"] != "closed"),
            "segments": self._draw(segments) if any(counts) else [],
        }

    def _count_queries(self, queries):
        """Count what several lists show, in one query.

        :param queries: :class:`~odoo.addons.customer_portal.listing.ListQuery`
        :return: as many numbers
        :rtype: list[int]
        """
        records = self._records()
        domains = [self._narrow(query) for query in queries]
        found = records._search(Domain.OR(domains))
        found.order = None
        counts = [
            SQL(
                "COUNT(*) FILTER (WHERE %s)",
                domain.optimize_full(records)._to_sql(records, found.table, found),
            )
            for domain in domains
        ]
        [numbers] = self.env.execute_query(found.select(*counts))
        return list(numbers)

    def _draw(self, segments):
        """Place segments on a ring of the length ``RING``.

        :return: the segments, each with ``dash`` and ``offset`` of its stroke
        :rtype: list[dict]
        """
        total, start = sum(s["size"] for s in segments), 0
        gap = GAP if sum(bool(s["size"]) for s in segments) > 1 else 0
        drawn = []
        for segment in segments:
            length = RING * segment["size"] / total
            # what is there can be seen, however little it is
            stroke = max(length - gap, 0.8) if segment["size"] else 0
            drawn.append(
                {
                    **segment,
                    "dash": f"{stroke:.2f} {RING - stroke:.2f}" if stroke else "",
                    "offset": f"{RING / 4 - start:.2f}",
                }
            )
            start += length
        return drawn

    def _prepare_waiting(self):
        """Prepare the contact's own records that support waits for, newest first.

        :return: ``rows`` (``url``, ``title``, ``author``, ``date``,
            ``moment``), at most ``MAX_WAITING``; ``count`` of all, ``url`` of their
            list
        :rtype: dict
        """
        pending = self._get_chart_filters().filtered(
            lambda line: line.chart_state == "pending"
        )
        if not pending:
            return {"rows": [], "count": 0, "url": None}
        # also where the list offers no Mine: what waits for others is not shown
        query = replace(self._parse_query({"filter": pending.code}), mine=True)
        domain, records = self._narrow(query), self._records()
        found = records.search(domain, order="write_date desc", limit=MAX_WAITING)
        count = len(found)
        if count == MAX_WAITING:
            count = records.search_count(domain)
        answers = found._customer_portal_get_last_answers()
        rows = [self._prepare_waiting_row(record, answers) for record in found]
        url = f"/my/records/{self.section_id.code}{query.address()}"
        return {"rows": rows, "count": count, "url": url}

    def _prepare_waiting_row(self, record, answers):
        writer = self.env["customer.portal.section.field"]
        # sudo: the section's model, mail.message - when, and who asked
        answer, record_sudo = answers.get(record.id), record.sudo()
        told, name = (answer, "date") if answer else (record_sudo, "write_date")
        return {
            "url": record._customer_portal_get_url(),
            "title": record.display_name,
            "author": answer.author_id.name if answer else None,
            "date": writer._write_moment(told[name]),
            "moment": told[name],
        }
