# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from email.message import EmailMessage

from lxml import html as lxml_html

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.mail_mail_files import MAX_PARAMETER
from ..remote_content import close_to_remote
from . import mail_gateway_case
from .mail_gateway_case import COMMENT
from .smtp_sink import text_of
from .test_mail_gateway import DOT

EVIL = "https://spy.example/x"
#: What customers' mails try; nothing of it may be loaded or run.
ATTACKS = (
    f'<img src="{EVIL}.png">',
    f"<img src={EVIL}.png>",
    f'<img srcset="{EVIL} 2x" src="{EVIL}">',
    '<img src="//spy.example/x.png">',
    '<img src="ht\ntps://spy.example/x">',
    f'<img src="{EVIL}" width="1" height="1">',
    f'<IMG SRC="{EVIL}" style="display:none">',
    f'<table background="{EVIL}"><tr><td background="{EVIL}">x</td></tr></table>',
    f"<div style=\"background:url('{EVIL}')\">x</div>",
    f'<div style="background-image: url({EVIL})">x</div>',
    f'<div style="background-image:u\\72l({EVIL})">x</div>',
    f'<div style="background-image:/**/url({EVIL})">x</div>',
    f'<div style="background-image: image-set(&quot;{EVIL}&quot; 1x)">x</div>',
    f'<div style="list-style: URL({EVIL}); content: url({EVIL})">x</div>',
    f'<style>@import "{EVIL}"; p {{background: url({EVIL})}}</style><p>x</p>',
    f'<link rel="stylesheet" href="{EVIL}"><p>x</p>',
    f'<video poster="{EVIL}" src="{EVIL}"><source src="{EVIL}"></video>',
    f'<audio src="{EVIL}" autoplay></audio>',
    f'<picture><source srcset="{EVIL}"><img src="{EVIL}"></picture>',
    f'<svg><image href="{EVIL}"/><image xlink:href="{EVIL}"/></svg>',
    f'<input type="image" src="{EVIL}">',
    f'<iframe src="{EVIL}"></iframe><object data="{EVIL}">x</object>',
    f'<embed src="{EVIL}"></embed>',
    f'<base href="{EVIL}"><meta http-equiv="refresh" content="0;url={EVIL}">',
    f'<v:imagedata src="{EVIL}"/><o:p src="{EVIL}">x</o:p>',
    f'<!--[if mso]><img src="{EVIL}"><![endif]-->',
    f'<math><mtext><img src="{EVIL}"></mtext></math>',
    f'<noscript><img src="{EVIL}"></noscript>',
    f'<form action="{EVIL}"><button formaction="{EVIL}">x</button></form>',
    f'<img src="{EVIL}" onerror="alert(1)">',
    '<img src="/web/session/logout">',
    '<img src="web/session/logout">',
    "<script>alert(1)</script><p onclick='alert(1)'>x</p>",
    '<a href="javascript:alert(1)">x</a><a href="java\nscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="/web/session/logout">x</a><a href="file:///etc/passwd">x</a>',
)


