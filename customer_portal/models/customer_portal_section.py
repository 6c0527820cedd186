# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.tools.safe_eval import safe_eval

from .customer_portal_section_field import is_sortable

CODE_PATTERN = r"^[a-z][a-z0-9-]{0,39}$"


class CustomerPortalSection(models.Model):
    _name = "customer.portal.section"
    _description = "Portal section"
    _inherit = ["customer.portal.cached"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    singular = fields.Char(
        "Name of one record",
        required=True,
        translate=True,
        help="As in the button that makes a new one: Ticket.",
    )
    code = fields.Char(
        required=True,
        copy=False,
        help="Part of the address, as in /my/records/tickets.",
    )
    active = fields.Boolean(default=True)
    sequence = fields.Integer("Order", default=10)
    icon = fields.Char(default="fa-folder-open-o", help="A Font Awesome 4.7 icon.")
    # empty after the app was uninstalled: the section stays and says what is missing
    model_id = fields.Many2one(
        "ir.model",
        ondelete="set null",
        domain=[("transient", "=", False), ("abstract", "=", False)],
    )
    model = fields.Char("Model name", compute="_compute_model", store=True)
    domain = fields.Char("Filter", default="[]", required=True)
    contact_path = fields.Char(
        "Path to the contact",
        required=True,
        default="partner_id",
        help="Fields that lead from a record to its contact, as partner_id or "
        "order_id.partner_id. Several are separated by commas; new records get the "
        "contact in the first.",
    )
    company_path = fields.Char(
        "Path to the commercial entity",
        help="A stored field with the company that a record belongs to, if the model "
        "has one. Otherwise the contact's present company counts.",
    )
    assigned_path = fields.Char(
        "Path to the person working on it", help="For the scope Assigned."
    )
    replaces_rules = fields.Boolean(
        "Replace the app's own rules",
        help="The record rules that the app gives to portal users no longer count for "
        "this model: the section's paths and filter alone decide.",
    )
    order = fields.Char("Default sort", required=True, default="id desc")
    page_size = fields.Integer(required=True, default=25)
    state_field = fields.Char(
        help="A selection field with the values new, open, pending, closed, shown as a "
        "coloured badge."
    )
    field_ids = fields.One2many(
        "customer.portal.section.field", "section_id", string="Fields", copy=True
    )
    filter_ids = fields.One2many(
        "customer.portal.section.filter",
        "section_id",
        string="Quick filters",
        copy=True,
    )
    access_ids = fields.One2many(
        "customer.portal.access", "section_id", string="Profiles"
    )
    problem = fields.Char(
        compute="_compute_problem",
        help="Why the portal does not show the section now.",
    )

    _code_unique = models.Constraint(
        "UNIQUE(code)", "Another section has this code: choose a different one."
    )
    _page_size_range = models.Constraint(
        "CHECK(page_size BETWEEN 1 AND 100)", "The page size is between 1 and 100."
    )

    @api.depends("model_id")
    def _compute_model(self):
        for section in self:
            section.model = section.model_id.model or section.model

    # ------------------------------------------------------------------
    # Declarations are checked when they are saved
    # ------------------------------------------------------------------

    @api.constrains("code")
    def _check_code(self):
        for section in self:
            if not re.match(CODE_PATTERN, section.code):
                raise ValidationError(
                    self.env._("Code: use lower case letters, digits and hyphens only.")
                )

    @api.constrains(
        "model_id",
        "domain",
        "contact_path",
        "company_path",
        "assigned_path",
        "order",
        "state_field",
        "field_ids",
        "filter_ids",
    )
    def _check_declaration(self):
        for section in self:
            if problem := section._get_problem():
                raise ValidationError(problem)

    @api.depends(
        "model_id",
        "domain",
        "contact_path",
        "company_path",
        "assigned_path",
        "order",
        "state_field",
        "field_ids.name",
        "filter_ids.domain",
    )
    def _compute_problem(self):
        for section in self:
            section.problem = section._origin and section._get_problem() or False

    @tools.ormcache("self.id")
    def _is_shown(self):
        """Tell whether the section is active and nothing is wrong with it.

        It was checked when it was saved, but apps are uninstalled and updated.

        :rtype: bool
        """
        return self.active and not self._get_problem()

    def _get_problem(self):
        """Return what is wrong with the declaration, and the mend.

        :rtype: str or None
        """
        if not self.model_id or self.model not in self.env:
            return self.env._(
                "Model: %(model)s is missing, as after its app was uninstalled. "
                "Install the app again and choose the model, or choose another one.",
                model=self.model or "",
            )
        checks = (
            self._get_path_problem,
            self._get_domain_problem,
            self._get_order_problem,
            self._get_state_problem,
            self.field_ids._get_problems,
            self.filter_ids._get_problems,
        )
        return next(filter(None, (check() for check in checks)), None)

    def _get_path_problem(self):
        label = self.env._("Path to the contact")
        checked = [(label, path) for path in self._contact_paths() or [""]]
        for name in ("company_path", "assigned_path"):
            if self[name]:
                checked.append(
                    (self._fields[name]._description_string(self.env), self[name])
                )
        for label, path in checked:
            if self._path_comodel(path) != "res.partner":
                return self.env._(
                    "%(label)s: %(path)s does not lead to a contact. Start from "
                    "%(model)s and end on a field that links to contacts.",
                    label=label,
                    path=path,
                    model=self.model,
                )
        return None

    def _get_domain_problem(self):
        error = self._find_domain_error(self.model, self.domain)
        return error and self.env._(
            "Filter: this is no valid domain (%(error)s).", error=error
        )

    def _get_order_problem(self):
        for term in self.order.split(","):
            name, _sep, direction = term.strip().partition(" ")
            if not is_sortable(
                self.env[self.model]._fields.get(name)
            ) or direction.lower() not in ("", "asc", "desc"):
                return self.env._(
                    "Default sort: %(term)s is not a stored field of the model, "
                    "followed by nothing, asc or desc.",
                    term=term.strip(),
                )
        return None

    def _get_state_problem(self):
        field = self.env[self.model]._fields.get(self.state_field or "id")
        if not field or (self.state_field and field.type != "selection"):
            return self.env._("State field: choose a selection field of the model.")
        return None

    def _path_comodel(self, path):
        """Return the model at the end of a path, ``None`` where it does not lead on."""
        comodel = self.model
        for name in path.split("."):
            field = self.env[comodel]._fields.get(name)
            if name == "id" and field:
                continue
            comodel = field.comodel_name if field and field.relational else None
            if not comodel:
                return None
        return comodel

    # ------------------------------------------------------------------
    # What the policy and the pages read
    # ------------------------------------------------------------------

    def _contact_paths(self):
        """Return the paths to the contact.

        :rtype: list[str]
        """
        paths = (self.contact_path or "").split(",")
        return [path.strip() for path in paths if path.strip()]

    def _get_contact_field(self):
        """Return the field that gets the contact in a new record.

        :rtype: str or None
        """
        path = self._contact_paths()[0]
        return None if "." in path or path == "id" else path

    def _link_fields(self):
        """Return the fields that decide to whom a record belongs.

        :return: names of the first field of each path
        :rtype: set[str]
        """
        paths = [*self._contact_paths(), self.company_path, self.assigned_path]
        return {path.split(".")[0] for path in paths if path}

    def _naming_fields(self):
        """Return the texts of which the title of a record is made.

        :return: names of fields; none while the section's app is gone
        :rtype: set[str]
        """
        model = self.env.get(self.model)
        if model is None:
            return set()
        title = model._fields["display_name"]
        sources = {path.split(".")[0] for path in model.pool.field_depends[title]}
        texts = {n for n in sources if model._fields[n].type in ("char", "text")}
        return texts | {model._rec_name}

    def _get_domain(self):
        """Return the section's own filter.

        :rtype: list
        """
        return safe_eval(self.domain or "[]")

    @api.model
    def _get_code(self, model):
        """Return the code of the first section that shows a model, or ``None``.

        :param str model: name of a model
        """
        return self._codes_by_model().get(model)

    @api.model
    def _is_managed(self, model):
        """Tell whether the current user reaches a model only as its policy says.

        :param str model: name of a model
        :rtype: bool
        """
        return (
            model in self.env["ir.model.access"]._customer_portal_get_managed()
            and self.env.user._customer_portal_policy() is not None
        )

    @api.model
    @tools.ormcache()
    def _codes_by_model(self):
        """Return the exposed models, each with the code of its first section.

        :rtype: dict[str, str]
        """
        # sudo: customer.portal.section - which models are managed is nobody's secret
        sections = self.sudo().search(
            [("active", "=", True)], order="sequence desc, id desc"
        )
        return {s.model: s.code for s in sections if s.model in self.env}
