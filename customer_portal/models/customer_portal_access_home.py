# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

#: Records of a section that the home page shows.
NEWEST = 6


class CustomerPortalAccess(models.Model):
    """What the home page shows of a section."""

    _inherit = "customer.portal.access"

    on_home = fields.Boolean(
        "Newest on home", help="The home page lists the newest records."
    )

    @api.model
    def _prepare_home_values(self):
        """Prepare the current user's home page for its template.

        :return: ``buttons``, ``newest`` (of each section chosen: ``name``, ``url``,
            ``columns`` and ``rows``), ``is_empty``, and ``state``, ``start`` and
            ``end`` of the access
        :rtype: dict
        """
        lines, policy = self._of_user(), self.env.user._customer_portal_compile()
        newest = [line._prepare_newest() for line in lines.filtered("on_home")]
        return {
            "is_empty": not lines,
            "buttons": self._prepare_home_buttons(lines),
            "newest": [section for section in newest if section["rows"]],
            "state": policy.state(self.env.user._customer_portal_today()),
            "start": policy.start,
            "end": policy.end,
        }

    @api.model
    def _prepare_home_buttons(self, lines):
        """Prepare the buttons of sections: those for new records first.

        :param lines: access lines
        :return: ``code``, ``name``, ``icon``, ``url``, ``is_new`` and ``open`` (of what
            the menu does not count) of each button
        :rtype: list[dict]
        """
        buttons = []
        for line in lines:
            section, url = line.section_id, f"/my/records/{line.section_id.code}"
            for button in line._get_home_buttons():
                is_new = button == "new"
                buttons.append(
                    {
                        "code": section.code,
                        "name": section.singular if is_new else section.name,
                        "icon": "fa-plus" if is_new else section.icon,
                        "url": f"{url}/new" if is_new else url,
                        "is_new": is_new,
                        "open": "" if is_new or line.in_menu else line._write_open(),
                    }
                )
        return sorted(buttons, key=lambda button: not button["is_new"])

    def _prepare_newest(self):
        """Prepare the section's newest records.

        :rtype: dict
        """
        section, columns = self.section_id, self._fields_of("list")
        records = self._records().search([], order="id desc", limit=NEWEST)
        places = self._get_places()
        return {
            "code": section.code,
            "name": section.name,
            "url": f"/my/records/{section.code}",
            "columns": [
                {"name": c.name, "label": c._get_label(), "place": places[c.name]}
                for c in columns
            ],
            "rows": [
                {
                    "url": record._customer_portal_get_url(),
                    "cells": [
                        self._prepare_list_cell(column, record, places[column.name])
                        for column in columns
                    ],
                }
                for record in records
            ],
        }
