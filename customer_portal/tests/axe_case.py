# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import os
from pathlib import Path

HIGH = 900
LARGE, TABLET, PHONE = 1440, 768, 390
#: A window of 1280 pixels at 400 %: nothing scrolls sideways (WCAG 1.4.10 Reflow).
AT_400 = 320
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
#: What a person sees of a violation: the rule, and where.
RUN = """
axe.run(%s, %s).then((found) => JSON.stringify(found.violations.map((rule) =>
    `${rule.id}: ${rule.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`
)))
"""
#: What is too wide for the window, where that makes the page scroll sideways.
TOO_WIDE = """
[document.documentElement, document.getElementById("wrapwrap")].some(
    (page) => page && page.scrollWidth > page.clientWidth
) ? [...document.querySelectorAll(".cp *")].filter(
    (e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1
).map((e) => e.outerHTML.slice(0, 160)) : []
"""


class AxeCase:
    """Looks at pages in a browser as axe-core does. A mixin of test cases."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        path = os.environ.get("AXE_CORE")
        if not path or not Path(path).is_file():
            raise AssertionError(
                "This test needs axe-core: ./dev test brings it. Elsewhere run npm ci "
                "and set AXE_CORE to node_modules/axe-core/axe.min.js."
            )
        cls.axe = Path(path).read_text()

    def setUp(self):
        super().setUp()
        self.looked = []

    def _look(self, browser, name, without=()):
        """Look at the page that is open, on screens of all sizes.

        :param str name: of the page, to tell what was found
        :param without: names of rules that an app's own page does not keep
        """
        self.looked.append(name)
        browser.wait_until(
            "!document.querySelector('.o_show_password:not([aria-label])')"
        )
        browser.run(self.axe + ";true")
        # header and footer of a website are its own
        what = "document"
        if "website" in self.env:
            what = "document.querySelector('.cp') || document.querySelector('main')"
        options = {
            "runOnly": {"type": "tag", "values": TAGS},
            "resultTypes": ["violations"],
            "preload": False,  # nothing is fetched from outside
        }
        for width in (LARGE, TABLET, PHONE):
            browser.resize(width, HIGH)
            # colours are those of the other two: it is the slowest rule
            options["rules"] = {
                "color-contrast": {"enabled": width != TABLET},
                **{rule: {"enabled": False} for rule in without},
            }
            found = json.loads(browser.run(RUN % (what, json.dumps(options))))
            with self.subTest(page=name, width=width):
                self.assertFalse(found)
                self.assertFalse(browser.run(TOO_WIDE))
        browser.resize(AT_400, HIGH)
        with self.subTest(page=name, width=AT_400):
            self.assertFalse(browser.run(TOO_WIDE))
        browser.resize(LARGE, HIGH)
