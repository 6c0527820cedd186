# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route

from ..inputs import clean_text
from ..models.customer_portal_notice_leave import CHOOSE, LEAVE
from .pages import PortalPages
from .records import GET, POST, RECORD

#: Whoever holds the link of a mail: mail programs press its button without a session,
#: and without a token of ours against foreign forms (RFC 8058). The signature is it.
SIGNED = {"auth": "public", "csrf": False, "max_content_length": 64 * 1024}


class NotificationsController(PortalPages, Controller):
    """Which mails a contact gets."""

    @route(CHOOSE, **GET)
    def notifications(self, **params):
        """Show what the contact has chosen."""
        return self._render_apart(
            "portal_notifications",
            title=request.env._("My profile"),
            saved="saved" in params,
            **self._get_contact()._customer_portal_prepare_preferences(),
        )

    @route(CHOOSE, **POST)
    def notifications_choose(self, **params):
        """Take the choices."""
        self._get_contact()._customer_portal_choose_mails(self._get_texts(params))
        return request.redirect(f"{CHOOSE}?saved=1", code=303)

    @route(LEAVE, **(GET | {"auth": "public"}))
    def notifications_link(self, to="", **params):
        """Show the button: programs that look at links press none."""
        _contact, what, _target = self._get_signed(to)
        return self._render_leave("ask", what, clean_text(to))

    @route(LEAVE, **(POST | SIGNED))
    def notifications_leave(self, to="", **params):
        """Leave what the link is about, and nothing else."""
        contact, what, target = self._get_signed(to)
        subscriptions = request.env["customer.portal.subscription"]
        subscriptions._leave_by(contact, what, target)
        return self._render_leave("done", what)

    @route(f"{RECORD}/follow", **POST)
    def record_follow(self, code, record_id, **params):
        """Tell the contact of a record from now on."""
        return self._follow("_follow", code, record_id)

    @route(f"{RECORD}/unfollow", **POST)
    def record_unfollow(self, code, record_id, **params):
        """Tell the contact nothing more of a record."""
        return self._follow("_leave", code, record_id)

    def _follow(self, method, code, record_id):
        """Follow a record or leave it; 404 where nobody can."""
        access, record = self._get_record(code, record_id)
        if access._is_following(record) is None:
            raise NotFound()
        subscriptions = request.env["customer.portal.subscription"]
        getattr(subscriptions, method)(request.env.user.partner_id, record)
        return self._redirect_to(access, record)

    def _get_contact(self):
        """Return the contact of who is logged in, as superuser; 404 for others."""
        user = request.env.user
        if user._customer_portal_policy() is None:
            raise NotFound()
        # sudo: res.partner - the own contact's choices
        return user.partner_id.sudo()

    def _get_signed(self, token):
        """Return what a link is about; 404 for a forged one as for one of before."""
        subscriptions = request.env["customer.portal.subscription"]
        if not (signed := subscriptions._read_token(clean_text(token))):
            raise NotFound()
        return signed

    def _render_leave(self, step, what, token=""):
        """Show a page that names nothing of what it is about.

        :param str step: ``ask`` or ``done``
        :param str what: ``record``, ``section`` or ``digest``
        :param str token: of the link
        """
        return self._render_apart(
            "portal_notifications_leave",
            title=request.env._("Notifications"),
            step=step,
            what=what,
            token=token,
        )
