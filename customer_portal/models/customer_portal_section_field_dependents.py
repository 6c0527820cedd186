# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import ValidationError


class CustomerPortalSectionField(models.Model):
    """What a profile withholds cannot become required afterwards."""

    _inherit = "customer.portal.section.field"

    @api.constrains("required")
    def _check_dependents(self):
        self.section_id.access_ids._check_fields()

    @api.constrains("allowed_values")
    def _check_allowed_records(self):
        """Check a fixed list when it is saved; what is deleted later is left out."""
        for line in self:
            field, ids = line._field(), line._get_allowed_ids()
            if not ids or field.type != "many2one":
                continue
            # sudo: the field's model - whether the records chosen by the manager exist
            found = self.env[field.comodel_name].sudo().browse(ids).exists()
            if missing := sorted(set(ids) - set(found.ids)):
                raise ValidationError(
                    self.env._(
                        "Field %(field)s: Allowed values: there is no record %(ids)s. "
                        "Take it off the list.",
                        field=line.name,
                        ids=", ".join(map(str, missing)),
                    )
                )
