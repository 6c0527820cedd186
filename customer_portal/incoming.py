# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the headers of an incoming mail say of its sender. Knows no ORM."""

import re

#: Headers that vacation notices and other robots set, with their values. A mailing
#: list ("Precedence: list") is none: many companies hand their mails on through one.
ROBOTS = {
    "Auto-Submitted": re.compile(r"auto-(replied|notified)", re.I),
    "Precedence": re.compile(r"\b(auto[_-]?reply|bulk|junk)\b", re.I),
    "Return-Path": re.compile(r"^\s*<\s*>\s*$"),  # RFC 3834, 3.3: never answered
    "X-Auto-Reply": re.compile(r""),
    "X-Autoreply": re.compile(r""),
    "X-Autorespond": re.compile(r""),
    "X-Auto-Response-Suppress": re.compile(r"\b(All|AutoReply)\b", re.I),
    "X-Loop": re.compile(r""),
}
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_ADDRESS = re.compile(r"[^\s<>,;:()\"]+@[^\s<>,;:()\"]+")
_VERDICT = re.compile(r"\b(dmarc|dkim|spf)\s*=\s*([a-z]+)", re.I)


def is_robot(message, is_reply):
    """Tell whether a mail was written by a machine that answers mails.

    Monitors open tickets with auto-generated mails; as answers they are robots' too.

    :param email.message.EmailMessage message: the mail
    :param bool is_reply: whether it answers another one
    :rtype: bool
    """
    generated = "auto-generated" in str(message.get("Auto-Submitted") or "").lower()
    return (generated and is_reply) or any(
        pattern.search(str(value))
        for name, pattern in ROBOTS.items()
        for value in message.get_all(name) or ()
    )


def wants_no_receipt(message):
    """Tell whether no automatic answer is due to a mail (RFC 3834, 2).

    :param email.message.EmailMessage message: the mail
    :rtype: bool
    """
    submitted = str(message.get("Auto-Submitted") or "no").strip().lower()
    precedence = str(message.get("Precedence") or "").strip().lower()
    return submitted != "no" or precedence == "list" or "List-Id" in message


def is_forged(message):
    """Tell whether a mail cannot be taken for one of the sender that it names.

    The receiving mail server writes what it found into ``Authentication-Results``
    (RFC 8601), above what the mail brought along. Without such a header nothing is
    known, and the sender is believed. DMARC decides; where it says nothing, a failed
    check counts unless the other one passed: forwarding breaks SPF, lists break DKIM.

    :param email.message.EmailMessage message: the mail
    :rtype: bool
    """
    # as sent: read as a header, "ann@x.example <eve@y.example>" is one address
    senders = " ".join(
        str(v) for name, v in message.raw_items() if name.lower() == "from"
    )
    if len({a.lower() for a in _ADDRESS.findall(_QUOTED.sub(" ", senders))}) != 1:
        return True  # checks see one of them, Odoo the other
    results = [_verdicts(v) for v in message.get_all("Authentication-Results") or ()]
    if any("fail" in found["dmarc"] for found in results):
        return True
    if not results or "pass" in results[0]["dmarc"]:
        return False
    failed = any(
        verdicts & {"fail", "softfail"}
        for found in results
        for verdicts in (found["spf"], found["dkim"])
    )
    # whoever forges a mail can add a header that says "pass", but not on top
    passed = "pass" in results[0]["spf"] | results[0]["dkim"]
    return failed and not passed


def _verdicts(value):
    """Return the verdicts of one header.

    :param str value: of the header
    :return: verdicts in lower case by method
    :rtype: dict[str, set]
    """
    found = {"dmarc": set(), "dkim": set(), "spf": set()}
    for method, verdict in _VERDICT.findall(str(value)):
        found[method.lower()].add(verdict.lower())
    return found
