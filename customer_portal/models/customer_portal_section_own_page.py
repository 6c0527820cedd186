# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

#: Models whose own page lists records of other models, of whichever customer.
LISTS_OTHERS = ("project.project",)


class CustomerPortalSection(models.Model):
    """Whether the app's own page of a record is offered beside the portal's."""

    _inherit = "customer.portal.section"

    own_page = fields.Boolean(
        "The app's own page",
        help="Whether contacts may open the app's own page of a record that they can "
        "read, as to sign, accept or pay it. It shows whatever the app puts there, "
        "lines and prices included; profiles that hide a field do not get it.",
    )

    @api.constrains("own_page")
    def _check_own_page(self):
        self._check_declaration()

    def _get_problem(self):
        return super()._get_problem() or self._get_own_page_problem()

    def _get_own_page_problem(self):
        if not self.own_page or self.model not in self.env:
            return None
        has_page = "access_url" in self.env[self.model]._fields
        if not has_page or self.model in LISTS_OTHERS:
            return self.env._(
                "The app's own page: %(model)s has none that shows one record alone. "
                "Clear the box.",
                model=self.model,
            )
        return None
