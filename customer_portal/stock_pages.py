# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which pages below ``/my`` portal users may open: the portal's and their account's.

Apps add their own lists and documents there. They show more than a profile grants, or
fail on what it does not grant; whatever app they are of, they lead to the home.
"""

import re

#: Beginnings of the addresses that stay, as the routes declare them.
PAGES = re.compile(
    r"/my(/(home|counters|records|password|logo|announcement|preview|tickets?"
    r"|account|mail|notifications|deactivate_account|security|addresses|address|payment_method)(/|$)|$)"
)


def is_shown(rule, arguments, own_pages=False):
    """Tell whether a portal user may call a route.

    :param str rule: address of the route, as declared
    :param arguments: names of the variable parts of the address
    :param bool own_pages: whether the user may open documents in the apps' own pages,
        which check the document
    :rtype: bool
    """
    if not re.match(r"/my(/|$)", rule) or PAGES.match(rule):
        return True
    return own_pages and bool(set(arguments) - {"page"})
