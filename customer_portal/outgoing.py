# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the headers of an outgoing mail may say. Knows no ORM."""

import re
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from odoo.tools import formataddr
from odoo.tools.mail import email_split_tuples

#: Kinds of ``mail.message`` that somebody wrote; all others nobody did.
WRITTEN = frozenset({"comment", "email"})
#: What would make an address of a name, or a name of an encoded word (RFC 2047).
_SPECIAL = re.compile(r'=\?|\?=|[<>@,;:"\\()\[\]]')
#: What no name has that is only a name.
_FORGED = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069<>@]|=\?")


def automatic_headers(answers=False):
    """Return the headers of a mail that nobody wrote.

    So vacation notices leave it alone, and so do robots that know RFC 3834. Reports of
    mails that could not be delivered are wanted.

    :param bool answers: whether a mail that came in caused it
    :rtype: dict[str, str]
    """
    return {
        "Auto-Submitted": "auto-replied" if answers else "auto-generated",
        "Precedence": "bulk",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }


def clean_line(text):
    """Return a text as one line, without control characters.

    Characters that turn the direction of what follows are left out, too: by them a name
    reads as another one. What looks like an encoded word (RFC 2047) is taken apart:
    decoded it could hold line breaks, and with them headers.

    :param text: of a subject; what is empty is returned as it is
    :rtype: str
    """
    if not text:
        return text
    kept = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(kept.replace("=?", "= ?").replace("?=", "? =").split())


def clean_name(name):
    """Return a person's name without what a mail server could take for an address.

    :param str name: as its person chose it, maybe ``"Ann" <eve@evil.example>,``
    :rtype: str
    """
    return clean_line(_SPECIAL.sub(" ", name or ""))


def clean_address(text):
    """Return addresses with names, as they are unless a name may be an attack.

    :param text: addresses as Odoo writes them: names maybe quoted or encoded; what is
        empty is returned as it is
    :rtype: str
    """
    if not text:
        return text
    line = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    found = email_split_tuples(line)
    if not found:
        return clean_line(line)
    names = [_decode(name) for name, _address in found]
    if line == text and not any(_FORGED.search(name) for name in names):
        return text
    return ", ".join(
        formataddr((clean_name(name), address))
        for name, (_name, address) in zip(names, found, strict=True)
    )


def _decode(name):
    try:
        return str(make_header(decode_header(name)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return name
