# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import lazy


class IrQweb(models.AbstractModel):
    _inherit = "ir.qweb"

    def _prepare_frontend_environment(self, values):
        """Offer every page the frame of the current user's portal, and its doors.

        ``portal_place`` is the section that an app's own page belongs to.

        All are prepared where a page has them: in ``portal.portal_layout`` and
        ``web.login_layout``.
        """
        qweb = super()._prepare_frontend_environment(values)
        profiles = qweb.env["customer.portal.profile"]
        path = values["request"].httprequest.path
        lines = qweb.env["customer.portal.access"]
        values["portal_frame"] = lazy(profiles._prepare_frame_values)
        values["portal_place"] = lazy(lines._find_section_of_page, path)
        values["portal_door"] = lazy(profiles._prepare_door_values)
        return qweb
