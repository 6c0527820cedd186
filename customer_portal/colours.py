# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Contrast of colours, as WCAG 2.2 defines it. Knows no ORM."""

import re

#: Contrast of normal text, WCAG 2.2 success criterion 1.4.3.
MINIMUM = 4.5
#: Where text in the accent colour stands: cards and pages, see tokens.scss.
SURFACES = ("#ffffff", "#f5f6f9")
#: Share of the accent colour in a tinted surface, and of a menu's text in the
#: background of the current place.
TINT, CURRENT = 0.09, 0.13


def is_colour(text):
    """Tell whether a text is a colour like #1b2138.

    :rtype: bool
    """
    return bool(re.fullmatch(r"#[0-9a-fA-F]{6}", text or ""))


def contrast(one, other):
    """Return the contrast of two colours.

    :param str one: colour like #1b2138
    :param str other: another one, the order does not matter
    :return: from 1 (the same) to 21 (black on white)
    :rtype: float
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour, share, other):
    """Mix two colours as CSS does with ``color-mix(in srgb, ...)``.

    :param str colour: colour like #1b2138
    :param float share: how much of it, from 0 to 1
    :param str other: the rest
    :rtype: str
    """
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(
        f"{round(share * one + (1 - share) * two):02x}" for one, two in pairs
    )


def ink_on(background):
    """Return the colour of text on a background: white or black.

    :rtype: str
    """
    return max(("#ffffff", "#000000"), key=lambda ink: contrast(ink, background))


def accent_contrast(accent):
    """Return the least contrast that an accent colour has as a text of the portal.

    :rtype: float
    """
    tinted = mix(accent, TINT, "#ffffff")
    return min(contrast(accent, surface) for surface in (*SURFACES, tinted))


def menu_contrast(menu):
    """Return the contrast of text at the current place in a menu.

    :rtype: float
    """
    ink = ink_on(menu)
    return contrast(ink, mix(ink, CURRENT, menu))


def _channels(colour):
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def _luminance(colour):
    linear = []
    for channel in _channels(colour):
        value = channel / 255
        linear.append(
            value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        )
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
