# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The HTML that contacts can write: what their editor knows. Knows no ORM."""

import re

from lxml import etree, html
from markupsafe import Markup, escape

from odoo.tools import html_sanitize

BLOCKS = frozenset({"p", "ul", "ol", "li"})
FORMATS = frozenset({"b", "strong", "i", "em", "u", "a", "ul", "ol", "li"})
#: What the editor makes.
TAGS = BLOCKS | FORMATS | {"br"}
#: What changes nothing as long as it has no attributes.
_PLAIN = frozenset({"div", "span"})
_ATTRIBUTES = frozenset({"href", "rel", "target", "data-oe-version", "dir"})
_LINK = re.compile(r"(https?://|mailto:|tel:)[^\s]+", re.I)


def clean_rich_text(source):
    """Return of an HTML text what the editor knows: formats, lists, links.

    Whatever else it holds is left out, the words in it stay. Links lead to web pages,
    mail addresses and telephone numbers only.

    :param str source: any text, maybe an attack
    :return: harmless HTML, empty where no word is in it
    :rtype: markupsafe.Markup
    """
    safe = html_sanitize(
        source or "",
        sanitize_attributes=True,
        sanitize_style=True,
        strip_style=True,
        strip_classes=True,
    )
    root = _parse(safe)
    if root is None or not root.text_content().strip():
        return Markup()
    for node in reversed(list(root.iterdescendants())):
        _clean(node)
    if not _has_blocks(root):
        root.tag = "p"
        return Markup(_write(root))
    return Markup(f"{escape(root.text or '')}{''.join(map(_write, root))}".strip())


def is_editable(source):
    """Tell whether the editor knows all that an HTML text holds.

    :param str source: HTML, maybe empty
    :rtype: bool
    """
    root = _parse(source)
    return root is None or all(
        node.tag in TAGS | _PLAIN and _ATTRIBUTES.issuperset(node.attrib)
        for node in root.iterdescendants()
    )


def is_formatted(source):
    """Tell whether an HTML text would lose something as plain text.

    :param str source: HTML, maybe empty
    :rtype: bool
    """
    root = _parse(source)
    return root is not None and any(n.tag in FORMATS for n in root.iterdescendants())


def _parse(source):
    if not (source or "").strip():
        return None
    return html.fragment_fromstring(str(source), create_parent="div")


def _write(node):
    return etree.tostring(node, encoding="unicode", method="html")


def _has_blocks(node):
    return any(child.tag in BLOCKS for child in node.iterdescendants())


def _clean(node):
    if not isinstance(node.tag, str):
        node.drop_tree()
        return
    link = node.get("href", "") if node.tag == "a" else ""
    node.attrib.clear()
    if _LINK.fullmatch(link):
        node.set("href", link)
        node.set("rel", "noopener noreferrer nofollow")
    elif node.tag == "div" and not _has_blocks(node):
        node.tag = "p"
    elif node.tag not in TAGS or node.tag == "a":
        node.drop_tag()
