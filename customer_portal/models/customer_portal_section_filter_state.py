# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CustomerPortalSectionFilter(models.Model):
    """A quick filter as a part of the chart of the home page."""

    _inherit = "customer.portal.section.filter"

    def _selection_chart_state(self):
        return [
            ("new", self.env._("New")),
            ("open", self.env._("Open")),
            ("pending", self.env._("Pending")),
            ("closed", self.env._("Closed")),
        ]

    chart_state = fields.Selection(
        "_selection_chart_state",
        string="In the chart as",
        help="The chart on the home page counts the records of this filter, in the "
        "colour of the state, and leads to them. One filter for each state.",
    )

    @api.constrains("chart_state")
    def _check_chart_state(self):
        if problem := self._get_problems():
            raise ValidationError(problem)

    def _get_problem(self):
        same = self.section_id.filter_ids.filtered(
            lambda line: line.chart_state and line.chart_state == self.chart_state
        )
        if len(same) > 1:
            return self.env._(
                "the chart has another filter for this state, %(other)s. Choose one.",
                other=(same - self)[0].name,
            )
        return super()._get_problem()
