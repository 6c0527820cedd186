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
