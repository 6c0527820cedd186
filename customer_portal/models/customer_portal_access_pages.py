# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import models


class CustomerPortalAccess(models.Model):
    """What the pages of a section show: values for templates, nothing to compute."""

    _inherit = "customer.portal.access"

    def _prepare_detail_values(self, record):
        """Prepare the page of a record for its template.

        :param record: a record that the user can read
        :return: ``title``, ``state`` (cell or ``None``), ``blocks`` and ``long_blocks``
            (title and cells; those with long texts), ``comments``, ``attachments``,
            ``may`` (right to bool)
        :rtype: dict
        """
        blocks, state = defaultdict(list), None
        for line in self._fields_of("detail"):
            cell = line._prepare_cell(record)
            if cell["state"]:
                state = cell
            else:
                blocks[line.block or self.section_id.name].append(cell)
        long_blocks = {
            title: cells
            for title, cells in blocks.items()
            if any(cell["is_long"] for cell in cells)
        }
        gateway = self.env["customer.portal.gateway"]
        return {
            "title": record.display_name,
            "state": state,
            "blocks": [item for item in blocks.items() if item[0] not in long_blocks],
            "long_blocks": list(long_blocks.items()),
            "comments": record._customer_portal_get_comments(),
            "attachments": record._customer_portal_get_attachments(),
            "may": {
                right: gateway._may(self, right, record)
                for right in ("comment", "close")
            },
            **record._customer_portal_prepare_render_values(),
        }

    def _prepare_form_values(self, form=None, errors=None):
        """Prepare the form for a new record.

        :param dict form: what was typed before
        :param dict errors: message for each input that cannot be accepted
        :return: ``inputs``, ``errors`` and ``max_file_mb``
        :rtype: dict
        """
        form, errors = form or {}, errors or {}
        return {
            "inputs": [
                line._prepare_input(
                    form.get(line.name),
                    errors.get(line.name),
                    required=line in self.required_field_ids,
                )
                for line in self._fields_of("form")
            ],
            "errors": errors,
            "max_file_mb": self.env["customer.portal.gateway"]._get_max_file_mb(),
        }
