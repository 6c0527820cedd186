"""Odoo 19's source: the one of ODOO_HOME, else Debian's package in the cache."""

import hashlib
import json
import os
import re
import shutil
from pathlib import Path

from .apt import PrivateApt, unpack
from .console import Failure, locked, need_space, replacing, say
from .fonts import repair_icons
from .settings import CACHE

VERSION = "19.0.0+dfsg-1"
SHA256 = "9d2f598b0555db17e291d48ed24df184c70823c053c4c5ed53c467ca7f629bbf"
# What symlinks inside odoo-19 point to; without them every page is an error 500.
COMPANIONS = (
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-ocr-b",
)
# The package holds 860 MB of translations; English needs none.
LANGUAGES = ("it", "de", "es", "fr")
SITE = "usr/lib/python3/dist-packages"
WITHOUT = "Or set ODOO_HOME to a folder with Odoo 19 in it."


def ensure_odoo():
    """:return: (the folder that holds the package `odoo`, further addons folders)"""
    if home := os.environ.get("ODOO_HOME"):
        return existing_odoo(Path(home).expanduser().resolve())
    tag = hashlib.sha256(repr((LANGUAGES, COMPANIONS)).encode()).hexdigest()[:8]
    folder = CACHE / f"odoo-{VERSION}-{tag}"
    if not folder.exists():
        with locked("odoo"):
            if not folder.exists():
                _fetch(folder)
    return folder / SITE, []


def existing_odoo(home):
    """Odoo as a source checkout, an unpacked package or an installed one."""
    places = (home, home / SITE, home / "lib/python3/dist-packages")
    base = next((p for p in places if (p / "odoo/release.py").is_file()), None)
    if base is None:
        raise Failure(
            f"ODOO_HOME={home} has no odoo/release.py: give the folder that holds "
            "Odoo's package `odoo`, or unset it to have Odoo fetched from Debian."
        )
    release = (base / "odoo/release.py").read_text()
    version = re.search(r"^version_info = \((\d+)", release, re.M)[1]
    if version != "19":
        raise Failure(f"ODOO_HOME={home} holds Odoo {version}; this addon needs 19.")
    extra = [base / "addons"] if (base / "odoo-bin").exists() else []
    if base == Path("/") / SITE:
        # A folder with a link to it: else the virtual environment would see every
        # Python package of the system.
        link = CACHE / "odoo-system/odoo"
        link.parent.mkdir(parents=True, exist_ok=True)
        if not link.exists():
            link.symlink_to(base / "odoo")
        base = link.parent
    return base, extra


def _fetch(folder):
    need_space(1500, "Odoo with its Python packages")
    apt = PrivateApt(WITHOUT, suite="unstable")
    apt.update()
    candidate = apt.candidates("odoo-19").get("odoo-19")
    if candidate is None:
        raise Failure(f"Debian unstable has no package odoo-19 any more. {WITHOUT}")
    version, digest, _size = candidate
    if digest != SHA256:
        if not version.startswith("19.0"):
            raise Failure(f"Debian now has Odoo {version}, not 19.0. {WITHOUT}")
        say(
            f"note: Debian now has odoo-19 {version}, signed as it should be; these "
            f"tools were tested with {VERSION}. Going on with the new one."
        )
    packages = apt.download(["odoo-19", *COMPANIONS])
    with replacing(folder) as scratch:
        for package in packages:
            say(f"unpacking {package.name}")
            if package.name.startswith("odoo-19"):
                _unpack_odoo(package, scratch)
            else:
                unpack(package, scratch)
        repair_icons(scratch / SITE)
        _add_stub(scratch / SITE)
        (scratch / "origin.json").write_text(json.dumps([version, digest]))
    shutil.rmtree(apt.folder)


def _unpack_odoo(package, folder):
    unpack(
        package,
        folder,
        "--exclude=*/i18n/*.po",
        "--exclude=*/i18n_extra/*.po",
        f"--exclude=./{SITE}/addons",
    )
    wanted = [f"./{SITE}/odoo/*/i18n*/{language}.po" for language in LANGUAGES]
    unpack(package, folder, "--wildcards", *wanted)


def _add_stub(site):
    """Stand in for a file that Debian leaves out as not free.

    Without it every backend page logs a console error, and browser tests fail on it.
    """
    stub = site / "odoo/addons/mail/static/lib/selfie_segmentation"
    stub.mkdir(parents=True, exist_ok=True)
    stub /= "selfie_segmentation.js"
    if not stub.exists():
        stub.write_text("/* no background blur in calls */\n")
