# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from werkzeug.exceptions import NotFound, abort

from odoo.http import Controller, request, route

from ..inputs import InputError
from ..models.customer_portal_registration import LENGTHS, TooManyRequests
from .pages import PortalPages

REGISTER = "/my/register"
GET = {
    "type": "http",
    "auth": "public",
    "website": True,
    "sitemap": False,
    "methods": ["GET"],
}
POST = GET | {"methods": ["POST"]}


class RegistrationController(PortalPages, Controller):
    """Visitors ask for access. No answer tells whether an address is known."""

    @route(REGISTER, **GET)
    def register(self, **params):
        """Show the form."""
        self._get_registrations()
        return self._render_registration("form")

    @route(REGISTER, captcha="customer_portal_register", **POST)
    def register_ask(self, **params):
        """Take a request, or show the form again with what is missing."""
        texts = self._get_texts(params)
        try:
            self._get_registrations()._request(texts)
        except InputError as error:
            return self._render_registration("form", 422, error.errors, texts)
        except TooManyRequests:
            return self._render_registration("too_many", 429)
        return request.redirect(f"{REGISTER}/sent", code=303)

    @route(f"{REGISTER}/sent", **GET)
    def register_sent(self, **params):
        """Say that a mail is on its way, whatever it says."""
        self._get_registrations()
        return self._render_registration("sent")

    @route(f"{REGISTER}/confirm", **GET)
    def register_link(self, **params):
        """Show the button that confirms: programs that look at links press none."""
        token = self._get_texts(params).get("token", "")
        if not self._get_registrations()._find(token):
            return self._render_registration("void", 404)
        return self._render_registration("confirm", token=token)

    @route(f"{REGISTER}/confirm", **POST)
    def register_confirm(self, **params):
        """Take the request whose link this is, once."""
        token = self._get_texts(params).get("token", "")
        registration = self._get_registrations()._find(token)
        if not registration:
            return self._render_registration("void", 404)
        is_admitted = registration._confirm()
        return self._render_registration("admitted" if is_admitted else "waiting")

    def _get_registrations(self):
        """Return the model; 404 where registration is off, home for who is logged in.

        :rtype: odoo.models.Model
        """
        if not request.env.user._is_public():
            abort(request.redirect("/my"))
        registrations = request.env["customer.portal.registration"]
        if registrations._get_mode() == "off":
            raise NotFound()
        return registrations

    def _render_registration(self, step, status=200, errors=None, texts=None, token=""):
        """Show a page of the registration.

        :param str step: which one
        :param int status: HTTP status
        :param dict errors: by name of an input what is wrong with it
        :param dict texts: what was typed
        :param str token: of the link
        """
        return self._render_apart(
            "portal_registration",
            status=status,
            title=request.env._("Ask for access"),
            step=step,
            errors=errors or {},
            texts=texts or {},
            lengths=LENGTHS,
            token=token,
        )
