# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.http import request, route

from odoo.addons.auth_signup.controllers.main import AuthSignupHome

from ..remember import note_choice


class PortalLogin(AuthSignupHome):
    @route(website=True)
    def web_login(self, *args, **kw):
        """Show the login page in the visitor's language and in the portal's looks."""
        return super().web_login(*args, **kw)

    def _login_redirect(self, uid, redirect=None):
        """Show contacts the portal in their own language, not in the browser's.

        Their session ends with the browser unless they asked for more.
        """
        # sudo: res.users - the session is not yet the user's everywhere
        user = request.env["res.users"].sudo().browse(uid)
        is_contact = user._customer_portal_policy() is not None
        note_choice(is_contact)
        if is_contact and user.lang:
            request.future_response.set_cookie("frontend_lang", user.lang)
        return super()._login_redirect(uid, redirect=redirect)

    def get_auth_signup_qcontext(self):
        """Tell nobody whether an address is known, nor the login that goes with it."""
        values = super().get_auth_signup_qcontext()
        values.pop("signup_email", None)
        return values
