# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CustomerPortalSection(models.Model):
    """Whether contacts may download a record as PDF."""

    _inherit = "customer.portal.section"

    report_id = fields.Many2one(
        "ir.actions.report",
        string="PDF",
        ondelete="set null",
        domain="[('model', '=', model), ('report_type', '=', 'qweb-pdf')]",
        help="Contacts may download a record that they can read as this report. It "
        "shows whatever the app puts there; profiles that hide a field do not get it.",
    )

    @api.constrains("report_id")
    def _check_report(self):
        self._check_declaration()

    def _get_problem(self):
        return super()._get_problem() or self._get_report_problem()

    def _get_report_problem(self):
        # sudo: ir.actions.report - who configures sections need not read reports
        report = self.sudo().report_id
        if not report or (
            report.model == self.model and report.report_type == "qweb-pdf"
        ):
            return None
        return self.env._(
            "PDF: %(report)s is no PDF report of %(model)s. Choose one of its reports.",
            report=report.name,
            model=self.model,
        )
