# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from .pages import PortalPages
from .records import GET, POST


class AccountController(PortalPages, Controller):
    @route("/my/password", **GET)
    def password(self, **params):
        """Show the form where a contact chooses its password at the first login."""
        if not request.env.user._customer_portal_must_change():
            return request.redirect("/my/security")
        return self._render_password()

    @route("/my/password", **POST)
    def password_change(self, password="", confirm_password="", **params):
        """Change the password and go on into the portal; show the form again if not."""
        user = request.env.user
        if not user._customer_portal_must_change():
            return request.redirect("/my/security")
        try:
            user._customer_portal_choose_password(password, confirm_password)
        except UserError as error:
            return self._render_password(422, error.args[0])
        session = request.session
        session.session_token = user._compute_session_token(session.sid)
        session.should_rotate = True
        return request.redirect("/my")

    def _render_password(self, status=200, error=None):
        """Show the form, maybe again with what is wrong.

        :param str error: what is wrong with what was typed
        """
        response = self._render(
            "portal_password",
            status=status,
            title=request.env._("Choose your password"),
            error=error,
            **request.env.user._prepare_password_values(),
        )
        response.headers["X-Frame-Options"] = "DENY"
        return response
