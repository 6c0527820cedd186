# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

from .customer_portal_section import CODE_PATTERN


class CustomerPortalSectionFilter(models.Model):
    """A choice of records that is offered above the list."""

    _name = "customer.portal.section.filter"
    _description = "Portal quick filter"
    _inherit = ["customer.portal.cached"]
    _order = "sequence, id"

    section_id = fields.Many2one(
        "customer.portal.section", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer("Order", default=10)
    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        compute="_compute_code",
        store=True,
        readonly=False,
        precompute=True,
        help="Part of the address, as in /my/records/tickets?filter=open.",
    )
    domain = fields.Char("Filter", default="[]", required=True)
    model = fields.Char(related="section_id.model")

    _code_unique = models.Constraint(
        "UNIQUE(section_id, code)",
        "Another quick filter of the section has this code: choose a different one.",
    )

    @api.depends("name")
    def _compute_code(self):
        for line in self:
            slug = self.env["ir.http"]._slugify(line.name or "", max_length=40)
            line.code = line.code or slug or False

    @api.constrains("section_id", "code", "domain")
    def _check_declaration(self):
        if problem := self._get_problems():
            raise ValidationError(problem)

    def _get_problems(self):
        """Return what is wrong with the first filter that is not right, and the mend.

        :rtype: str or None
        """
        for line in self:
            if problem := line._get_problem():
                return self.env._(
                    "Quick filter %(filter)s: %(problem)s",
                    filter=line.name,
                    problem=problem,
                )
        return None

    def _get_problem(self):
        if not re.match(CODE_PATTERN, self.code):
            return self.env._("Code: use lower case letters, digits and hyphens only.")
        error = self._find_domain_error(self.section_id.model, self.domain)
        return error and self.env._(
            "Filter: this is no valid domain (%(error)s).", error=error
        )

    def _get_domain(self):
        """Return the filter.

        :rtype: list
        """
        return safe_eval(self.domain or "[]")

    def _get_field_names(self):
        """Return the names of the section's fields that the filter asks about.

        :rtype: set[str]
        """
        conditions = Domain(self._get_domain()).iter_conditions()
        return {condition.field_expr.split(".")[0] for condition in conditions}

    def _get_state(self):
        """Return the state that the filter shows alone, ``None`` for other filters.

        :rtype: str or None
        """
        domain = list(self._get_domain())
        state = self.section_id.state_field
        if len(domain) == 1 and tuple(domain[0][:2]) == (state, "="):
            return domain[0][2]
        return None
