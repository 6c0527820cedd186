# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.http import request, route

from odoo.addons.web.controllers.home import Home

from ..remember import note_choice


class PortalLogin(Home):
    @route(website=True)
    def web_login(self, *args, **kw):
        """Show the login page in the visitor's language and in the portal's looks."""
        if request.httprequest.method == "POST":
            note_choice(request.params)
        return super().web_login(*args, **kw)

    def _login_redirect(self, uid, redirect=None):
        """Show contacts the portal in their own language, not in the browser's."""
        # sudo: res.users - the session is not yet the user's everywhere
        user = request.env["res.users"].sudo().browse(uid)
        if user._customer_portal_policy() is not None and user.lang:
            request.future_response.set_cookie("frontend_lang", user.lang)
        return super()._login_redirect(uid, redirect=redirect)
