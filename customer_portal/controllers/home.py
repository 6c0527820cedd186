# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import MissingError
from odoo.http import request, route

from odoo.addons.helpdesk_mgmt.controllers.myaccount import CustomerPortalHelpdesk

from .pages import PortalPages


class CustomerPortalHome(PortalPages, CustomerPortalHelpdesk):
    def _document_check_access(self, model_name, document_id, access_token=None):
        """Let no token open an exposed record, and no stock page show more of it.

        Odoo's pages for a document render as superuser.
        """
        exposed = request.env["customer.portal.section"]._get_code(model_name)
        if exposed and not request.env.user._is_internal():
            raise MissingError(request.env._("This document does not exist."))
        return super()._document_check_access(model_name, document_id, access_token)

    @route()
    def home(self, **kw):
        """Show contacts with a profile their portal, everybody else Odoo's own."""
        # sudo: res.partner - whether the user has a profile
        if not request.env.user.partner_id.sudo().customer_portal_profile_id:
            return super().home(**kw)
        policy = request.env.user._customer_portal_compile()
        lines = request.env["customer.portal.access"]._of_user()
        return self._render(
            "portal_home",
            counts={line.id: line._count() for line in lines},
            state=policy and policy.state(request.env.user._customer_portal_today()),
            start=policy and policy.start,
            end=policy and policy.end,
        )
