# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError


class CustomerPortalSection(models.Model):
    """Sections that addons ship, to which others add their fields."""

    _inherit = "customer.portal.section"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_shipped(self):
        names = self._get_external_ids()
        for section in self:
            # those of an import or an export begin with an underscore
            if any(name[0] != "_" for name in names[section.id]):
                raise UserError(
                    self.env._(
                        "%(section)s belongs to an addon, and others add their fields "
                        "to it. Archive it instead of deleting it.",
                        section=section.name,
                    )
                )

    def _hand_over(self, addon, names):
        """Make lines that a manager added those of an addon that brings them as well.

        For an addon's ``pre_init_hook``: a section has one line for each field, so that
        a second one would be refused. The addon's data then give the line its values.

        :param str addon: in its data the line of a field is called
            ``section_<code>_<field>``, without the ``_id`` of the field
        :param names: names of fields
        """
        self.ensure_one()
        prefix = f"{addon}.section_{self.code}"
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"{prefix}_{line.name.removesuffix('_id')}",
                    "record": line,
                    "noupdate": True,
                }
                for line in self.field_ids.filtered(lambda line: line.name in names)
            ]
        )
