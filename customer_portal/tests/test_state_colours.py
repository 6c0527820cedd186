# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .. import colours
from . import common
from .browser import open_browser

#: As static/src/scss/tokens.scss has them: the colour of a dot, the tint of a badge
#: and the ink of its word.
STATES = {
    "new": ("#f0b429", "#fff2c9", "#694b00"),  # yellow
    "open": ("#d8402f", "#fde6e3", "#98231a"),  # red
    "pending": ("#4fb3e3", "#dcf1fb", "#0b4f70"),  # light blue
    "closed": ("#a3abba", "#eaecf1", "#474f61"),  # grey
}
BLUE = "#3d4fc4"


def rgb(colour):
    """Write #rrggbb as browsers do."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return f"rgb({red}, {green}, {blue})"


@tagged("-at_install", "post_install")
class TestStateColours(common.PortalHttpCase):
    """The colours that a person sees, as the browser computes them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stage = "helpdesk_mgmt.helpdesk_ticket_stage_"
        cls.tickets = {
            state: cls._ticket(
                cls.ann, stage_id=cls.env.ref(f"{stage}{name}").id, closed_date=closed
            )
            for state, name, closed in (
                ("new", "new", None),
                ("open", "in_progress", None),
                ("pending", "awaiting", None),
                ("closed", "done", cls.env.cr.now()),
            )
        }
        cls.ann.password = cls.ann.login  # what open_browser logs in with

    def _style(self, browser, selector, name, pseudo="null"):
        return browser.run(
            f"getComputedStyle(document.querySelector({selector!r}), {pseudo})"
            f".getPropertyValue({name!r})"
        )

    def test_colours(self):
        with open_browser(self, self.ann.login) as browser:
            browser.open("/my")
            for state, (dot, _tint, _ink) in STATES.items():
                legend = f".cp-legend a[data-state={state}] .cp-dot"
                ring = f".cp-chart svg .cp-fill.cp-state-{state}"
                for selector, name in (
                    (legend, "background-color"),
                    (ring, "stroke"),
                ):
                    found = self._style(browser, selector, name)
                    self.assertEqual(found, rgb(dot), selector)
            browser.open("/my/records/tickets?size=100")
            for state, (dot, tint, ink) in STATES.items():
                badge = f".cp-table .cp-state.cp-state-{state}"
                for name, pseudo, expected in (
                    ("background-color", "null", tint),
                    ("color", "null", ink),
                    ("background-color", "'::before'", dot),
                ):
                    found = self._style(browser, badge, name, pseudo)
                    self.assertEqual(found, rgb(expected), badge)

    def test_count(self):
        """The number of comments is blue, or what the profile brands."""
        url = f"/my/records/tickets/{self.tickets['open'].id}"
        with open_browser(self, self.ann.login) as browser:
            browser.open(url)
            found = self._style(browser, "#comments .cp-count", "background-color")
            self.assertEqual(found, rgb(BLUE))

    def test_readable(self):
        """The word of a badge stands out of its tint (WCAG 1.4.3)."""
        for state, (_dot, tint, ink) in STATES.items():
            self.assertGreaterEqual(colours.contrast(ink, tint), 4.5, state)
