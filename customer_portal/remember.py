# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Sessions that end with the browser, of contacts who did not ask to be remembered."""

from odoo.http import FutureResponse, request

#: Key in the session, and name of the login form's box.
BOX = "remember_me"


class _OfBrowser(FutureResponse):
    """Headers of an answer whose session cookie may have no age."""

    def __init__(self, response):
        super().__init__()
        self.headers = response.headers

    def set_cookie(self, key, value="", max_age=None, expires=-1, **options):
        if key == "session_id" and request.session.get(BOX) is False:
            max_age = expires = None
        return super().set_cookie(
            key, value, max_age=max_age, expires=expires, **options
        )


def watch_cookie():
    """Let the session decide how long the cookie of the current request is kept."""
    if not isinstance(request.future_response, _OfBrowser):
        request.future_response = _OfBrowser(request.future_response)


def note_choice(is_contact):
    """Keep in the session what the login form says.

    The form for a second factor, which follows it, says nothing more.

    :param bool is_contact: whether a contact logs in; for others Odoo decides
    """
    if not is_contact:
        request.session.pop(BOX, None)
    elif BOX in request.params:
        request.session[BOX] = request.params[BOX] == "1"
