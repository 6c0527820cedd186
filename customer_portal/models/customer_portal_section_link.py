# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import AccessError, MissingError


class CustomerPortalSectionField(models.Model):
    """A link to another model as a column of a list: the values that it offers."""

    _inherit = "customer.portal.section.field"

    def _has_values(self):
        """Tell whether the column can have a pick list of what records link to.

        Not where each record has its own, as the lines of a document.

        :rtype: bool
        """
        field = self._field()
        return field.type == "many2one" or (field.type == "many2many" and field.store)

    def _get_few_allowed(self):
        """Return the allowed values as choices of the column, where there are few.

        :return: text of the address and label of each; none without allowed values
        :rtype: list[tuple[str, str]]
        """
        if not self.allowed_values or self._is_searched():
            return []
        return [(f"={value}", label) for value, label in self._get_choices()]

    def _label_links(self, ids, together):
        """Name linked records as cells do, in the order of their names.

        :param set ids: numbers
        :param set together: numbers of the linked model that the page names
        :return: text of the address and label of each; none where Odoo does not name
            one of them: the list says no more than its cells
        :rtype: list[tuple[str, str]]
        """
        # sudo: the field's model - names that the cells of the user's records show
        comodel = self.env[self._field().comodel_name].sudo()
        comodel = comodel.with_context(partner_display_name_hide_company=True)
        records = comodel.browse(ids).with_prefetch(together)
        try:
            if self._field().type == "many2many" and comodel._active_name:
                # cells leave out what is archived
                records = records.filtered(comodel._active_name)
            named = [(f"={record.id}", record.display_name) for record in records]
        except (AccessError, MissingError):
            return []
        return sorted(named, key=lambda choice: choice[1].casefold())
