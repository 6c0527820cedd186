"""Say what is there, what is missing and what to do about it.

Looks only: nothing is fetched or started. Ends with status 1 when something is missing
that ./dev cannot get by itself.
"""

import os
import platform
import shutil
import socket
import sys

from .. import settings
from ..browser import NAMES
from ..postgres import DATA, EXTERNAL

GIGABYTE = 1_000_000_000


def add_arguments(_parser):
    pass


def main(_arguments):
    good = True
    for name, fact, mend in facts():
        print(f"{'ok  ' if not mend else 'miss'}  {name:12} {fact}")
        if mend:
            print(f"{'':18} {mend}")
            good = False
    return 0 if good else 1


def facts():
    """(name, what was found, "" or what to do) of each thing that is needed"""
    yield "python", f"{platform.python_version()} ({sys.executable})", ""
    yield _odoo()
    yield _environment()
    yield _postgres()
    yield _browser()
    yield _program("git", "tells the linters which files to read")
    yield _program("npm", "fetches two linters; Debian: apt-get install npm")
    yield _port("ODOO_HTTP_PORT", settings.HTTP_PORT)
    yield _port("SMTP_SINK_PORT", settings.SMTP_PORT)
    yield _space("DEV_CACHE", settings.CACHE)
    yield _space("DEV_STATE", settings.STATE)


def _odoo():
    if home := os.environ.get("ODOO_HOME"):
        return "odoo", f"ODOO_HOME={home}", ""
    if found := sorted(settings.CACHE.glob("odoo-19*")):
        return "odoo", str(found[-1]), ""
    if shutil.which("apt-get"):
        return "odoo", "to be fetched from Debian", ""
    return "odoo", "no apt to fetch it with", "set ODOO_HOME to a folder with Odoo 19"


def _environment():
    found = sorted(settings.CACHE.glob("dev-*/complete"))
    return "packages", str(found[-1].parent) if found else "to be fetched by pip", ""


def _postgres():
    if EXTERNAL:
        server = os.environ.get("PGHOST") or os.environ.get("PGSERVICE") or "local"
        return "postgresql", f"of the environment: {server}", ""
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        mend = "use an ordinary user, or set PGHOST (setpriv: package util-linux)"
        return "postgresql", "does not run as root, and there is no setpriv", mend
    running = (DATA / "postmaster.pid").exists()
    return "postgresql", f"embedded, {'running' if running else 'not running'}", ""


def _browser():
    for name in NAMES:
        if found := shutil.which(name):
            return "browser", found, ""
    if found := sorted(settings.CACHE.glob("chromium-*/bin")):
        return "browser", str(found[-1].parent), ""
    if shutil.which("apt-get"):
        return "browser", "to be fetched from Debian for the tests", ""
    return "browser", "none", "install Chromium or Google Chrome for the browser tests"


def _program(name, why):
    found = shutil.which(name)
    return name, found or "not here", "" if found else why


def _port(variable, port):
    with socket.socket() as probe:
        taken = probe.connect_ex(("127.0.0.1", port)) == 0
    fact = "in use (by ./dev run, or choose another)" if taken else "free"
    return "port", f"{port} ({variable}) is {fact}", ""


def _space(variable, folder):
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    mend = "" if free > 3 * GIGABYTE else f"make room, or point {variable} elsewhere"
    return "disk", f"{free // GIGABYTE} GB free for {variable}", mend
