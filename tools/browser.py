"""A Chromium for the browser tests: the machine's, else Debian's in the cache.

Odoo looks for a browser on the PATH and silently skips its browser tests without one.
"""

import hashlib
import os
import shlex
import shutil

from .apt import PrivateApt, unpack
from .console import Failure, locked, need_space, replacing, say
from .settings import CACHE

NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
WITHOUT = (
    "The browser tests need Chromium or Google Chrome on the PATH: install one "
    "(Debian: apt-get install chromium)."
)
# A browser without fonts shows nothing to a person, and measures nothing right. The
# machine's own are left out: some (a dingbat font as the default) hide whole headings.
FONTS = ("fonts-liberation",)
FONT_SETTINGS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{root}/usr/share/fonts</dir>
  <cachedir>{root}/var/cache/fontconfig</cachedir>
  <alias binding="same">
    <family>serif</family>
    <prefer><family>Liberation Serif</family></prefer>
  </alias>
  <alias binding="same">
    <family>monospace</family>
    <prefer><family>Liberation Mono</family></prefer>
  </alias>
  <match>
    <edit name="family" mode="append_last"><string>Liberation Sans</string></edit>
  </match>
</fontconfig>
"""
WRAPPER = """#!/bin/sh
root={root}
for folder in "$root"/usr/lib/*-linux-gnu "$root"/usr/lib/*-linux-gnu/nss \\
    "$root"/usr/lib/*-linux-gnu/pulseaudio "$root"/lib/*-linux-gnu
do
    [ -d "$folder" ] && LD_LIBRARY_PATH="$LD_LIBRARY_PATH:$folder"
done
export LD_LIBRARY_PATH="${{LD_LIBRARY_PATH#:}}"
export FONTCONFIG_FILE="$root/fonts.conf"
exec "$root/usr/lib/chromium/chromium" "$@"
"""


def ensure_browser():
    """:return: folder to put in front of the PATH, "" where the machine has one"""
    if any(map(shutil.which, NAMES)) and not os.environ.get("DEV_OWN_BROWSER"):
        return ""
    home = CACHE / f"chromium-{_digest()}"
    if not home.exists():
        with locked("browser"):
            if not home.exists():
                _fetch(home)
    return str(home / "bin")


def _digest():
    """:return: changes with what is written beside the packages"""
    return hashlib.sha256((FONT_SETTINGS + WRAPPER).encode()).hexdigest()[:8]


def _fetch(home):
    need_space(1000, "Chromium")
    # DEV_OWN_BROWSER is for trying this way out: as if no package were installed
    apt = PrivateApt(WITHOUT, bare=bool(os.environ.get("DEV_OWN_BROWSER")))
    apt.update()
    packages = apt.dependencies("chromium")
    if "chromium" not in packages:
        raise Failure(f"apt offers no chromium that fits this machine. {WITHOUT}")
    known = apt.candidates(*FONTS)
    debs = apt.download([*packages, *(f for f in FONTS if f in known)])
    say("unpacking Chromium")
    with replacing(home) as scratch:
        for deb in debs:
            unpack(deb, scratch)
        if not (scratch / "usr/lib/chromium/chromium").exists():
            raise Failure(
                f"this distribution's chromium is no plain package. {WITHOUT}"
            )
        (scratch / "fonts.conf").write_text(FONT_SETTINGS.format(root=home))
        wrapper = scratch / "bin/chromium"
        if (scratch / "bin").is_symlink():
            (scratch / "bin").unlink()
        wrapper.parent.mkdir(exist_ok=True)
        wrapper.write_text(WRAPPER.format(root=shlex.quote(str(home))))
        wrapper.chmod(0o755)
    shutil.rmtree(apt.folder, ignore_errors=True)
