# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..inputs import INPUTS

#: How values are written, by type of field.
OPTIONS = {"datetime": {"hide_seconds": True}}
#: Types of fields whose values are records.
LINKS = ("many2one", "many2many")
#: Fields that let in whoever knows their value.
SECRETS = re.compile(r"(^|_)(token|password|secret|api_key)s?$")


def is_sortable(field):
    """Tell whether lists can be sorted by a field.

    :param field: an Odoo field, or ``None``
    :rtype: bool
    """
    return bool(field and field.store and field.column_type and field.type != "html")


class CustomerPortalSectionField(models.Model):
    _name = "customer.portal.section.field"
    _description = "Portal section field"
    _inherit = ["customer.portal.cached"]
    _order = "sequence, id"
    _rec_name = "name"

    section_id = fields.Many2one(
        "customer.portal.section", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer("Order", default=10)
    field_id = fields.Many2one(
        "ir.model.fields",
        required=True,
        ondelete="cascade",
        domain="[('model', '=', parent.model)]",
    )
    name = fields.Char("Field name", related="field_id.name", store=True)
    label = fields.Char(translate=True, help="Empty: the field's own label.")
    block = fields.Char(
        translate=True, help="Heading of the card in which the detail shows the field."
    )
    in_list = fields.Boolean("List")
    in_detail = fields.Boolean("Detail", default=True)
    in_form = fields.Boolean("Form")
    searchable = fields.Boolean(
        help="Searched by the box above the list, also where it is no column of it."
    )
    required = fields.Boolean(help="The form asks for it.")
    allowed_values = fields.Char(
        help="What the form offers; nothing else is accepted. For a selection: its "
        "keys, separated by commas. For a link to another model: a domain, or the ids "
        "of records, separated by commas. Empty: all values.",
    )

    _field_unique = models.Constraint(
        "UNIQUE(section_id, field_id)",
        "A section shows a field once: change the line that is there.",
    )

    @api.constrains("section_id", "field_id", "allowed_values", "in_form", "searchable")
    def _check_declaration(self):
        if problem := self._get_problems():
            raise ValidationError(problem)

    def _get_problems(self):
        """Return what is wrong with the first line that is not right, and the mend.

        :rtype: str or None
        """
        for line in self:
            if problem := line._get_problem():
                return self.env._(
                    "Field %(field)s: %(problem)s", field=line.name, problem=problem
                )
        return None

    def _get_problem(self):
        """Return what is wrong with the declaration, and the mend.

        :rtype: str or None
        """
        field = self._field()
        if not field:
            return self.env._(
                "%(model)s has no such field. Choose one of its fields.",
                model=self.section_id.model,
            )
        if SECRETS.search(self.name):
            return self.env._("it is a secret that opens doors. Take it out.")
        computed = field.type == "many2many" and not field.store
        if self.in_form and (field.type not in INPUTS or field.readonly or computed):
            return self.env._("it cannot be filled in. Take it out of the form.")
        if self.in_form and self.name in self.section_id._link_fields():
            return self.env._(
                "it decides to whom a record belongs. Take it out of the form: new "
                "records get the contact who makes them."
            )
        if self.searchable and (field.type not in ("char", "text") or not field.store):
            return self.env._("only stored texts can be searched. Clear Searchable.")
        if self.allowed_values:
            return self._get_allowed_values_problem()
        if self.in_form and field.type in LINKS and not self._is_read_by_customers():
            return self.env._(
                "customers read no %(records)s of their own. Say in Allowed values "
                "which ones the form offers; [] offers all of them.",
                records=self.env["ir.model"]._get(field.comodel_name).name,
            )
        return None

    def _is_read_by_customers(self):
        """Tell whether portal users may read any record that the field links to."""
        name = self._field().comodel_name
        # sudo: ir.model.access - what a group may do is read from its own rights
        rights = self.env["ir.model.access"].sudo()
        portal = self.env.ref("base.group_portal").sudo()
        return name in rights._customer_portal_get_managed() or bool(
            rights.search_count(
                [
                    ("model_id.model", "=", name),
                    ("perm_read", "=", True),
                    ("group_id", "in", [False, *portal.all_implied_ids.ids]),
                ],
                limit=1,
            )
        )

    def _get_allowed_values_problem(self):
        field = self._field()
        if field.type == "selection":
            known = [key for key, _label in field._description_selection(self.env)]
            unknown = [key for key in self._get_allowed_keys() if key not in known]
            return unknown and self.env._(
                "Allowed values: there is no %(unknown)s. Choose among %(known)s.",
                unknown=", ".join(unknown),
                known=", ".join(known),
            )
        if field.type not in LINKS:
            return self.env._("Allowed values: it has no pick list. Leave them empty.")
        if self._get_allowed_ids():
            return None
        error = self._find_domain_error(field.comodel_name, self.allowed_values)
        return error and self.env._(
            "Allowed values: this is no valid domain (%(error)s).", error=error
        )

    def _field(self):
        return self.env[self.section_id.model]._fields.get(self.name)

    def _is_sortable(self):
        """Tell whether the user may sort lists by the field.

        A link is sorted as its model is, by fields that the user may read of it.

        :rtype: bool
        """
        field = self._field()
        if not is_sortable(field) or field.type != "many2one":
            return is_sortable(field)
        comodel = self.env[field.comodel_name].sudo(False)
        names = re.findall(r"(?:^|,)\s*(\w+)", comodel._order)
        return all(comodel._has_field_access(comodel._fields[n], "read") for n in names)

    # ------------------------------------------------------------------
    # What is shown
    # ------------------------------------------------------------------

    def _get_label(self):
        """Return the label in the user's language.

        :rtype: str
        """
        return self.label or self._field()._description_string(self.env)

    def _prepare_cell(self, record):
        """Render the field of one record.

        :param record: one record, as the user
        :return: ``name``, ``label``, ``html`` (Markup, empty without a value),
            ``is_long`` and ``state``: the value, for the section's state field only
        :rtype: dict
        """
        field = self._field()
        converter = f"ir.qweb.field.{field.type}"
        if converter not in self.env:
            converter = "ir.qweb.field"
        # sudo: the section's model - a field that the user may read, with the label or
        # the currency that belongs to it
        record = record.sudo()
        value = record[self.name]
        html = (
            self.env[converter]
            .with_context(partner_display_name_hide_company=True)
            .record_to_html(record, self.name, OPTIONS.get(field.type, {}))
        )
        return {
            "name": self.name,
            "label": self._get_label(),
            "html": Markup(html or "") if field.type != "boolean" or value else "",
            "is_long": field.type in ("html", "text"),
            "state": value if self.name == self.section_id.state_field else None,
        }
