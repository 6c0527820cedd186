# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo.tests import tagged

from odoo.addons.customer_portal.rich_text import (
    clean_rich_text,
    is_editable,
    is_formatted,
)

from . import common

ATTACKS = (
    "<script>alert(1)</script>x",
    "<img src=x onerror=alert(1)>x",
    "<p onclick=alert(1) style='position:fixed' class='modal' id=a>x</p>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' jAva\tscript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>x",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 "
    "onerror=alert(1)&gt;'>x",
    "<form action=/my><input name=a><button formaction=javascript:alert(1)>x</form>",
    "<iframe src='https://evil.example'></iframe>x",
    "<object data=x></object><embed src=x><base href=x><meta http-equiv=refresh>x",
    "<!-- <p>x</p> --><p>x",
    "<t t-out='1'>x</t><p t-att-href='x'>x</p>",
)


@tagged("-at_install", "post_install")
class TestRichText(common.DocumentCase):
    """Formats of the editor are kept; nothing else of what is sent as HTML is."""

    def test_kept(self):
        for source, kept in (
            ("<p>a <b>b</b> <i>c</i></p>", None),
            ("<ul><li>a</li><li>b</li></ul>", None),
            ("<p>1 &lt; 2 &amp; 3</p>", None),
            ("a<br>b", "<p>a<br>b</p>"),
            ("x<div>y</div><div>z</div>", "<p>x</p><p>y</p><p>z</p>"),
            ("<h1>a</h1><table><tr><td>b</td></tr></table>", "<p>ab</p>"),
            ("<p><br></p>", ""),
            ("", ""),
            (None, ""),
        ):
            self.assertEqual(clean_rich_text(source), source if kept is None else kept)
        link = clean_rich_text("<a href='https://a.example/?b=1&amp;c=2'>x</a>")
        self.assertIn('href="https://a.example/?b=1&amp;c=2"', link)
        self.assertIn("noopener", link)

    def test_attacks(self):
        tag = re.compile(r"</?(\w+)([^>]*)>")
        for attack in ATTACKS:
            clean = clean_rich_text(attack)
            for name, attributes in tag.findall(clean):
                self.assertIn(name, ("p", "a", "br", "b", "i", "ul", "li"), attack)
                self.assertFalse(attributes, attack)
            _response, made = self._create(body=attack, **{"html.body": "1"})
            for name, attributes in tag.findall(made.body or ""):
                self.assertFalse(attributes, attack)
                self.assertIn(name, ("p", "br"), attack)
            made.unlink()

    def test_known(self):
        for source in ("", "<p>a<br>b</p>", "<div><span>a</span></div>", "a"):
            self.assertTrue(is_editable(source))
            self.assertFalse(is_formatted(source))
        self.assertTrue(is_formatted("<p><b>a</b></p>"))
        for source in (
            "<table></table>",
            "<p style='color:red'>a</p>",
            "<img src='/x'/>",
            "<h2>a</h2>",
        ):
            self.assertFalse(is_editable(source))

    def test_edit_with_formats(self):
        document = self._document(body="<p>Some <b>bold</b> words</p>")
        page = self.page(f"{common.LIST}/{document.id}/edit")
        [editor] = page.xpath("//*[@class='cp-editor']")
        self.assertEqual(editor.get("data-html"), "<p>Some <b>bold</b> words</p>")
        self.assertTrue(editor.xpath("noscript"), "says what plain text loses")
        form = self._sent(page, name="Renamed")
        self._edit(document, form)
        self.assertEqual(document.name, "Renamed")
        self.assertEqual(document.body, "<p>Some <b>bold</b> words</p>")
        rich = {"body": "<p>Other <i>words</i></p>", "html.body": "1"}
        self._edit(document, self._form(document, **rich))
        self.assertEqual(document.body, "<p>Other <i>words</i></p>")

    def test_unknown_content_stays(self):
        table = "<h2>Prices</h2><table><tbody><tr><td>9</td></tr></tbody></table>"
        document = self._document(body=table)
        before = document.body
        page = self.page(f"{common.LIST}/{document.id}/edit")
        self.assertTrue(page.xpath("//*[@class='cp-kept']//table"))
        self.access.required_field_ids = self.lines["body"]
        form = self._sent(page, name="Renamed")
        self.assertEqual(form["body"], "")
        self.assertEqual(self._edit(document, form).status_code, 303)
        self.assertEqual((document.name, document.body), ("Renamed", before))
        self._edit(document, self._form(document, body="Anew"))
        self.assertEqual(document.body, "<p>Anew</p>")

    def test_conflict(self):
        """A change of formats alone is one as well."""
        document = self._document(body="<p>One two</p>")
        rich = {"body": "<p>One three</p>", "html.body": "1"}
        form = self._form(document, **rich)
        document.body = "<p>One <b>two</b></p>"
        before = document.body
        page, _error = self._refused(self._edit(document, form), "body")
        self.assertEqual(document.body, before)
        [editor] = page.xpath("//*[@class='cp-editor']")
        self.assertEqual(editor.get("data-html"), "<p>One three</p>")
        self.assertEqual(editor.get("data-edited"), "1")
        self._edit(document, self._sent(page, **rich))
        self.assertEqual(document.body, "<p>One three</p>")

    def test_shown_again(self):
        response, _made = self._create(
            name="", body="<p>a <b>b</b><img src=x onerror=y></p>", **{"html.body": "1"}
        )
        page, _error = self._refused(response, "name")
        [editor] = page.xpath("//*[@class='cp-editor']")
        self.assertEqual(editor.get("data-html"), "<p>a <b>b</b></p>")
