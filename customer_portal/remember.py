# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Sessions that end with the browser, of who did not ask to be remembered."""

from odoo.http import FutureResponse, request

#: Key in the session, and name of the login form's box.
BOX = "remember_me"


class _OfBrowser(FutureResponse):
    """Headers of an answer whose session cookie has no age."""

    def __init__(self, response):
        super().__init__()
        self.headers = response.headers

    def set_cookie(self, key, value="", max_age=None, expires=-1, **options):
        if key == "session_id":
            max_age = expires = None
        return super().set_cookie(
            key, value, max_age=max_age, expires=expires, **options
        )


def note_choice(params):
    """Keep in the session what the login form says; without its box Odoo decides.

    :param dict params: of the request
    """
    if BOX in params:
        request.session[BOX] = params[BOX] == "1"
        apply_choice()


def apply_choice():
    """Let the cookie of the current request's session end with the browser."""
    if request.session.get(BOX) is False:
        request.future_response = _OfBrowser(request.future_response)
