# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A browser that a test leads from page to page over its DevTools protocol."""

import time
from contextlib import contextmanager

from odoo.tests.common import ChromeBrowser

PATIENCE = 30  # seconds for a page
# Odoo marks a page once all that its scripts make of it works
STARTED = """
document.body.getAttribute("is-ready") === "true"
    || !document.querySelector("script[src*='web.assets_frontend']")
"""


@contextmanager
def open_browser(case, login=None, scripts=True):
    """Open a browser for a test, as one user.

    Odoo's own ``browser_js`` and ``start_tour`` run JavaScript inside one page; this
    one also goes from page to page without any.

    :param HttpCase case: the test
    :param str login: of a user whose password is its login; nobody for ``None``
    :param bool scripts: whether pages may run scripts
    """
    chrome = ChromeBrowser(case)
    try:
        with case.allow_requests(browser=chrome):
            case.authenticate(login, login, browser=chrome)
            case.cr.flush()
            case.cr.clear()
            browser = Browser(case, chrome, scripts)
            if not scripts:
                chrome._websocket_request(
                    "Emulation.setScriptExecutionDisabled", params={"value": True}
                )
            yield browser
            browser.settle()
    finally:
        chrome.stop()


class Browser:
    """What :func:`open_browser` gives.

    The test shares its database cursor with the requests of the pages: before it reads
    or writes records itself, it calls :meth:`settle`.
    """

    def __init__(self, case, chrome, scripts):
        self.case, self.chrome, self.scripts = case, chrome, scripts

    def run(self, script):
        """Run JavaScript in the page, also where its own scripts are off.

        :param str script: an expression; a promise is waited for
        :return: its value
        """
        answer = self.chrome._websocket_request(
            "Runtime.evaluate",
            params={
                "expression": script,
                "awaitPromise": True,
                "returnByValue": True,
                "userGesture": True,
            },
            timeout=PATIENCE,
        )
        if details := answer.get("exceptionDetails"):
            raise AssertionError(details.get("exception", details).get("description"))
        return answer["result"].get("value")

    def wait_until(self, script):
        """Wait until JavaScript is true."""
        end = time.monotonic() + PATIENCE
        while not self.run(f"Boolean({script})"):
            if time.monotonic() > end:
                where = self.run("location.href")
                raise AssertionError(f"{where}: never {script}")
            time.sleep(0.05)

    def settle(self):
        """Wait until page and server have nothing more to do."""
        self.wait_until("document.readyState === 'complete'")
        if self.scripts:
            self.wait_until(STARTED)
        self.case._wait_remaining_requests()

    def open(self, path):
        """Go to a page and wait until it is loaded."""
        self.chrome.navigate_to(self.case.base_url() + path, wait_stop=True)
        self.settle()

    def leave(self, script):
        """Run JavaScript that leads to another page, and wait for that."""
        self.run("window.cpLeft = true")
        self.run(script)
        self.wait_until("!window.cpLeft")
        self.settle()

    def resize(self, width, height):
        """Make the window as large as a screen.

        :param int width: in CSS pixels
        :param int height: in CSS pixels
        """
        self.chrome._websocket_request(
            "Emulation.setDeviceMetricsOverride",
            params={
                "width": width,
                "height": height,
                "deviceScaleFactor": 1,
                "mobile": False,
            },
        )
