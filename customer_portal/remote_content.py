# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The HTML of mails that come in: nothing is loaded from elsewhere. Knows no ORM.

What a mail shows of its own stays: pictures that came with it. Scripts and forms are
Odoo's to remove, whenever a text is stored.
"""

import re
from urllib.parse import urlsplit

from lxml import etree, html
from markupsafe import Markup, escape

from odoo.tools import html_sanitize

#: Elements that load something, or draw what is no text, with all that is in them.
_LOADING = (
    "applet audio base canvas embed frame frameset iframe link math meta object script "
    "source style svg template track video"
).split()
#: Addresses that a click may lead to.
_LINK = re.compile(r"(https?://|mailto:|tel:|#)\S*", re.I)
#: Pictures that are in the mail itself.
_OWN = re.compile(r"cid:\S+|data:image/(png|jpe?g|gif|webp);base64,[\w+/=\s]+", re.I)
#: Attributes that load pictures, besides the source of a picture.
_BACKGROUNDS = ("background", "srcset", "lowsrc", "dynsrc", "poster", "longdesc")
_FUNCTION = re.compile(r"([\w-]*)\s*\(")
#: Functions in styles that name a colour.
_COLOURS = frozenset({"rgb", "rgba", "hsl", "hsla"})
#: What moves a text over others, or out of what holds it.
_NEGATIVE = re.compile(r"(^|[\s:])-\s*[\d.]")
_MOVING = frozenset({"position", "z-index", "transform", "top", "left", "clip"})
#: A height that depends on what is around.
_TALL = re.compile(r"(min-)?height\s*:.*(%|v[hwib]|vmax|vmin)", re.I)
_HIDDEN = re.compile(r"display:none|visibility:(hidden|collapse)|opacity:0*\.?0+(;|$)")
#: It hides words; around other elements it only closes gaps.
_TINY = re.compile(r"font-size:0*\.?0+([a-z%]*)(;|$)")
#: Longest style that is looked at, in characters.
_MAX_STYLE = 2000
#: Largest side of a picture that nobody is to see, in pixels.
_DOT = 3
_PLACEHOLDER = (
    "display: inline-block; margin: 1px 0; padding: 2px 8px; color: #4c5468; "
    "font-size: 12px; line-height: 18px; border: 1px solid #8b93a7; "
    "border-radius: 4px; text-decoration: none"
)


def close_to_remote(source):
    """Return the HTML of a mail without what tells its sender that it is read.

    A picture from elsewhere becomes a link with the name of its host, one that is too
    small to be seen vanishes. So does hidden text; styles lose what loads or covers
    something. Links lead to web pages, mail addresses and telephone numbers only.

    :param str source: HTML of a mail, maybe an attack; maybe empty
    :rtype: markupsafe.Markup
    """
    if not (source or "").strip():
        return Markup(source or "")
    # Odoo's own, so that what is looked at is what its parser finds in the end
    source = str(source).replace("\x00", "")
    safe = html_sanitize(source, sanitize_attributes=False)
    root = html.fragment_fromstring(str(safe), create_parent="div")
    etree.strip_elements(root, etree.Comment, *_LOADING, with_tail=False)
    for node in list(root.iterdescendants(etree.Element)):
        if _is_inside(node, root):
            _clean(node)
    inside = "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in root
    )
    return Markup(f"{escape(root.text or '')}{inside}")


def _is_inside(node, root):
    """Tell whether a node was not removed with one around it."""
    return any(ancestor is root for ancestor in node.iterancestors())


def _clean(node):
    style = _clean_style(node.attrib.pop("style", ""))
    if _is_hidden(node, style):
        node.drop_tree()
        return
    if style:
        node.set("style", style)
    for name in _BACKGROUNDS:
        node.attrib.pop(name, None)
    if node.tag == "a" and not _LINK.fullmatch(_without_space(node.get("href"))):
        node.attrib.pop("href", None)
    elif node.tag == "a":
        node.set("rel", "noopener noreferrer nofollow")
        node.set("target", "_blank")
    elif node.tag in ("img", "image"):
        _clean_picture(node)
    elif "src" in node.attrib:
        del node.attrib["src"]


def _is_hidden(node, style):
    plain = re.sub(r"\s+", "", style.lower())
    return bool(
        "hidden" in node.attrib
        or _HIDDEN.search(plain)
        or (not len(node) and _TINY.search(plain))
    )


def _without_space(address):
    # as browsers read it
    return re.sub(r"[\x00-\x20]", "", address or "")


def _clean_style(style):
    """Return of a style what neither loads nor moves anything.

    :rtype: str
    """
    # other ways to write what is forbidden
    if len(style) > _MAX_STYLE or "\\" in style or "/*" in style:
        return ""
    kept = []
    for declaration in style.split(";"):
        name, _colon, value = declaration.partition(":")
        if (
            name.strip().lower() in _MOVING
            or _NEGATIVE.search(value)
            or _TALL.match(declaration.strip())
            or {f.lower() for f in _FUNCTION.findall(value)} - _COLOURS
        ):
            continue
        kept.append(declaration.strip())
    return "; ".join(filter(None, kept))


def _clean_picture(node):
    address = _without_space(node.get("src"))
    if _OWN.fullmatch(address):
        return
    host = _get_host(address)
    if not host or _is_dot(node):
        node.drop_tree()
        return
    alternative = " ".join((node.get("alt") or "").split())
    in_link = any(ancestor.tag == "a" for ancestor in node.iterancestors())
    place = html.Element("span" if in_link else "a", style=_PLACEHOLDER)
    if not in_link:
        secure = f"https:{address}" if address.startswith("//") else address
        place.set("href", secure)
        place.set("target", "_blank")
        place.set("rel", "noopener noreferrer nofollow")
    # in every language; an arrow says that it leads elsewhere
    place.text = f"{alternative} ({host})" if alternative else host
    if not in_link:
        place.text += " \N{NORTH EAST ARROW}"
    place.tail = node.tail
    node.getparent().replace(node, place)


def _get_host(address):
    """Return the host of an address in the web.

    :return: empty for what is none: paths of ours, which act as whoever reads
    :rtype: str
    """
    address = f"https:{address}" if address.startswith("//") else address
    try:
        parts = urlsplit(address)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _is_dot(node):
    sides = [re.match(r"\d+", node.get(side) or "") for side in ("width", "height")]
    style = node.get("style") or ""
    sides += re.finditer(r"(?<![\w-])(?:width|height)\s*:\s*(\d+)", style)
    numbers = [int(side[side.re.groups]) for side in sides if side]
    return bool(numbers) and min(numbers) <= _DOT
