# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route

from ..inputs import InputError
from .pages import PortalPages

LIST = "/my/records/<string:code>"
RECORD = f"{LIST}/<int:record_id>"
GET = {
    "type": "http",
    "auth": "user",
    "website": True,
    "sitemap": False,
    "methods": ["GET"],
    "readonly": True,
}
POST = GET | {"methods": ["POST"], "readonly": False}


class RecordsController(PortalPages, Controller):
    @route(LIST, **GET)
    def records(self, code, **params):
        """Show a section's list."""
        access = self._get_access(code)
        return self._render(
            "portal_records_list", access, **access._prepare_list_values(params)
        )

    @route(f"{LIST}/new", **GET)
    def records_new(self, code, **params):
        """Show the form for a new record."""
        access = self._get_access(code)
        return self._render_form(access)

    @route(f"{LIST}/new", **POST)
    def records_create(self, code, **params):
        """Make a record from the form; show the form again where that fails."""
        access = self._get_access(code)
        key, uploads = self._get_request_key(params), self._get_uploads()
        try:
            record = self._through_gateway(
                "_create_record", access, params, uploads, key
            )
        except InputError as error:
            return self._render_form(access, params, error.errors, status=422)
        return request.redirect(record._customer_portal_get_url(), code=303)

    @route(RECORD, **GET)
    def record(self, code, record_id, **params):
        """Show a record."""
        access, record = self._get_record(code, record_id)
        return self._render_detail(access, record)

    @route(f"{RECORD}/close", **POST)
    def record_close(self, code, record_id, **params):
        """Close a record: OK, resolved."""
        access, record = self._get_record(code, record_id)
        self._through_gateway("_close_record", access, record)
        return request.redirect(record._customer_portal_get_url(), code=303)

    @route(f"{RECORD}/reopen", **POST)
    def record_reopen(self, code, record_id, **params):
        """Reopen a record that was closed."""
        access, record = self._get_record(code, record_id)
        self._through_gateway("_reopen_record", access, record)
        return request.redirect(record._customer_portal_get_url(), code=303)

    def _render_form(self, access, form=None, errors=None, status=200):
        if not access.can_create:
            raise NotFound()
        values = access._prepare_form_values(form, errors)
        return self._render("portal_records_form", access, status, **values)
