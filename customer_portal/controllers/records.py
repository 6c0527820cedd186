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


def get_largest(_controller):
    """Return how large a request may be, in bytes; asked before its body is read."""
    return request.env["customer.portal.gateway"]._get_max_request()


POST = GET | {
    "methods": ["POST"],
    "readonly": False,
    "max_content_length": get_largest,
}
#: Where only forms lead to; whose session ended meanwhile comes back with a GET.
FORMS = ("comments", "attachments", "close", "reopen", "follow", "unfollow")


class RecordsController(PortalPages, Controller):
    @route(LIST, **GET)
    def records(self, code, **params):
        """Show a section's list."""
        access = self._get_access(code)
        return self._render(
            "portal_records_list",
            access,
            done=params.get("done"),
            **access._prepare_list_values(params),
        )

    @route(f"{LIST}/new", **GET)
    def records_new(self, code, **params):
        """Show the form for a new record, maybe one that goes on with another."""
        access = self._get_access(code)
        return self._render_form(access, follows=params.get("follows"))

    @route(f"{LIST}/new", **POST)
    def records_create(self, code, **params):
        """Make a record from the form; show the form again where that fails."""
        access, form = self._get_access(code), self._get_texts(params)
        key, uploads = self._get_request_key(params), self._get_uploads()
        try:
            record = self._through_gateway("_create_record", access, form, uploads, key)
        except InputError as error:
            follows, files = form.get("follows"), bool(uploads)
            return self._render_form(access, form, error.errors, 422, follows, files)
        return request.redirect(record._customer_portal_get_url(), code=303)

    @route(RECORD, **GET)
    def record(self, code, record_id, **params):
        """Show a record."""
        access, record = self._get_record(code, record_id)
        everything = params.get("comments") == "all"
        return self._render_detail(access, record, everything=everything)

    @route([f"{RECORD}/{form}" for form in FORMS], **GET)
    def record_return(self, code, record_id, **params):
        """Show the record to whom the login page leads to the address of a form."""
        _access, record = self._get_record(code, record_id)
        return request.redirect(record._customer_portal_get_url(), code=303)

    @route(f"{RECORD}/edit", **GET)
    def record_edit(self, code, record_id, **params):
        """Show the form of a record."""
        access, record = self._get_record_for("write", code, record_id)
        return self._render_edit(access, record)

    @route(f"{RECORD}/edit", **POST)
    def record_write(self, code, record_id, **params):
        """Change a record; show the form again where that fails."""
        access, record = self._get_record(code, record_id)
        form = self._get_texts(params)
        try:
            self._through_gateway("_write_record", access, record, form)
        except InputError as error:
            return self._render_edit(access, record, form, error.errors, status=422)
        return self._redirect_to(access, record)

    @route(f"{RECORD}/delete", **GET)
    def record_delete_ask(self, code, record_id, **params):
        """Ask before a record is deleted."""
        access, record = self._get_record_for("delete", code, record_id)
        return self._render_delete(access, record)

    @route(f"{RECORD}/delete", **POST)
    def record_delete(self, code, record_id, **params):
        """Delete a record, and say so above the list."""
        access, key = self._get_access(code), self._get_request_key(params)
        try:
            self._through_gateway("_delete_record", access, record_id, key)
        except InputError as error:
            record = access._find(record_id)
            return self._render_delete(access, record, error.errors, status=422)
        query = self._prepare_way_back(access)["list_query"]
        done = f"{query}&" if query else "?"
        return request.redirect(f"/my/records/{code}{done}done=deleted", code=303)

    @route(f"{RECORD}/close", **POST)
    def record_close(self, code, record_id, **params):
        """Close a record: OK, resolved."""
        access, record = self._get_record(code, record_id)
        self._through_gateway("_close_record", access, record)
        return self._redirect_to(access, record)

    @route(f"{RECORD}/reopen", **POST)
    def record_reopen(self, code, record_id, **params):
        """Reopen a record that was closed."""
        access, record = self._get_record(code, record_id)
        self._through_gateway("_reopen_record", access, record)
        return self._redirect_to(access, record)

    def _render_form(
        self, access, form=None, errors=None, status=200, follows=None, files=False
    ):
        """Show the form for a new record.

        :param str follows: number of a record that the new one goes on with
        :param bool files: some were sent, which no browser does again by itself
        """
        if not access.can_create:
            raise NotFound()
        values = access._prepare_form_values(form, errors) | {"lost_files": files}
        values["followed"] = access._find_followed(follows)
        values |= self._prepare_way_back(access)
        return self._render("portal_records_form", access, status, **values)

    def _render_edit(self, access, record, form=None, errors=None, status=200):
        values = access._prepare_form_values(form, errors, record)
        values |= self._prepare_way_back(access)
        return self._render("portal_records_form", access, status, **values)

    def _render_delete(self, access, record, errors=None, status=200):
        values = access._prepare_delete_values(record, errors)
        values |= self._prepare_way_back(access)
        return self._render("portal_records_delete", access, status, **values)
