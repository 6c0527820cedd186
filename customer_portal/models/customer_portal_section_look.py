# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import escape

from odoo import api, fields, models

#: Types of fields that hold a value in any case.
NEVER_EMPTY = ("boolean", "float", "integer", "monetary")


class CustomerPortalSectionField(models.Model):
    """What cells make of values: which stand out, what is said of none, of files."""

    _inherit = "customer.portal.section.field"

    strong_values = fields.Char(
        "Values that stand out",
        help="Keys of a selection, separated by commas, that lists and pages show in "
        "bold with an arrow.",
    )
    empty_text = fields.Char(
        "Without a value",
        translate=True,
        help="What lists and pages show where the field is empty, as Unassigned.",
    )

    @api.constrains("field_id", "strong_values", "empty_text")
    def _check_look(self):
        self._check_declaration()

    def _get_problem(self):
        return super()._get_problem() or self._get_look_problem()

    def _get_look_problem(self):
        if self.empty_text and self._field().type in NEVER_EMPTY:
            return self.env._("Without a value: it always has one. Clear the text.")
        if not self.strong_values:
            return None
        field = self._field()
        if field.type != "selection":
            return self.env._("Values that stand out: it is no selection. Clear them.")
        known = [key for key, _label in field._description_selection(self.env)]
        unknown = self._get_strong_keys() - set(known)
        return unknown and self.env._(
            "Values that stand out: there is no %(unknown)s. Choose among %(known)s.",
            unknown=", ".join(sorted(unknown)),
            known=", ".join(known),
        )

    def _get_strong_keys(self):
        keys = (self.strong_values or "").split(",")
        return {key.strip() for key in keys if key.strip()}

    def _prepare_cell(self, record):
        """Add what the cell says without a value, and whether the value stands out.

        :return: also ``empty`` (text) and ``is_strong``
        """
        if self._field().type in ("binary", "reference"):
            cell = self._prepare_plain_cell(record)
        else:
            cell = super()._prepare_cell(record)
        if self.empty_text and not self._get_stored(record):
            cell["empty"] = self.empty_text
        if self.strong_values:
            cell["is_strong"] = self._get_stored(record) in self._get_strong_keys()
        return cell

    def _prepare_plain_cell(self, record):
        """Prepare the cell of a value that Odoo's converters do not know.

        Of a file it says that there is one, without reading it; a reference is named.

        :rtype: dict
        """
        # sudo: the section's model - a field that the user may read
        record = record.sudo().with_context(bin_size=True)
        value = text = record[self.name]
        if self._field().type == "binary":
            text = self.env._("Yes") if value else ""
        elif value:
            # all of the page, not one by one
            values = [other[self.name] for other in record.browse(record._prefetch_ids)]
            ids = [other.id for other in values if other and other._name == value._name]
            text = value.with_prefetch(ids).display_name
        return {
            "name": self.name,
            "label": self._get_label(),
            "html": escape(text or ""),
            "is_long": False,
            "state": None,
        }
