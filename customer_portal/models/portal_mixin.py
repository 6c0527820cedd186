# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class PortalMixin(models.AbstractModel):
    _inherit = "portal.mixin"

    def _get_access_action(self, access_uid=None, force_website=False):
        """Lead portal users to the record's page in the portal, without a token."""
        self.ensure_one()
        user = self.env["res.users"].browse(access_uid) if access_uid else self.env.user
        url = self._customer_portal_get_url()
        if url and user.share:
            return {
                "type": "ir.actions.act_url",
                "url": url,
                "target": "self",
                "res_id": self.id,
            }
        return super()._get_access_action(access_uid, force_website)
