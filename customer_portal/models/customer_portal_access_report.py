# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class CustomerPortalAccess(models.Model):
    """The report of a record, for those from whom nothing is hidden."""

    _inherit = "customer.portal.access"

    def _shows_all(self):
        """Tell whether pages that show whatever the app puts there may be offered.

        :rtype: bool
        """
        return self.read_scope != "none" and not self.hidden_field_ids

    def _has_pdf(self):
        """Tell whether the records of the section can be downloaded as PDF.

        :rtype: bool
        """
        return bool(self.section_id.report_id) and self._shows_all()

    def _render_pdf(self, record):
        """Render the report of a record, whole as the app has it.

        :param record: a record that the user can read
        :return: name of the file and its content, ``None`` where no PDF is offered
        :rtype: tuple[str, bytes] or None
        """
        if not self._has_pdf():
            return None
        # sudo: ir.actions.report - a report prints whatever the app puts there; the
        # line hides none of the record's fields
        report = self.section_id.report_id.sudo()
        if "company_id" in record._fields:
            report = report.with_company(record.sudo().company_id)
        content, _kind = report._render_qweb_pdf(report.id, record.ids)
        return f"{record.display_name}.pdf", content
