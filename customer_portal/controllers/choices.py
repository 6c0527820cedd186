# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route

from .pages import PortalPages
from .records import GET, LIST


class ChoicesController(PortalPages, Controller):
    @route(f"{LIST}/choices/<string:name>", **GET)
    def records_choices(self, code, name, q="", **params):
        """Send the values that a field of the form offers, with a text in their name.

        :return: JSON: ``choices``, a list of values with their names
        """
        line = self._get_access(code)._get_linking_field(name)
        if not line:
            raise NotFound()
        return request.make_json_response(
            {"choices": line._search_choices(q)}, {"Cache-Control": "no-store"}
        )
