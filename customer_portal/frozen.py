# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pages that can be looked at and nothing else. Knows no ORM."""

from lxml import etree, html

#: What the browser lets a frozen page do: load its styles and pictures. No script, no
#: form, no pop-up (Content Security Policy, directive sandbox).
POLICY = "sandbox allow-same-origin; frame-ancestors 'self'; form-action 'none'"


def freeze(page, banner):
    """Take from a page all that acts: scripts, forms, targets of links.

    :param bytes page: HTML document
    :param str banner: HTML that is put above it
    :rtype: bytes
    """
    tree = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    etree.strip_elements(tree, "script", "template", with_tail=False)
    for node in tree.xpath("//input[@type='hidden']"):
        node.drop_tree()
    for form in tree.iter("form"):
        form.attrib.pop("action", None)
    for control in tree.xpath("//button | //input | //select | //textarea"):
        control.attrib.pop("formaction", None)
        control.set("disabled", "disabled")
    for link in tree.xpath("//a[@href] | //area[@href]"):
        link.set("href", "#")
        link.attrib.pop("target", None)
    for node in tree.xpath("//*[@*[starts-with(name(), 'on')]]"):
        for name in [name for name in node.attrib if name.startswith("on")]:
            del node.attrib[name]
    tree.body.insert(0, html.fragment_fromstring(banner))
    written = etree.tostring(tree, method="html", encoding="utf-8")
    return b"<!DOCTYPE html>\n" + written
