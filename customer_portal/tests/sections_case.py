# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import Form, new_test_user

from . import common


class SectionsCase(common.PortalCase):
    """A manager who makes sections in the backend."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, "test-manager", "customer_portal.group_manager"
        )

    def _form(self, model=None):
        form = Form(self.env["customer.portal.section"].with_user(self.manager))
        if model:
            form.model_id = self.env["ir.model"]._get(model)
        return form
