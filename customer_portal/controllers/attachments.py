# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import suppress

from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import Controller, request, route
from odoo.tools.mimetypes import guess_mimetype

from ..inputs import InputError
from ..models.customer_portal_access_files import PICTURES
from .pages import PortalPages
from .records import GET, POST, RECORD

#: Width and height of the small pictures in a list of files, in pixels.
SMALL = 96


class AttachmentsController(PortalPages, Controller):
    @route(f"{RECORD}/attachments/<int:attachment_id>", **GET)
    def record_attachment(self, code, record_id, attachment_id, show=None, **params):
        """Send a file as a download: it may be a page that runs scripts.

        :param str show: ``full`` or ``small``: show it, if it is a harmless picture
        """
        access, record = self._get_record(code, record_id)
        attachments = record._customer_portal_get_attachments()
        attachment = attachments.filtered(lambda a: a.id == attachment_id)
        if not attachment:
            raise NotFound()
        if show in ("full", "small") and access._is_picture(attachment):
            return self._send_picture(attachment, show)
        # sudo: ir.binary - the file is one that the record shows
        stream = request.env["ir.binary"].sudo()._get_stream_from(attachment)
        return self._send(stream, as_attachment=True)

    @route(f"{RECORD}/attachments", **POST)
    def record_attach(self, code, record_id, **params):
        """Add files to a record; a script that sends one file gets a short answer."""
        access, record = self._get_record(code, record_id)
        key, uploads = self._get_request_key(params), self._get_uploads()
        is_script = request.httprequest.accept_mimetypes.best == "application/json"
        try:
            self._through_gateway("_attach_files", access, record, uploads, key)
        except InputError as error:
            if is_script:
                problem = {"error": error.errors["attachments"]}
                return request.make_json_response(problem, status=422)
            return self._render_detail(access, record, 422, error.errors)
        if is_script:
            return request.make_json_response({}, status=201)
        return self._redirect_to(access, record, "#files")

    def _send_picture(self, attachment, show):
        """Show a picture; what only calls itself one is a download like any other."""
        # sudo: ir.binary - the file is one that the record shows
        binary = request.env["ir.binary"].sudo()
        stream = binary._get_stream_from(attachment)
        is_picture = guess_mimetype(self._read_beginning(stream)) in PICTURES
        if is_picture and show == "small":
            with suppress(UserError):  # the server cannot make it smaller
                stream = binary._get_image_stream_from(
                    attachment, width=SMALL, height=SMALL, crop=True
                )
        return self._send(stream, as_attachment=not is_picture)

    def _read_beginning(self, stream):
        if stream.type == "data":
            return stream.data[:1024]
        with open(stream.path, "rb") as file:
            return file.read(1024)

    def _send(self, stream, as_attachment):
        response = stream.get_response(
            as_attachment=as_attachment,
            immutable=False,
            content_security_policy="default-src 'none'; sandbox",
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
