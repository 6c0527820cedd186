# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class CustomerPortalSection(models.Model):
    """A change of a section is refused where a profile's line would no longer hold."""

    _inherit = "customer.portal.section"

    @api.constrains("contact_path", "assigned_path")
    def _check_dependents(self):
        self.access_ids._check_assigned_path()
        self.access_ids._check_colleagues()

    def _get_path_problem(self):
        return super()._get_path_problem() or self._get_search_problem()

    def _get_search_problem(self):
        """Return which path cannot be searched, and the mend.

        :rtype: str or None
        """
        for path in (*self._contact_paths(), self.company_path, self.assigned_path):
            model = self.env[self.model]
            for name in (path or "id").split("."):
                field = model._fields[name]
                if not field._description_searchable:
                    return self.env._(
                        "%(path)s: %(field)s is computed and cannot be searched. "
                        "Choose a path of stored fields.",
                        path=path,
                        field=name,
                    )
                model = self.env[field.comodel_name] if field.relational else model
        return None
