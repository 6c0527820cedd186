# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..inputs import clean_file_name
from . import common

MB = 1024 * 1024


@tagged("-at_install", "post_install")
class TestBadInput(common.PortalHttpCase):
    """Bad input gets a message at the field or a 4xx, and loses nothing typed."""

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def _create(self, files=None, **values):
        values = {"name": "N", "description": "D", "priority": "1", **values}
        return self.post("/my/records/tickets/new", values, files)

    def _tickets(self):
        return self.env["helpdesk.ticket"].search(
            [("partner_id", "=", self.ann.partner_id.id)]
        )

    def _check_error(self, response, field, message):
        """Check for a message at a field."""
        self.assertEqual(response.status_code, 422)
        page = common.html.fromstring(response.text)
        [control] = page.xpath(f"//*[@name='{field}']")
        self.assertIn("is-invalid", control.get("class"))
        [described] = control.xpath(
            "ancestor::*[.//*[contains(@class, 'invalid-')]][1]"
        )
        errors = described.xpath(".//*[contains(@class, 'invalid-feedback')]")
        self.assertIn(message, errors[0].text_content())
        self.assertFalse(self._tickets())
        return page

    def test_empty(self):
        page = self._check_error(
            self._create(name="  ", description="Kept"), "name", "Please fill this in"
        )
        self.assertEqual(page.xpath("//textarea")[0].text, "Kept")
        self._check_error(self._create(description=""), "description", "Please fill")
        self._check_error(self._create(priority=""), "priority", "Please fill this in")

    def test_long(self):
        page = self._check_error(
            self._create(name="n" * 10_000, description="Kept"), "name", "at most 250"
        )
        self.assertEqual(page.xpath("//input[@name='name']/@value"), ["n" * 10_000])
        self._check_error(
            self._create(description="d" * 60_000), "description", "at most 50000"
        )
        self.assertEqual(self._create(description="d" * 10_000).status_code, 303)

    def test_html(self):
        """HTML and scripts are text."""
        attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
        response = self._create(name=attack, description=attack)
        self.assertEqual(response.status_code, 303)
        for url in (response.headers["Location"], "/my/records/tickets", "/my"):
            text = self.get(url).text
            self.assertNotIn("<script>alert(1)", text)
            self.assertNotIn("<img src=x", text)
        self.assertEqual(self._tickets().name, attack)
        url = f"/my/records/tickets/{self._tickets().id}"
        self.post(f"{url}/comments", {"body": attack})
        self.assertNotIn("<img src=x", self.get(url).text)

    def test_wrong_ids(self):
        hidden = self.env["helpdesk.ticket.category"].create(
            {"name": "Hidden", "show_in_portal": False}
        )
        for odd in (str(hidden.id), "-1", "0", "x", "1,2", str(2**70), "[1]"):
            self._check_error(
                self._create(category_id=odd), "category_id", "choose one of the values"
            )
        for odd in ("9", "-1", "x" * 300):
            self._check_error(
                self._create(priority=odd), "priority", "choose one of the values"
            )

    def test_nul(self):
        """PostgreSQL takes no NUL character."""
        response = self._create(name="a\x00b", description="\x00c", unknown="\x00")
        self.assertEqual(response.status_code, 303)
        self.assertEqual(self._tickets().name, "ab")

    def test_unknown_parameters(self):
        response = self._create(
            **{"nonsense": "1", "name[0]": "x", "message_ids": "1", "__class__": "x"}
        )
        self.assertEqual(response.status_code, 303)
        self.assertEqual(len(self._tickets()), 1)

    def test_files_in_the_place_of_texts(self):
        names = ("name", "priority", "category_id", "find.category_id", "was.name")
        files = [(name, ("x.txt", b"x", "text/plain")) for name in names]
        response = self.post(
            "/my/records/tickets/new", {"description": "Kept"}, files=files
        )
        self.assertEqual(response.status_code, 422)
        self.assertIn("Kept", response.text)
        ticket = self._ticket(self.ann)
        files = [("body", ("x.txt", b"x", "text/plain"))]
        url = f"/my/records/tickets/{ticket.id}/comments"
        self.assertEqual(self.post(url, files=files).status_code, 422)
        files = [("request_key", ("x.txt", b"x", "text/plain"))]
        self.assertEqual(self.post(url, {"body": "x"}, files=files).status_code, 400)
        self.assertFalse(self.comments(ticket))

    def test_request_key(self):
        for odd in ("", "x", "0" * 33, "'; drop table res_users; --", "\x00"):
            self.assertEqual(self._create(request_key=odd).status_code, 400)
        self.assertFalse(self._tickets())

    def test_large_file(self):
        page = self._check_error(
            self._create(
                [("attachments", ("big.bin", b"\x00" * (30 * MB), "x/y"))], name="Kept"
            ),
            "attachments",
            "big.bin: larger than 25 MB",
        )
        self.assertEqual(page.xpath("//input[@name='name']/@value"), ["Kept"])
        self.assertFalse(self.env["ir.attachment"].search([("name", "=", "big.bin")]))

    def test_many_files(self):
        files = [("attachments", (f"{n}.txt", b"x", "text/plain")) for n in range(21)]
        self._check_error(self._create(files), "attachments", "at most 20 files")

    def test_file_name(self):
        files = [
            ("attachments", ("../../x.svg", b"<svg onload='alert(1)'/>", "image/svg")),
            ("attachments", ('<b>"x\n.html', b"<script>", "text/html")),
        ]
        self._create(files)
        ticket = self._tickets()
        attachments = ticket._customer_portal_get_attachments()
        self.assertIn("x.svg", attachments.mapped("name"))
        self.assertTrue(all("/" not in name for name in attachments.mapped("name")))
        url = f"/my/records/tickets/{ticket.id}"
        self.assertNotIn("<b>", self.get(url).text.split('id="files"')[1])
        for attachment in attachments:
            response = self.get(f"{url}/attachments/{attachment.id}")
            self.assertEqual(response.status_code, 200)
            self.assertRegex(response.headers["Content-Disposition"], "^attachment")

    def test_clean_file_name(self):
        for given, expected in (
            ("../../x.svg", "x.svg"),
            ("C:\\Users\\me\\a.txt", "a.txt"),
            ("...", "file"),
            ("", "file"),
            (None, "file"),
            ("a\r\nb.txt", "ab.txt"),
            ("è possibile.pdf", "è possibile.pdf"),
            ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ):
            self.assertEqual(clean_file_name(given), expected)

    def test_comment(self):
        ticket = self._ticket(self.ann)
        url = f"/my/records/tickets/{ticket.id}/comments"
        for body, message in (("", "write a comment"), (" \n", "write a comment")):
            response = self.post(url, {"body": body})
            self.assertEqual(response.status_code, 422)
            self.assertIn(message, response.text)
        response = self.post(url, {"body": "c" * 60_000})
        self.assertEqual(response.status_code, 422)
        self.assertIn("c" * 60_000, response.text)
        response = self.post(
            url,
            {"body": "Kept text"},
            files=[("attachments", ("big.bin", b"\x00" * (30 * MB), "x/y"))],
        )
        self.assertEqual(response.status_code, 422)
        self.assertIn("Kept text", response.text)
        self.assertFalse(ticket._customer_portal_get_messages())
        self.assertEqual(self.post(url, {"body": "c" * 10_000}).status_code, 303)

    def test_no_file(self):
        ticket = self._ticket(self.ann)
        response = self.post(f"/my/records/tickets/{ticket.id}/attachments")
        self.assertEqual(response.status_code, 422)
        self.assertIn("Please choose a file", response.text)

    def test_odd_passwords_and_links(self):
        """No hash is made of very long ones; files are no texts."""
        file = {"password": ("x.txt", b"x", "text/plain")}
        long, new = "kd84jfTq" * 513, {"mail": "new@acme.example"}
        for values, files in (({"password": long}, None), ({}, file)):
            response = self.post("/my/mail", {**new, **values}, files)
            self.assertEqual(response.status_code, 422)
        response = self.post(
            "/my/mail/confirm", {}, {"token": ("x.txt", b"x", "text/plain")}
        )
        self.assertEqual(response.status_code, 404)
        self.ann._customer_portal_account(make=True).must_change = True
        for values, files in (
            ({"password": long, "confirm_password": long}, None),
            ({"confirm_password": "x"}, file),
        ):
            response = self.post("/my/password", values, files)
            self.assertEqual(response.status_code, 422)
        self.authenticate(None, None)
        for login in (self.ann.login, "nobody@acme.example"):
            with mute_logger("odoo.addons.base.models.res_users"):
                form = {"login": login, "password": long}
                self.assertEqual(self.post("/web/login", form).status_code, 200)

    def test_days_at_the_ends_of_time(self):
        for zone in ("Pacific/Auckland", "America/Los_Angeles"):
            self.ann.tz = zone
            for day in ("0001-01-01", "01/01/0001", "9999-12-31", "12/31/9999"):
                for query in (f"q={day}", f"c.create_date.from={day}"):
                    response = self.get(f"/my/records/tickets?{query}")
                    self.assertEqual(response.status_code, 200, (zone, query))
