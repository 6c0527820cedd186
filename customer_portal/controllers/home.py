# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import MissingError
from odoo.http import request, route

from odoo.addons.helpdesk_mgmt.controllers.myaccount import CustomerPortalHelpdesk

from .pages import PortalPages


class CustomerPortalHome(PortalPages, CustomerPortalHelpdesk):
    def _document_check_access(self, model_name, document_id, access_token=None):
        """Let no token open an exposed record, and no stock page show more of it.

        Odoo's pages for a document render as superuser: contacts with a profile open
        them where their section says so.
        """
        if not request.env.user._is_internal():
            sections = request.env["customer.portal.section"]
            lines = request.env["customer.portal.access"]
            if sections._get_code(model_name):
                access_token = None
            if sections._is_managed(model_name):
                access_token = None
                if not lines._opens_own_page(model_name, document_id):
                    raise MissingError(request.env._("This document does not exist."))
        return super()._document_check_access(model_name, document_id, access_token)

    @route()
    def counters(self, counters, **kw):
        """Count nothing for the tiles of Odoo's home that lead to the apps' pages."""
        if request.env.user._customer_portal_policy() is not None:
            return {}
        return super().counters(counters, **kw)

    @route()
    def home(self, **kw):
        """Show contacts with a profile their portal, everybody else Odoo's own."""
        if not request.env["customer.portal.profile"]._of_user():
            return super().home(**kw)
        values = request.env["customer.portal.access"]._prepare_home_values()
        return self._render("portal_home", **values)
