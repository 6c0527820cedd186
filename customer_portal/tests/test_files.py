# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io
import uuid
from base64 import b64decode

from PIL import Image

from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common

JSON = {"Accept": "application/json"}
MB = 1024 * 1024
#: A picture of one dot.
WEBP = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA"


def picture(kind="PNG", width=300):
    """Make a picture.

    :rtype: bytes
    """
    stream = io.BytesIO()
    Image.new("RGB", (width, 200), "red").save(stream, kind)
    return stream.getvalue()


@tagged("-at_install", "post_install")
class TestFiles(common.PortalHttpCase):
    """Files of a record: added, listed, shown; no file does any harm."""

    def setUp(self):
        super().setUp()
        self.ticket = self._ticket(self.ann)
        self.url = f"/my/records/tickets/{self.ticket.id}"
        self.login(self.ann)

    def _send(self, *files, key=None, headers=None, url=None):
        """Send files, each as name, content and type."""
        return self.post(
            f"{url or self.url}/attachments",
            {"request_key": key or uuid.uuid4().hex},
            files=[("attachments", file) for file in files],
            headers=headers,
        )

    def _files(self):
        self.env.invalidate_all()
        return self.ticket._customer_portal_get_attachments()

    def _address(self, name):
        attachment = self._files().filtered(lambda a: a.name == name)
        return f"{self.url}/attachments/{attachment.id}"

    def test_answer_for_scripts(self):
        response = self._send(("a.txt", b"a", "text/plain"), headers=JSON)
        self.assertEqual((response.status_code, response.json()), (201, {}))
        self.assertEqual(self._files().name, "a.txt")
        for file, message in (
            (("setup.exe", b"MZ", "x/y"), "files of this type are not accepted"),
            (("big.bin", b"\x00" * (26 * MB), "x/y"), "larger than 25 MB"),
        ):
            response = self._send(file, headers=JSON)
            self.assertEqual(response.status_code, 422)
            self.assertIn(file[0], response.json()["error"])
            self.assertIn(message, response.json()["error"])
        response = self._send(headers=JSON)
        self.assertIn("choose a file", response.json()["error"])
        self.ticket.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        response = self._send(("b.txt", b"b", "text/plain"), headers=JSON)
        self.assertIn("This is closed", response.json()["error"])
        self.assertEqual(self._files().name, "a.txt")

    def test_sent_twice(self):
        key = uuid.uuid4().hex
        for _time in range(2):
            response = self._send(("a.txt", b"a", "text/plain"), key=key)
            self.assertEqual(response.status_code, 303)
        self.assertEqual(len(self._files()), 1)
        other = self._ticket(self.ann)
        response = self._send(
            ("a.txt", b"a", "text/plain"),
            key=key,
            url=f"/my/records/tickets/{other.id}",
        )
        self.assertEqual(response.status_code, 404)

    @mute_logger("odoo.http")
    def test_length_first(self):
        """What is too large together is refused by its length."""
        self.env["ir.config_parameter"].set_param("customer_portal.max_file_mb", "1")
        files = [(f"{n}.bin", b"\x00" * MB, "x/y") for n in range(3)]
        self.assertEqual(self._send(*files).status_code, 303)
        self.assertEqual(self._send(*files, *files).status_code, 413)
        response = self.post(
            f"{self.url}/comments",
            {"body": "Hello"},
            files=[("attachments", file) for file in files * 2],
        )
        self.assertEqual(response.status_code, 413)
        self.assertEqual(len(self._files()), 3)
        self.assertFalse(self.comments(self.ticket))

    def test_blocked_types(self):
        for name in ("a.exe", "a.EXE", "a.pdf.exe", "a.js", "a.hta", "a.exe. "):
            response = self._send((name, b"x", "application/pdf"))
            self.assertEqual(response.status_code, 422, name)
        for path, data in (
            ("/comments", {"body": "x"}),
            ("/../new", {"name": "N", "description": "D", "priority": "1"}),
        ):
            response = self.post(
                self.url + path, data, files=[("attachments", ("a.scr", b"x", "x/y"))]
            )
            self.assertEqual(response.status_code, 422, path)
        self.assertFalse(self._files())
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("customer_portal.blocked_file_types", ".zip, RAR")
        self.assertEqual(self._send(("a.exe", b"x", "x/y")).status_code, 303)
        self.assertEqual(self._send(("a.Zip", b"x", "x/y")).status_code, 422)

    def test_names_are_kept(self):
        names = ["relazione è così.pdf", "図面 1.png", "a'b & c.txt", "no ending"]
        self._send(*((name, b"x", "x/y") for name in names))
        self.assertCountEqual(self._files().mapped("name"), names)
        page = self.page(self.url)
        listed = self.texts(page, "//section[@id='files']//a[@class='cp-file-name']")
        self.assertCountEqual(listed, names)
        response = self.get(self._address(names[0]))
        self.assertIn(
            "filename*=UTF-8''relazione%20%C3%A8%20cos%C3%AC.pdf",
            response.headers["Content-Disposition"],
        )

    def test_pictures(self):
        kinds = {"a.png": "PNG", "a.jpg": "JPEG", "a.gif": "GIF"}
        self._send(*((n, picture(kind), "x/y") for n, kind in kinds.items()))
        self._send(("a.webp", b64decode(WEBP), "x/y"))
        page = self.page(self.url)
        self.assertEqual(len(page.xpath("//section[@id='files']//img")), 4)
        for name in (*kinds, "a.webp"):
            address = self._address(name)
            whole = self.get(f"{address}?show=full")
            self.assertRegex(whole.headers["Content-Type"], "^image/")
            self.assertRegex(whole.headers["Content-Disposition"], "^inline")
            self.assertEqual(whole.headers["X-Content-Type-Options"], "nosniff")
            self.assertIn("sandbox", whole.headers["Content-Security-Policy"])
            small = self.get(f"{address}?show=small")
            if name in ("a.png", "a.jpg"):  # the others may stay as they are
                image = Image.open(io.BytesIO(small.content))
                self.assertEqual(image.size, (96, 96))
            self.assertRegex(small.headers["Content-Type"], "^image/")
            self.assertRegex(
                self.get(address).headers["Content-Disposition"], "^attachment"
            )

    def test_never_shown(self):
        """Whatever can run scripts is a download, also under another name."""
        script = b"<script>alert(1)</script>"
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        files = (
            ("page.html", script, "text/html"),
            ("drawing.svg", svg, "image/svg+xml"),
            ("data.xml", b"<?xml version='1.0'?><x/>", "text/xml"),
            ("fake.png", script, "image/png"),
            ("fake-svg.png", svg, "image/png"),
            ("fake.gif", b"GIF89a" + script, "text/html"),
            ("paper.pdf", b"%PDF-1.4", "application/pdf"),
        )
        self._send(*files)
        page = self.page(self.url)
        self.assertEqual(len(page.xpath("//section[@id='files']//img")), 1, "the GIF")
        for name, content, _kind in files:
            for show in ("full", "small", "x", ""):
                response = self.get(f"{self._address(name)}?show={show}")
                disposition = response.headers["Content-Disposition"]
                self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
                self.assertIn("sandbox", response.headers["Content-Security-Policy"])
                if name == "fake.gif" and show in ("full", "small"):
                    self.assertEqual(response.headers["Content-Type"], "image/gif")
                    continue
                self.assertRegex(disposition, "^attachment", (name, show))
                self.assertEqual(response.content, content)

    def test_list(self):
        comment = self.ticket.with_user(self.agent).message_post(
            body="Answer", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self._file(self.ticket, "manual.pdf", self.agent, comment)
        mail = self.ticket.sudo().message_post(
            author_id=self.bob.partner_id.id,
            body="By mail",
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        self._file(self.ticket, "photo.log", self.env.ref("base.user_root"), mail)
        self._send(("data.zip", b"x" * 2048, "application/zip"))
        page = self.page(self.url)
        self.assertEqual(
            self.texts(page, "//section[@id='files']//ul/li/span"),
            [
                "data.zip 2 kB · Ann, today",
                "photo.log 20 bytes · Bob, today",
                "manual.pdf 21 bytes · Marta Agent, today",
            ],
        )
        for icon in ("archive", "text", "pdf"):
            self.assertTrue(
                page.xpath(f"//section[@id='files']//i[contains(@class, '{icon}')]")
            )

    def test_strangers(self):
        self._send(("a.png", picture(), "image/png"))
        address = self._address("a.png")
        before = self._files()
        for user in (self.dan, self.sue, self.eve):
            self.login(user)
            for show in ("", "?show=full", "?show=small"):
                self.assertEqual(self.get(address + show).status_code, 404)
            response = self._send(("b.txt", b"b", "text/plain"), headers=JSON)
            self.assertEqual(response.status_code, 404)
        self.login(self.bob)  # reads it, and adds nothing
        self.assertEqual(self.get(f"{address}?show=full").status_code, 200)
        self.assertEqual(self._send(("b.txt", b"b", "x/y")).status_code, 404)
        self.assertEqual(self._files(), before)

    def test_queries(self):
        counts = []
        for number in (2, 20):
            for index in range(number):
                author = self._contact(
                    f"a{number}{index}", self.acme, self.profile_company
                )
                self._file(self.ticket, f"{index}.png", author)
            counts.append(self.count_queries(self.url))
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[0], 40)

    def test_back_from_login(self):
        """Whose session ended while writing comes back to the record."""
        for form in ("comments", "attachments", "close", "reopen"):
            self.login(self.ann)
            response = self.get(f"{self.url}/{form}")
            self.assertEqual(response.status_code, 303)
            self.assertURLEqual(response.headers["Location"], self.url)
            self.login(self.dan)
            self.assertEqual(self.get(f"{self.url}/{form}").status_code, 404)
        self.authenticate(None, None)
        response = self.post(f"{self.url}/comments", {"body": "x"}, csrf=False)
        self.assertEqual(response.status_code, 303)
        self.assertIn("/web/login?redirect=", response.headers["Location"])
        self.assertIn("comments", response.headers["Location"])
