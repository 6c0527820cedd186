# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from werkzeug.exceptions import NotFound

from odoo import models
from odoo.http import request

from ..rpc import is_closed


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Close the routes for remote calls to portal users."""
        if request.env.user._customer_portal_policy() is not None:
            params = {}
            if rule.endpoint.routing["type"] == "jsonrpc":
                params = request.get_json_data().get("params") or {}
            if is_closed(rule.rule, params.get("model"), params.get("method")):
                raise NotFound()
        return super()._pre_dispatch(rule, args)

    @classmethod
    def _serve_fallback(cls):
        """Answer an address with a NUL character, which PostgreSQL does not take."""
        if "\x00" in request.httprequest.path:
            raise NotFound()
        return super()._serve_fallback()

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        return super()._get_translation_frontend_modules_name() + ["customer_portal"]
