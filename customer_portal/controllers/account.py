# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError
from odoo.http import Controller, request, route
from odoo.tools import email_normalize

from odoo.addons.portal.controllers.portal import CustomerPortal

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


class PortalAddresses(CustomerPortal):
    def _create_or_update_address(self, partner_sudo, **form_data):
        """Let contacts choose no mail for an address, nor rename their company.

        Their mail is their login. An address with somebody else's mail would turn what
        that person writes to support into requests of this customer. Odoo takes
        ``verify_address_values`` from the form: hence here, and not where it verifies.
        """
        user = request.env.user
        if user._customer_portal_policy() is None:
            return super()._create_or_update_address(partner_sudo, **form_data)
        kept = email_normalize(partner_sudo.email or user.email or "")
        if form_data.get("email") and email_normalize(form_data["email"]) != kept:
            told = request.env._(
                "To use another mail address, please ask us: your mail is your login."
            )
            return partner_sudo, {"invalid_fields": ["email"], "messages": [told]}
        allowed = form_data.keys() - {"verify_address_values", "company_name"}
        form_data = {name: form_data[name] for name in allowed}
        return super()._create_or_update_address(partner_sudo, **form_data)
