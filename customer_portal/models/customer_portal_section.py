# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

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
    model_id = fields.Many2one(
        "ir.model",
        required=True,
        ondelete="cascade",
        domain=[("transient", "=", False), ("abstract", "=", False)],
    )
    model = fields.Char("Model name", related="model_id.model", store=True)
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
    access_ids = fields.One2many(
        "customer.portal.access", "section_id", string="Profiles"
    )

    _code_unique = models.Constraint(
        "UNIQUE(code)", "Another section has this code: choose a different one."
    )
    _page_size_range = models.Constraint(
        "CHECK(page_size BETWEEN 1 AND 100)", "The page size is between 1 and 100."
    )

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

    @api.constrains("model_id", "contact_path", "company_path", "assigned_path")
    def _check_paths(self):
        for section in self:
            checked = [
                (self.env._("Path to the contact"), path)
                for path in section._contact_paths()
            ]
            checked += [
                (self.env._("Path to the commercial entity"), section.company_path),
                (self.env._("Path to the person working on it"), section.assigned_path),
            ]
            for label, path in checked:
                if path and section._path_comodel(path) != "res.partner":
                    raise ValidationError(
                        self.env._(
                            "%(label)s: %(path)s does not lead to a contact. Start "
                            "from %(model)s and end on a field that links to contacts.",
                            label=label,
                            path=path,
                            model=section.model,
                        )
                    )

    @api.constrains("model_id", "domain")
    def _check_domain(self):
        for section in self:
            # sudo: the section's model - only the names in the domain are checked
            model = self.env[section.model].sudo()
            try:
                Domain(section._get_domain()).validate(model)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "Filter: this is no valid domain (%(error)s).", error=error
                    )
                ) from error

    @api.constrains("model_id", "order")
    def _check_order(self):
        for section in self:
            for term in section.order.split(","):
                name, _sep, direction = term.strip().partition(" ")
                field = self.env[section.model]._fields.get(name)
                if not (field and field.store) or direction.lower() not in (
                    "",
                    "asc",
                    "desc",
                ):
                    raise ValidationError(
                        self.env._(
                            "Default sort: %(term)s is not a stored field of the "
                            "model, followed by nothing, asc or desc.",
                            term=term.strip(),
                        )
                    )

    @api.constrains("model_id", "state_field")
    def _check_state_field(self):
        for section in self.filtered("state_field"):
            field = self.env[section.model]._fields.get(section.state_field)
            if not field or field.type != "selection":
                raise ValidationError(
                    self.env._("State field: choose a selection field of the model.")
                )

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
        return [path.strip() for path in self.contact_path.split(",") if path.strip()]

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
