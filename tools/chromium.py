"""A headless Chromium, led over its DevTools protocol.

Imported by the Python of the virtual environment only, which has websocket-client.
"""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import websocket

PATIENCE = 60  # seconds for a page
OPTIONS = (
    "--headless",
    "--no-sandbox",  # it opens pages of our own Odoo only
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    # nothing from outside: a picture must not depend on the network
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-port=0",
)


class PageError(Exception):
    """A page did not do what was expected of it."""


class Chromium:
    """Runs as long as the context manager is open.

    :param program: path or name of the browser
    """

    def __init__(self, program):
        self.program = str(program)

    def __enter__(self):
        self.profile = Path(tempfile.mkdtemp(prefix="customer-portal-chromium-"))
        self.process = subprocess.Popen(
            [self.program, *OPTIONS, f"--user-data-dir={self.profile}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TZ": "Europe/Rome"},
        )
        try:
            port, path = self._wait_for_address()
            self.socket = websocket.create_connection(
                f"ws://127.0.0.1:{port}{path}", timeout=PATIENCE, suppress_origin=True
            )
        except BaseException:
            self.__exit__()
            raise
        self.last, self.events = 0, []
        return self

    def __exit__(self, *_error):
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.profile, ignore_errors=True)

    def _wait_for_address(self):
        file, end = self.profile / "DevToolsActivePort", time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            if file.exists() and len(lines := file.read_text().split()) == 2:
                return lines
            time.sleep(0.05)
        raise PageError(f"{self.program} does not start")

    def call(self, method, session=None, **params):
        """Call a method of the protocol.

        :param str method: as ``Page.navigate``
        :param str session: of a page
        :return: what it answers
        :rtype: dict
        """
        self.last += 1
        message = {"id": self.last, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        self.socket.send(json.dumps(message))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.last:
                if "error" in answer:
                    raise PageError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def wait_for(self, method, session):
        """Wait for an event of a page, since the last one waited for."""
        while True:
            for position, event in enumerate(self.events):
                if (event.get("method"), event.get("sessionId")) == (method, session):
                    del self.events[: position + 1]
                    return
            self.events.append(json.loads(self.socket.recv()))

    def page(self, width, height, scale=1, mobile=False):
        """Open a page with cookies of its own.

        :param int width: of the window, in CSS pixels
        :param int height: of the window, in CSS pixels
        :param scale: pixels of a picture for each of them
        :param bool mobile: behave as on a phone
        """
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call(
            "Target.createTarget", url="about:blank", browserContextId=context
        )["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)
        page = Page(self, session["sessionId"])
        page.call("Page.enable")
        page.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=mobile,
        )
        page.width, page.height = width, height
        return page


class Page:
    def __init__(self, browser, session):
        self.browser, self.session = browser, session

    def call(self, method, **params):
        return self.browser.call(method, self.session, **params)

    def open(self, url):
        """Go to an address and wait until the page is loaded."""
        self.browser.events.clear()
        if problem := self.call("Page.navigate", url=url).get("errorText"):
            raise PageError(f"{url}: {problem}")
        self.browser.wait_for("Page.loadEventFired", self.session)

    def run(self, script):
        """Run JavaScript in the page.

        :param str script: an expression; a promise is waited for
        :return: its value
        """
        answer = self.call(
            "Runtime.evaluate",
            expression=script,
            awaitPromise=True,
            returnByValue=True,
            userGesture=True,
        )
        if "exceptionDetails" in answer:
            what = answer["exceptionDetails"]
            raise PageError(what.get("exception", what).get("description", what))
        return answer["result"].get("value")

    def leave(self, script):
        """Run JavaScript that leads to another page, and wait for that."""
        self.browser.events.clear()
        self.run(script)
        self.browser.wait_for("Page.loadEventFired", self.session)

    def wait_until(self, script):
        """Wait until JavaScript is true.

        :raises PageError: when it is not within a minute
        """
        end = time.monotonic() + PATIENCE
        while not self.run(f"!!({script})"):
            if time.monotonic() > end:
                raise PageError(f"{self.run('location.href')}: never {script}")
            time.sleep(0.1)

    def picture(self, height=None):
        """Take a picture of the page from its top.

        :param int height: in CSS pixels, the window's if not given
        :return: a PNG file
        :rtype: bytes
        """
        clip = {"x": 0, "y": 0, "width": self.width, "scale": 1}
        answer = self.call(
            "Page.captureScreenshot",
            clip={**clip, "height": height or self.height},
            captureBeyondViewport=True,
        )
        return base64.b64decode(answer["data"])
