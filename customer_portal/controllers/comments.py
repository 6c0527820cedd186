# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.http import Controller, request, route

from ..inputs import InputError
from .pages import PortalPages
from .records import POST, RECORD


class CommentsController(PortalPages, Controller):
    @route(f"{RECORD}/comments", **POST)
    def record_comment(self, code, record_id, body=None, **params):
        """Post a comment, maybe with files."""
        access, record = self._get_record(code, record_id)
        key, uploads = self._get_request_key(params), self._get_uploads()
        try:
            self._through_gateway("_post_comment", access, record, body, uploads, key)
        except InputError as error:
            return self._render_detail(access, record, 422, error.errors, body)
        return request.redirect(f"{record._customer_portal_get_url()}#comments", 303)
