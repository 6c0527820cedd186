# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.http import Controller, route

from ..inputs import InputError
from .pages import PortalPages
from .records import POST, RECORD

COMMENT = f"{RECORD}/comments/<int:message_id>"


class CommentsController(PortalPages, Controller):
    @route(f"{RECORD}/comments", **POST)
    def record_comment(self, code, record_id, body=None, private=None, **params):
        """Post a comment or a private note to support, maybe with files."""
        access, record = self._get_record(code, record_id)
        key, uploads, note = self._get_request_key(params), self._get_uploads(), private
        arguments = (access, record, body, uploads, key, note == "1")
        try:
            self._through_gateway("_post_comment", *arguments)
        except InputError as error:
            return self._render_detail(
                access, record, 422, error.errors, body, private=note == "1"
            )
        return self._redirect_to(access, record, "#comments")

    @route(f"{COMMENT}/edit", **POST)
    def record_comment_edit(self, code, record_id, message_id, body="", **params):
        """Change one's own comment."""
        return self._change(code, record_id, message_id, body)

    @route(f"{COMMENT}/delete", **POST)
    def record_comment_delete(self, code, record_id, message_id, **params):
        """Delete one's own comment."""
        return self._change(code, record_id, message_id, None)

    def _change(self, code, record_id, message_id, body):
        access, record = self._get_record(code, record_id)
        arguments = (access, record, message_id, body)
        try:
            self._through_gateway("_change_comment", *arguments)
        except InputError as error:
            return self._render_detail(access, record, 422, error.errors, changed=body)
        return self._redirect_to(access, record, "#comments")

    @route(f"{RECORD}/rating", **POST)
    def record_rate(self, code, record_id, **params):
        """Keep what the contact says of the support it got."""
        access, record = self._get_record(code, record_id)
        try:
            self._through_gateway("_rate_record", access, record, params)
        except InputError as error:
            return self._render_detail(access, record, 422, error.errors, rated=params)
        return self._redirect_to(access, record, "#comments")
