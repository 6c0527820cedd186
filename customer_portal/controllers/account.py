# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import Controller, request, route
from odoo.tools import email_normalize

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..inputs import InputError, clean_text, typed_text
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
            user._customer_portal_choose_password(
                typed_text(password), typed_text(confirm_password)
            )
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
        return self._render_apart(
            "portal_password",
            status=status,
            title=request.env._("Choose your password"),
            error=error,
            **request.env.user._prepare_password_values(),
        )

    @route("/my/mail", **GET)
    def mail(self, **params):
        """Show the form where a contact asks for another mail address."""
        return self._render_mail("form")

    @route("/my/mail", **POST)
    def mail_ask(self, mail="", password="", **params):
        """Have a link sent to the new address; show the form again if not."""
        try:
            self._get_contact()._customer_portal_ask_mail(mail, typed_text(password))
        except InputError as error:
            return self._render_mail("form", 422, error.errors, clean_text(mail))
        return request.redirect("/my/mail/sent", code=303)

    @route("/my/mail/sent", **GET)
    def mail_sent(self, **params):
        """Say that a mail is on its way, whatever became of it."""
        return self._render_mail("sent")

    @route("/my/mail/confirm", **GET)
    def mail_link(self, token="", **params):
        """Show the button that confirms: programs that look at links press none."""
        account, token = self._get_account(), clean_text(token)
        if not account._is_link(token):
            return self._render_mail("void", 404)
        return self._render_mail("confirm", mail=account.new_mail, token=token)

    @route("/my/mail/confirm", **POST)
    def mail_confirm(self, token="", **params):
        """Take the new address; whoever else is logged in as the contact is no more."""
        if not self._get_account()._confirm_new_mail(clean_text(token)):
            return self._render_mail("void", 404)
        session, user = request.session, request.env.user
        session["login"] = user.login
        session.session_token = user._compute_session_token(session.sid)
        session.should_rotate = True
        return self._render_mail("changed")

    def _get_contact(self):
        """Return the user, who logs in through the portal; 404 for others."""
        if request.env.user._customer_portal_policy() is None:
            raise NotFound()
        return request.env.user

    def _get_account(self):
        return self._get_contact()._customer_portal_account()

    def _render_mail(self, step, status=200, errors=None, mail="", token=""):
        """Show a page of the change.

        :param str step: which one
        :param dict errors: by name of an input what is wrong with it
        :param str mail: address typed before, or to be confirmed
        :param str token: of the link
        """
        return self._render_apart(
            "portal_mail",
            status=status,
            title=request.env._("My profile"),
            step=step,
            errors=errors or {},
            mail=mail,
            present=self._get_contact().email,
            token=token,
        )


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
                "Your mail is your login: change it under My profile, Mail address."
            )
            return partner_sudo, {"invalid_fields": ["email"], "messages": [told]}
        allowed = form_data.keys() - {"verify_address_values", "company_name"}
        form_data = {name: form_data[name] for name in allowed}
        return super()._create_or_update_address(partner_sudo, **form_data)
