# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route

from .records import GET, POST

YEAR = 365 * 24 * 3600


class AppearanceController(Controller):
    @route("/my/logo", **GET | {"auth": "public", "website": False})
    def logo(self, **params):
        """Send the logo of the portal that the visitor sees, for nobody to choose."""
        profile = request.env["customer.portal.profile"]._of_visitor()
        if not profile.logo:
            raise NotFound()
        # sudo: ir.binary - the logo is shown before anybody logs in
        stream = request.env["ir.binary"].sudo()._get_stream_from(profile, "logo")
        return stream.get_response(as_attachment=False, max_age=YEAR)

    @route("/my/announcement/close", **POST)
    def announcement_close(self, page="/my", **params):
        """Close the announcement in this browser, until there is another one."""
        frame = request.env["customer.portal.profile"]._prepare_frame_values() or {}
        response = request.redirect(page if page.startswith("/my") else "/my", 303)
        if key := frame.get("announcement_key"):
            response.set_cookie("cp_announcement", key, max_age=YEAR, samesite="Lax")
        return response
