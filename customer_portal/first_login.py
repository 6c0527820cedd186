# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What is open to whoever must choose a password first: the page for it, the way out.

All else is closed, whichever addon serves it.
"""

#: Rules of routes, as declared.
OPEN = frozenset({"/my/password", "/my/logo", "/web/session/logout"})
#: Style sheets, scripts and translations: the same for everybody.
ASSETS = (
    "/web/assets/",
    "/web/bundle/",
    "/web/webclient/translations",
    "/website/translations",
)


def is_open(rule, model=None):
    """Tell whether a route is open before the password is changed.

    :param str rule: address of the route, as declared
    :param model: the model named in the address, if any: of pictures only the logo of
        a website is open
    :rtype: bool
    """
    is_logo = rule.startswith("/web/image/<string:model>") and model == "website"
    return rule in OPEN or rule.startswith(ASSETS) or is_logo
