# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A browser that a test leads from page to page over its DevTools protocol."""

import json
import threading
import time
from contextlib import contextmanager

from odoo.tests.common import ChromeBrowser

PATIENCE = 30  # seconds for a page
# Odoo marks a page once all that its scripts make of it works
# what Chromium calls the keys that are no letters
KEYS = {
    "Tab": ("Tab", 9, ""),
    "Enter": ("Enter", 13, "\r"),
    "Escape": ("Escape", 27, ""),
    " ": ("Space", 32, " "),
    "ArrowLeft": ("ArrowLeft", 37, ""),
    "ArrowUp": ("ArrowUp", 38, ""),
    "ArrowRight": ("ArrowRight", 39, ""),
    "ArrowDown": ("ArrowDown", 40, ""),
}
SHIFT = 8
STARTED = """
document.body.getAttribute("is-ready") === "true"
    || !document.querySelector("script[src*='web.assets_frontend']")
"""


def _is_serving():
    """Return whether the server works on a request.

    A connection that the browser only keeps ready has none yet; to wait for its end, as
    Odoo does, takes five seconds.
    """
    threads = [t for t in threading.enumerate() if ".http.request." in t.name]
    return any(hasattr(thread, "perf_t0") for thread in threads)


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

    def ask(self, method, **params):
        """Ask something of the browser itself, in the words of its protocol."""
        return self.chrome._websocket_request(method, params=params, timeout=PATIENCE)

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
        self.wait_for(lambda: self.run(f"Boolean({script})"), script)

    def wait_for(self, condition, what=""):
        """Wait until a function returns something true.

        :param str what: it waits for, should it be in vain
        """
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                where = self.run("location.href")
                raise AssertionError(f"{where}: never {what}")
            time.sleep(0.05)

    def settle(self):
        """Wait until page and server have nothing more to do."""
        self.wait_until("document.readyState === 'complete'")
        if self.scripts:
            self.wait_until(STARTED)
            self.case._wait_remaining_requests()
        else:
            self.wait_for(lambda: not _is_serving(), "answered")

    def open(self, path):
        """Go to a page and wait until it is loaded."""
        self.chrome.navigate_to(self.case.base_url() + path, wait_stop=True)
        self.settle()

    @contextmanager
    def leaving(self):
        """Wait for the other page to which what is done meanwhile leads."""
        self.run("window.cpLeft = true")
        yield
        self.wait_until("!window.cpLeft")
        self.settle()

    def leave(self, script):
        """Run JavaScript that leads to another page, and wait for that."""
        with self.leaving():
            self.run(script)

    def there(self, selector):
        """Return JavaScript that finds what a selector means."""
        return f"document.querySelector({json.dumps(selector)})"

    def click(self, selector, leaves=False):
        """Click on something once it is there and can be seen.

        :param bool leaves: whether that leads to another page
        """
        there = self.there(selector)
        self.wait_until(f"{there}?.checkVisibility()")
        do = self.leave if leaves else self.run
        do(f"{there}.focus(); {there}.click()")

    def fill(self, selector, text):
        """Fill in an input, as its page's scripts notice it."""
        self.run(
            f"""((input) => {{
                input.focus();
                input.value = {json.dumps(text)};
                input.dispatchEvent(new Event("input", {{bubbles: true}}));
                input.dispatchEvent(new Event("change", {{bubbles: true}}));
            }})({self.there(selector)})"""
        )

    def choose(self, selector, *paths):
        """Choose files for an input, as in the dialog that it opens.

        :param paths: of files on the disk
        """
        found = self.ask("Runtime.evaluate", expression=self.there(selector))
        self.ask(
            "DOM.setFileInputFiles",
            files=[str(path) for path in paths],
            objectId=found["result"]["objectId"],
        )

    def drop(self, selector, files):
        """Drop text files on something, as with the mouse.

        :param dict files: what is in them, by name
        """
        self.run(
            f"""((place, files) => {{
                const dataTransfer = new DataTransfer();
                for (const [name, text] of Object.entries(files)) {{
                    const type = "text/plain";
                    dataTransfer.items.add(new File([text], name, {{type}}));
                }}
                for (const kind of ["dragover", "drop"]) {{
                    const options = {{bubbles: true, cancelable: true, dataTransfer}};
                    place.dispatchEvent(new DragEvent(kind, options));
                }}
            }})({self.there(selector)}, {json.dumps(files)})"""
        )

    def press(self, key, shift=False):
        """Press a key and let it go.

        :param str key: one of ``KEYS``
        """
        code, number, text = KEYS[key]
        params = {
            "key": key,
            "code": code,
            "windowsVirtualKeyCode": number,
            "modifiers": SHIFT if shift else 0,
        }
        self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **params)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **params)

    def type(self, text):
        """Type a text where the focus is."""
        self.ask("Input.insertText", text=text)

    @contextmanager
    def hold(self, part):
        """Let requests leave only at the end.

        :param str part: of the addresses of these requests
        :return: list of the addresses that are asked for meanwhile
        """
        handlers, held, addresses = self.chrome._handlers, [], []
        forward = handlers["Fetch.requestPaused"]

        def pause(**params):
            if part not in params["request"]["url"]:
                return forward(**params)
            held.append(params)
            addresses.append(params["request"]["url"])

        handlers["Fetch.requestPaused"] = pause
        try:
            yield addresses
        finally:
            handlers["Fetch.requestPaused"] = forward
            for params in held:
                forward(**params)

    def note_aborted(self):
        """Note from now on which requests the page gives up.

        :return: list of their addresses, which grows
        """
        addresses, aborted, handlers = {}, [], self.chrome._handlers

        def sent(requestId, request, **params):
            addresses[requestId] = request["url"]

        def failed(requestId, errorText="", canceled=False, **params):
            if canceled and errorText == "net::ERR_ABORTED":
                aborted.append(addresses.get(requestId))

        handlers["Network.requestWillBeSent"] = sent
        handlers["Network.loadingFailed"] = failed
        self.ask("Network.enable")
        return aborted

    def slow_down(self, upload):
        """Let what is sent take its time.

        :param int upload: bytes a second, -1 for all that can be
        """
        self.ask(
            "Network.emulateNetworkConditions",
            offline=False,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=upload,
        )

    def resize(self, width, height):
        """Make the window as large as a screen.

        :param int width: in CSS pixels
        :param int height: in CSS pixels
        """
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