@tagged("-at_install", "post_install", "without_website")
class TestMailContent(mail_gateway_case.MailGatewayCase):
    """What customers write by mail loads nothing, covers nothing, runs nothing."""

    def _mail_html(self, html, answers="", pictures=()):
        """Hand Odoo a mail with this HTML.

        :return: the ticket that it went to
        """
        type(self).count += 1
        mail = EmailMessage()
        mail["From"], mail["To"] = "ann@acme.example", self.team.alias_email
        mail["Subject"] = "Re: Printer"
        mail["Message-Id"] = f"<content-{self.count}@acme.example>"
        if answers:
            mail["In-Reply-To"] = answers
        mail.set_content("plain")
        mail.add_alternative(html, subtype="html")
        for cid in pictures:
            mail.get_payload()[1].add_related(
                DOT, "image", "png", cid=f"<{cid}>", filename=f"{cid}.png"
            )
        found = self.env["mail.thread"].message_process(False, mail.as_bytes())
        return self.env["helpdesk.ticket"].browse(found or [])

    def _check_harmless(self, html):
        root = self._parse(html)
        for node in root.iter():
            if not isinstance(node.tag, str):
                continue
            self.assertNotIn(
                node.tag,
                "script style iframe object embed form input button link meta base "
                "video audio svg math".split(),
            )
            for name, value in node.attrib.items():
                self.assertFalse(name.startswith("on"), name)
                if name == "href" and node.tag == "a":
                    self.assertRegex(value, r"^(https?|mailto|tel):")
                elif "spy.example" in value or "session" in value:
                    self.fail(f"{name}={value}")
        self.assertNotRegex(html, r"(?i)url\(|@import|position\s*:")

    def _parse(self, html):
        return lxml_html.fragment_fromstring(str(html), create_parent="div")

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_attacks(self):
        """One by one, and together in a mail: where agents and others read it."""
        for attack in ATTACKS:
            with self.subTest(attack):
                self._check_harmless(
                    close_to_remote(f"<p>Before</p>{attack}<p>after</p>")
                )
                kept = close_to_remote(f"<p>Before</p>{attack}<p>after</p>")
                self.assertIn("Before", kept)
                self.assertIn("after", kept)
        ticket, answer = self._pending()
        ticket.message_subscribe(self.bob.partner_id.ids)
        html = f"<html><body background='{EVIL}'>{''.join(ATTACKS)}</body></html>"
        self.assertEqual(self._mail_html(html, answer), ticket)
        newest = ticket.message_ids.filtered(lambda m: m.message_type == "email")[:1]
        self._check_harmless(newest.body)
        mails = self._leaving()
        self.assertEqual(set(mails), {"marta@support.example", "bob@acme.example"})
        for mail in mails.values():
            body = text_of(mail)
            pictures = self._parse(body).xpath("//img/@src")
            self.assertFalse([src for src in pictures if "spy" in src])
            self.assertNotIn("<script", body)
            self.assertNotIn("session/logout", body)
        opened = self._mail_html(html)
        self._check_harmless(opened.description)

    def test_placeholder(self):
        """A picture from elsewhere is named, and can be opened by a click."""
        [link] = self._parse(
            close_to_remote(f'<p>See <img src="{EVIL}.png" alt="The error"> here</p>')
        ).xpath("//a")
        self.assertEqual(link.get("href"), f"{EVIL}.png")
        self.assertIn("noreferrer", link.get("rel"))
        self.assertIn("The error (spy.example)", link.text)
        self.assertEqual(link.tail, " here")
        # inside a link it is a text, and a dot that nobody sees is nothing
        inside = close_to_remote(f'<a href="https://a.example"><img src="{EVIL}"></a>')
        self.assertEqual(inside.count("<a "), 1)
        self.assertIn("spy.example", inside)
        for dot in (
            f'<img src="{EVIL}" width="1" height="1">',
            f'<img src="{EVIL}" style="width: 1px; height: 1px">',
            f'<img src="{EVIL}" height="0">',
        ):
            self.assertNotIn("spy", close_to_remote(f"<p>x</p>{dot}"))

    def test_hidden_and_covering(self):
        for html in (
            '<div style="display: none">secret</div>',
            '<div style="visibility:hidden">secret</div>',
            '<div style="opacity: 0.0">secret</div>',
            '<span style="font-size:0px">secret</span>',
            "<div hidden>secret</div>",
        ):
            self.assertNotIn("secret", close_to_remote(f"<p>x</p>{html}<p>y</p>"))
        shown = close_to_remote(
            '<td style="font-size:0px"><div style="font-size:13px">text</div></td>'
        )
        self.assertIn("text", shown)
        covering = close_to_remote(
            '<div style="position:fixed;top:0;left:0;margin-top:-900px;z-index:9;'
            'height:100vh;color:rgb(1, 2, 3);width:100%">x</div>'
        )
        self.assertIn("color:rgb(1, 2, 3); width:100%", covering)
        for word in ("fixed", "900", "z-index", "top:", "100vh"):
            self.assertNotIn(word, covering)

    def test_what_stays(self):
        """Formats, links and the mail's own pictures are as they were."""
        html = (
            '<p style="color: red">Hello <b>there</b>, see <a href="https://a.example/?q=1">'
            'this</a> and <img src="cid:dot"/></p><ul><li>one</li></ul>'
            "<table><tr><td>1 &lt; 2</td></tr></table>"
        )
        ticket, answer = self._pending()
        self.assertEqual(self._mail_html(html, answer, pictures=["dot"]), ticket)
        newest = ticket.message_ids.filtered(lambda m: m.message_type == "email")[:1]
        for part in (
            "<b>there</b>",
            'href="https://a.example/?q=1"',
            "<li>one</li>",
            "1 &lt; 2",
            f"/web/image/{newest.attachment_ids.id}",
        ):
            self.assertIn(part, newest.body)
        self.assertRegex(newest.body, r"color:\s*red")
        self.assertFalse(close_to_remote(""))
        self.assertEqual(
            close_to_remote("just text & more"), "<p>just text &amp; more</p>"
        )

    def test_large_styles_cost_nothing(self):
        style = "a" * 200_000 + '"' + "'" * 1000
        self.assertNotIn("aaa", close_to_remote(f"<p style='{style}'>x</p>"))

    def test_no_previews(self):
        """Odoo opens no page for agents to which a customer links."""
        ticket, _answer = self._pending()
        body = f'<a href="http://127.0.0.1:1/{self.count}">x</a>'
        message = ticket.message_post(
            body=body, author_id=self.ann.partner_id.id, **COMMENT
        )
        message.body = body
        previews = self.env["mail.link.preview"]
        self.assertIsNone(previews._create_from_message_and_notify(message))
        self.assertFalse(message.message_link_preview_ids)

    # ------------------------------------------------------------------
    # Files
    # ------------------------------------------------------------------

    def _files_of(self, mail):
        return sorted(part.get_filename() for part in mail.iter_attachments())

    def _post(self, ticket, *sizes):
        files = [(f"file{i}.bin", b"\0" * size) for i, size in enumerate(sizes)]
        ticket.with_user(self.agent).message_post(
            body="Files", attachments=files, **COMMENT
        )

    def test_large_files(self):
        """A mail carries what has room, names all, and holds no link without login."""
        ticket, _answer = self._pending()
        lawyer = self.env["res.partner"].create(
            {"name": "Lawyer", "email": "lawyer@law.example"}
        )
        ticket.message_subscribe(lawyer.ids)
        megabyte = 1024 * 1024
        self.env["ir.config_parameter"].set_param(MAX_PARAMETER, "2")
        self._post(ticket, 1000, 2 * megabyte, megabyte)
        mails = self._leaving()
        mail = mails["ann@acme.example"]
        self.assertEqual(self._files_of(mail), ["file0.bin", "file2.bin"])
        for body in (text_of(mail), mail.get_body(("plain",)).get_content()):
            self.assertIn("file0.bin (1000 bytes)", body)
            self.assertIn("file1.bin (2 MB, not attached)", body)
            self.assertIn("file2.bin (1 MB)", body)
            self.assertIn(f"/my/records/tickets/{ticket.id}", body)
            self.assertNotIn("web/content", body)
            self.assertNotIn("token", body)
        mail = mails["lawyer@law.example"]
        self.assertEqual(self._files_of(mail), ["file0.bin", "file2.bin"])
        self.assertIn("file1.bin (2 MB, not attached)", text_of(mail))
        self.assertNotIn("file0.bin", text_of(mail))
        self.assertNotIn("token", text_of(mail))
        files = ticket.message_ids.attachment_ids
        self.assertFalse(any(files.mapped("access_token")))
        # none at all
        with self.subTest("none"):
            settings = self.env["res.config.settings"].create(
                {"customer_portal_mail_max_mb": 0}
            )
            settings.execute()
            self._post(ticket, 10)
            mail = self._leaving()["ann@acme.example"]
            self.assertFalse(self._files_of(mail))
            self.assertIn("file0.bin (10 bytes, not attached)", text_of(mail))

    def test_larger_than_odoo_allows(self):
        """Nor does Odoo's own limit make a link that needs no login."""
        ticket, _answer = self._pending()
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("base.default_max_email_size", "0.1")
        self._post(ticket, 300_000)
        mail = self._leaving()["ann@acme.example"]
        self.assertEqual(self._files_of(mail), ["file0.bin"])
        self.assertNotIn("access_token", text_of(mail))
        self.assertFalse(any(ticket.message_ids.attachment_ids.mapped("access_token")))

    def test_only_what_can_be_opened(self):
        """A file that its reader cannot open in the portal is in no mail to it."""
        ticket, _answer = self._pending()
        note = ticket.with_user(self.agent).message_post(
            body="For you",
            attachments=[("secret.txt", b"secret")],
            subtype_xmlid="mail.mt_note",
            partner_ids=(self.ann | self.dan).partner_id.ids,
        )
        self.assertTrue(note.attachment_ids)
        mails = self._leaving()
        for address in ("ann@acme.example", "dan@globex.example"):
            if mail := mails.get(address):
                self.assertFalse(self._files_of(mail))
        self._post(ticket, 10)
        mails = self._leaving()
        self.assertEqual(self._files_of(mails["ann@acme.example"]), ["file0.bin"])
