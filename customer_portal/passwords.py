# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Passwords: random ones for the credentials mail, and which ones people may choose.

Knows no ORM.
"""

import re
import secrets

#: Without the signs that people mix up when they read: 0 O, 1 l I.
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
#: Signs in a group, and how many groups: 80 bits.
GROUP, GROUPS = 4, 4
#: Fewest signs of a password that a contact chooses (OWASP ASVS 5.0, 6.2.1 asks for 8).
MIN_LENGTH = 12
#: Most signs that are looked at, and most that a hash is made of (passlib).
LOOKED_AT, MAX_LENGTH = 200, 4096
#: Fewest different signs, and fewest that are left without what everybody tries first.
MIN_DIFFERENT, MIN_LEFT = 5, 5

#: What guessing begins with, from the published lists of leaked passwords.
COMMON = (
    "password passwort passwd parola contrasena secret welcome benvenuto willkommen "
    "bienvenue letmein login access portal customer cliente support admin "
    "administrator root master user guest test demo default change changeme please "
    "monkey dragon sunshine princess football baseball soccer hockey juventus milan "
    "inter napoli superman batman pokemon shadow iloveyou loveyou amore ciao hello "
    "hallo freedom whatever trustno mustang jordan michael jennifer thomas charlie "
    "summer winter spring autumn estate inverno primavera sommer herbst january "
    "february march april june july august september october november december "
    "company azienda office ufficio computer internet server google microsoft apple "
    "samsung odoo qwerty qwertz azerty asdf zxcvbn my the and you"
).split()
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "1234567890",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "yxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn",
)
LEET = str.maketrans("0134578@$!", "oleastbasi")


def generate(min_length=0):
    """Return a random password, in groups that can be read aloud.

    :param int min_length: fewest signs that the database asks for
    :rtype: str
    """
    groups = max(GROUPS, -(-(min_length + 1) // (GROUP + 1)))
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _sign in range(GROUP))
        for _group in range(groups)
    )


def find_problem(password, personal=(), min_length=MIN_LENGTH):
    """Return why a password is too easy to guess, ``None`` where it is not.

    :param str password: as typed
    :param personal: names, addresses and the like of whoever chooses it
    :param int min_length: fewest signs
    :return: ``short``, ``long``, ``personal`` or ``common``
    :rtype: str or None
    """
    if len(password) > MAX_LENGTH:
        return "long"
    if len(password) < min_length:
        return "short"
    text = re.sub(r"(19|20)\d\d", " ", password[:LOOKED_AT].lower())
    words = {
        word
        for value in personal
        for word in re.split(r"[\W_]+", (value or "").lower())
        if len(word) > 3
    }
    if any(word in text for word in words):
        left = min(len(_without(t, words)) for t in (text, text.translate(LEET)))
        if left < min_length - 2:
            return "personal"
    if len(set(text)) < MIN_DIFFERENT:
        return "common"
    left = min(len(_without(t, COMMON)) for t in (text, text.translate(LEET)))
    return "common" if left < MIN_LEFT else None


def _without(text, words):
    """Return what is left of a text without words, rows of keys and repeats."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, " ")
    for row in ROWS:
        for line in (row, row[::-1]):
            for length in range(len(line), 2, -1):
                for start in range(len(line) - length + 1):
                    text = text.replace(line[start : start + length], " ")
    text = re.sub(r"(.{1,4}?)\1{2,}", r"\1", text)
    return re.sub(r"[\W_]+", "", text)
