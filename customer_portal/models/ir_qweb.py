# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import lazy


class IrQweb(models.AbstractModel):
    _inherit = "ir.qweb"

    def _prepare_frontend_environment(self, values):
        """Offer every page the frame of the current user's portal.

        It is prepared where a page has one: in ``portal.portal_layout``.
        """
        qweb = super()._prepare_frontend_environment(values)
        profiles = qweb.env["customer.portal.profile"]
        values["portal_frame"] = lazy(profiles._prepare_frame_values)
        return qweb
