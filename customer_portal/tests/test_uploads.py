# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import tempfile
from pathlib import Path

from odoo.tests import tagged

from . import common
from .browser import open_browser

#: Bytes of the large file, and how many of them leave the browser in a second.
LARGE, SPEED = 3_000_000, 300_000
LINE = "#files .cp-upload .cp-files li"


@tagged("-at_install", "post_install", "without_website")
class TestUploads(common.PortalHttpCase):
    """A file on its way to the server: how far it is, and how to stop it."""

    def setUp(self):
        super().setUp()
        self.ticket = self._ticket(self.ann, "Printer")
        self.ann.password = self.ann.login
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def _write(self, name, size):
        path = self.folder / name
        path.write_bytes(b"x" * size)
        return path

    def test_cancel(self):
        large, small = self._write("large.log", LARGE), self._write("small.log", 10)
        with open_browser(self, self.ann.login) as browser:
            browser.open(f"/my/records/tickets/{self.ticket.id}")
            browser.wait_until(browser.there(".cp-attach.cp-live"))
            aborted = browser.note_aborted()
            browser.slow_down(SPEED)
            browser.choose("#cp_files", large, small)
            progress = f"document.querySelector('{LINE} progress')"
            browser.wait_until(f"{progress}?.value > 0")
            self.assertLess(browser.run(f"{progress}.value"), 100)
            self.assertEqual(browser.run(f"{progress}.ariaLabel"), "large.log")
            said = browser.run(f"document.querySelector('{LINE}').innerText")
            self.assertIn("large.log", said)
            self.assertRegex(said, r"of 2.9 MB · \d+%")
            # the other one waits for its turn
            lines = f"document.querySelectorAll('{LINE}')"
            self.assertIn("waiting", browser.run(f"{lines}[1].innerText"))
            button = f"{LINE}:first-child button"
            label = browser.run(f"{browser.there(button)}.ariaLabel")
            self.assertEqual(label, "Remove large.log")
            browser.click(button)
            browser.wait_for(lambda: aborted, "given up")
            browser.slow_down(-1)
            browser.wait_until(
                "document.querySelector('#files a[title=\"small.log\"]')"
            )
            self.assertFalse(browser.run(f"{lines}.length"))
            self.assertEqual(browser.run("document.activeElement.id"), "cp_files")
            status = (
                "document.querySelector('#files .cp-upload [role=status]').innerText"
            )
            self.assertEqual(browser.run(status), "Files added: 1")
            browser.settle()
            files = self.ticket._customer_portal_get_attachments()
            self.assertEqual(files.mapped("name"), ["small.log"])
            self.assertFalse(
                self.env["ir.attachment"].search([("name", "=", "large.log")])
            )
