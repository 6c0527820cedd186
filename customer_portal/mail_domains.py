# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Domains of mail addresses, and which of them anybody can have an address in.

Knows no ORM.
"""

import re

DOMAIN = re.compile(
    r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
)
#: Names of public providers, whatever country stands behind them.
PUBLIC_NAMES = frozenset(
    """
    aim alice aol arcor bluewin caramail comcast excite fastmail fastwebnet free freenet
    gmail gmx googlemail hey hotmail hush hushmail icloud inbox inwind iol katamail
    laposte legalmail libero live mac mail mailbox mailfence mailinator me msn naver
    netcourrier ntlworld o2 online orange outlook pec pm poste posteo postecert proton
    protonmail qq rambler rediffmail rocketmail sbcglobal seznam sfr sky supereva
    t-online tele2 telenet terra tim tin tiscali tiscalinet tutanota tuta vodafone
    verizon virgilio virginmedia wanadoo web wp yahoo yandex ymail zoho zohomail
    10minutemail guerrillamail sharklasers temp-mail trashmail yopmail 126 163
    """.split()
)
#: Second-level domains of countries, as in yahoo.co.uk.
SECOND = frozenset({"ac", "co", "com", "gov", "net", "or", "org", "ne", "edu"})


def normalize(text):
    """Return a domain as addresses have it, ``None`` for what is none.

    :param str text: as typed, maybe with its @
    :rtype: str or None
    """
    domain = (text or "").strip().lower().removeprefix("@").rstrip(".")
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:
        return None
    return domain if DOMAIN.fullmatch(domain) else None


def of(mail):
    """Return the domain of a normalised mail address, ``None`` for what is none.

    :rtype: str or None
    """
    return normalize((mail or "").rpartition("@")[2])


def is_public(domain):
    """Tell whether anybody can have an address in a domain.

    :param str domain: normalised
    :rtype: bool
    """
    labels = domain.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in SECOND:
        labels = labels[:-1]
    elif len(labels) == 1 and labels[0] in SECOND:
        return True  # co.uk itself
    return labels[-1] in PUBLIC_NAMES
