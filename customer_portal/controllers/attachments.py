# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route

from ..inputs import InputError
from .pages import PortalPages
from .records import GET, POST, RECORD


class AttachmentsController(PortalPages, Controller):
    @route(f"{RECORD}/attachments/<int:attachment_id>", **GET)
    def record_attachment(self, code, record_id, attachment_id, **params):
        """Send a file, always as a download: it may be a page that runs scripts."""
        _access, record = self._get_record(code, record_id)
        attachments = record._customer_portal_get_attachments()
        attachment = attachments.filtered(lambda a: a.id == attachment_id)
        if not attachment:
            raise NotFound()
        # sudo: ir.binary - the file is one that the record shows
        stream = request.env["ir.binary"].sudo()._get_stream_from(attachment)
        response = stream.get_response(as_attachment=True, immutable=False)
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    @route(f"{RECORD}/attachments", **POST)
    def record_attach(self, code, record_id, **params):
        """Add files to a record."""
        access, record = self._get_record(code, record_id)
        try:
            self._through_gateway("_attach_files", access, record, self._get_uploads())
        except InputError as error:
            return self._render_detail(access, record, 422, error.errors)
        return request.redirect(f"{record._customer_portal_get_url()}#files", 303)
