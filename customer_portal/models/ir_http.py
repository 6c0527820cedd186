# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from werkzeug.exceptions import NotFound

from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        return super()._get_translation_frontend_modules_name() + ["customer_portal"]

    @classmethod
    def _serve_fallback(cls):
        """Answer an address with a NUL character, which PostgreSQL does not take."""
        if "\x00" in request.httprequest.path:
            raise NotFound()
        return super()._serve_fallback()
