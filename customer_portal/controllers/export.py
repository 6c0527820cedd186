# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import tempfile

from werkzeug.exceptions import NotFound
from werkzeug.utils import send_file

from odoo import fields
from odoo.http import Controller, request, route

from ..spreadsheets import FORMATS
from .pages import PortalPages
from .records import GET, LIST

#: Bytes of a file that are kept in memory before it goes to the disk.
IN_MEMORY = 2**20


class ExportController(PortalPages, Controller):
    @route(f"{LIST}/export", **GET)
    def records_export(self, code, format="csv", **params):
        """Send what the list shows, over all its pages, as a spreadsheet."""
        access = self._get_access(code)
        if format not in FORMATS:
            raise NotFound()
        write, mimetype = FORMATS[format]
        file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        write(access._export(params), file)
        file.seek(0)
        return send_file(
            file,
            request.httprequest.environ,
            mimetype=mimetype,
            as_attachment=True,
            download_name=f"{code}-{fields.Date.today()}.{format}",
        )
