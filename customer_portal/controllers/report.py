# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from werkzeug.exceptions import NotFound

from odoo.http import Controller, content_disposition, request, route

from .pages import PortalPages
from .records import GET, RECORD


class ReportController(PortalPages, Controller):
    @route(f"{RECORD}/pdf", **GET)
    def record_pdf(self, code, record_id, **params):
        """Send a record as PDF, where the section has a report and hides nothing."""
        access, record = self._get_record(code, record_id)
        file = access._render_pdf(record)
        if file is None:
            raise NotFound()
        name, content = file
        return request.make_response(
            content,
            [
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ],
        )
