# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

#: Counting ends here: nothing in the frame grows with the table.
MAX_COUNT = 100
OPEN_STATES = ("new", "open", "pending")


class CustomerPortalAccess(models.Model):
    """What the menu says of a section."""

    _inherit = "customer.portal.access"

    def _prepare_menu_item(self):
        """Prepare the section's entry in the menu.

        :return: ``code``, ``name``, ``icon``, ``url``, ``new`` (name of a new record,
            or ``None`` where none can be made) and ``open``: how many open records
            there are, as text; empty for none and where nothing is open or closed
        :rtype: dict
        """
        section = self.section_id
        return {
            "code": section.code,
            "name": section.name,
            "icon": section.icon,
            "url": f"/my/records/{section.code}",
            "new": section.singular if self.can_create else None,
            "open": self._write_open(),
        }

    def _write_open(self):
        """Write how many open records there are.

        :rtype: str
        """
        count = self._count_open()
        return f"{MAX_COUNT - 1}+" if count == MAX_COUNT else str(count or "")

    def _count_open(self):
        """Count the open records, up to ``MAX_COUNT``.

        :return: 0 for a section without states, or whose state is hidden
        :rtype: int
        """
        state = self.section_id.state_field
        shown = self._get_readable_fields() - set(self.hidden_field_ids.mapped("name"))
        if not state or state not in shown:
            return 0
        return self._records().search_count(
            [(state, "in", OPEN_STATES)], limit=MAX_COUNT
        )
