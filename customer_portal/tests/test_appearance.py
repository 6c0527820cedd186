# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .. import colours
from . import common


@tagged("-at_install", "post_install")
class TestAppearance(common.PortalCase):
    """What a manager enters to brand a portal is checked when it is saved."""

    def test_contrast(self):
        """The examples of WCAG: black on white is 21, a colour on itself 1."""
        self.assertAlmostEqual(colours.contrast("#000000", "#ffffff"), 21)
        self.assertAlmostEqual(colours.contrast("#3d4fc4", "#3D4FC4"), 1)
        self.assertAlmostEqual(colours.contrast("#ffffff", "#767676"), 4.54, 2)
        self.assertEqual(colours.mix("#ffffff", 0.5, "#000000"), "#808080")

    def test_text_is_readable_on_every_menu(self):
        for menu in ("#1b2138", "#ffffff", "#ffe9a8", "#004d40"):
            self.profile_default.menu_colour = menu
            ink = colours.ink_on(menu)
            self.assertGreaterEqual(colours.contrast(ink, menu), colours.MINIMUM)

    def test_colours_refused(self):
        for field, value, mend in (
            ("accent_colour", "#ffcc00", "Choose a darker one"),
            # 4.5 on white, less on the tinted surfaces where it stands as well
            ("accent_colour", "#767676", "Choose a darker one"),
            ("menu_colour", "#7f7f7f", "a darker or a lighter one"),
            ("menu_colour", "red", "six digits"),
            ("menu_colour", "#fff", "six digits"),
            ("menu_colour", "#1b2138;}", "six digits"),
            ("accent_colour", "url(//evil)", "six digits"),
        ):
            with self.assertRaises(ValidationError, msg=value) as error:
                self.profile_default[field] = value
            label = self.profile_default._fields[field]._description_string(self.env)
            self.assertIn(label, str(error.exception))
            self.assertIn(mend, str(error.exception))

    def _link(self, url):
        return self.env["customer.portal.link"].create(
            {"profile_id": self.profile_default.id, "name": "Shop", "url": url}
        )

    def test_links_accepted(self):
        for url in (
            "https://www.example.com",
            "http://example.com:8080/a?b=c&d=%20#e",
            "HTTPS://EXAMPLE.COM/",
            "mailto:help@example.com?subject=Hello",
        ):
            self.assertEqual(self._link(url).url, url)

    def test_links_refused(self):
        for url in (
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "\x01javascript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "file:///etc/passwd",
            "ftp://example.com",
            "//evil.example",
            "\\\\evil.example",
            "https:\\\\evil.example",
            "/my/records",
            "www.example.com",
            "https://",
            "https:evil.example",
            "https://exa mple.com",
            "https://example.com\x1f",
            "http://[::1",
            "mailto:",
            "mailto://evil.example",
            "blob:https://example.com/1",
        ):
            with self.assertRaises(ValidationError, msg=url) as error:
                self._link(url)
            self.assertIn("Write it in full", str(error.exception))

    def test_copy_and_rights(self):
        self._link("https://www.example.com")
        copied = self.profile_default.copy()
        self.assertEqual(copied.link_ids.mapped("url"), ["https://www.example.com"])
        self.assertEqual(copied.menu_colour, self.profile_default.menu_colour)
        for user in (self.ann, self.agent):
            with self.assertRaises(AccessError):
                self.profile_default.link_ids.with_user(user).write({"name": "Mine"})

    def test_changes_are_seen(self):
        """The frame is kept in memory: what is saved takes effect at once."""
        profiles = self.env["customer.portal.profile"].with_user(self.ann)
        self.assertFalse(profiles._prepare_frame_values()["links"])
        link = self._link("https://www.example.com")
        self.assertTrue(profiles._prepare_frame_values()["links"])
        link.name = "Renamed"
        [values] = profiles._prepare_frame_values()["links"]
        self.assertEqual(values["name"], "Renamed")
        link.unlink()
        self.assertFalse(profiles._prepare_frame_values()["links"])
