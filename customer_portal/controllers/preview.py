# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager

from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route

from ..frozen import POLICY, freeze
from .pages import PortalPages
from .records import GET


class PreviewController(PortalPages, Controller):
    @route("/my/preview/<string:code>/<int:record_id>/<int:contact_id>", **GET)
    def preview(self, code, record_id, contact_id, **params):
        """Show an agent the page of a record as a contact sees it, frozen."""
        lines = request.env["customer.portal.access"]
        user = lines._find_preview_user(code, record_id, contact_id)
        if not user:
            raise NotFound()
        with self._as_contact(user):
            access, record = self._get_record(code, record_id)
            page = self._render_detail(access, record)
            page.flatten()
        page.data = freeze(page.data, self._render_banner(user))
        page.headers["Content-Security-Policy"] = POLICY
        return page

    @contextmanager
    def _as_contact(self, user):
        """Render with the rights of a contact. The session stays the agent's."""
        agent = request.env
        context = {k: v for k, v in agent.context.items() if k != "allowed_company_ids"}
        # sudo: res.users - what the contact's own requests know of it
        context |= {"lang": user.sudo().lang, "tz": user.sudo().tz, "uid": user.id}
        request.update_env(user=user.id, context=context)
        try:
            yield
        finally:
            request.update_env(user=agent.uid, context=agent.context)

    def _render_banner(self, user):
        values = request.env["customer.portal.access"]._prepare_preview_banner(user)
        return request.env["ir.qweb"]._render(
            "customer_portal.portal_preview_banner", values
        )
