"""The JavaScript packages of the linters and the tests (axe-core), in the cache."""

import hashlib
import shutil
import subprocess
import sys

from .console import Failure, clean_environment, locked, replacing, run, say
from .settings import CACHE, ROOT

FILES = ("package.json", "package-lock.json", "eslint.config.mjs")
OLDEST = 20


def ensure_node_modules():
    """:return: the folder with node_modules/ and a copy of eslint's configuration"""
    if not shutil.which("npm") or not shutil.which("node"):
        raise Failure(
            "prettier, eslint and axe-core need Node (Debian: apt-get install npm)."
        )
    version = run(["node", "--version"], stdout=subprocess.PIPE, text=True).stdout
    if int(version.strip().lstrip("v").split(".")[0]) < OLDEST:
        raise Failure(
            f"prettier, eslint and axe-core need Node {OLDEST}; this is {version}"
        )
    content = b"".join((ROOT / name).read_bytes() for name in FILES)
    folder = CACHE / f"node-{hashlib.sha256(content).hexdigest()[:12]}"
    if not folder.exists():
        with locked("node"):
            if not folder.exists():
                _install(folder)
    return folder


def _install(folder):
    say("installing the pinned JavaScript linters and axe-core")
    with replacing(folder) as scratch:
        for name in FILES:
            shutil.copy(ROOT / name, scratch)
        run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            + ["--loglevel=error", "--no-update-notifier"],
            "npm could not install them. Check the network, and npm's settings "
            "if a mirror of its registry is used; then start again.",
            cwd=scratch,
            env=clean_environment(),
            stdout=sys.stderr,
        )
