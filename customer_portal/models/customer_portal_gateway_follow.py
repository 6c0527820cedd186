# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class CustomerPortalGateway(models.AbstractModel):
    """New records that go on with one that is closed for good."""

    _inherit = "customer.portal.gateway"

    @api.model
    def _create_record(self, access, form, uploads, key):
        """Keep which record the form goes on with, for the model's hook.

        A record that the user cannot read counts as absent, as a missing one does.
        """
        previous = access._find_followed(form.get("follows"))
        gateway = self.with_context(customer_portal_follows=previous.id or None)
        return super(CustomerPortalGateway, gateway)._create_record(
            access, form, uploads, key
        )
