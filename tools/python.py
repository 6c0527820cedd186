"""Virtual environments from the lock files."""

import hashlib
import os
import sys

from .apt import PrivateApt, unpack
from .console import (
    Failure,
    clean_environment,
    locked,
    need_space,
    replacing,
    run,
    say,
)
from .settings import CACHE, REQUIREMENTS

PIP_PACKAGE = "python3-pip-whl"


def _has_module(name):
    command = [sys.executable, "-c", f"import {name}"]
    return run(command, check=False, capture_output=True).returncode == 0


def pip():
    """A command that starts some pip of version 22.3 or newer (option --python)."""
    if _has_module("pip") and _has_module("pip._internal.cli.main_parser"):
        return [sys.executable, "-m", "pip"]
    home = CACHE / "pip"
    if not home.exists():
        with locked("pip"), replacing(home) as scratch:
            if _has_module("ensurepip"):
                run([sys.executable, "-m", "venv", scratch / "venv"])
            else:  # Debian without python3-venv: take the wheel it would use
                apt = PrivateApt("Install pip for this Python (Debian: python3-venv).")
                apt.update()
                for package in apt.download([PIP_PACKAGE]):
                    unpack(package, scratch)
    if wheels := sorted(home.glob("usr/share/python-wheels/pip-*.whl")):
        return [sys.executable, f"{wheels[0]}/pip"]
    return [home / "venv/bin/python", "-m", "pip"]


def ensure_venv(lock, *paths):
    """A virtual environment with exactly what a lock file says.

    :param str lock: name of a file in requirements/
    :param paths: folders that its Python is to see besides
    :return: its folder
    """
    lock = REQUIREMENTS / lock
    key = hashlib.sha256(lock.read_bytes())
    key.update(repr((os.path.realpath(sys.executable), list(map(str, paths)))).encode())
    venv = CACHE / f"{lock.stem}-{key.hexdigest()[:12]}"
    if (venv / "complete").exists():
        return venv
    with locked("python"):
        if not (venv / "complete").exists():
            _build(venv, lock, paths)
    return venv


def _build(venv, lock, paths):
    need_space(700, "a Python environment")
    say(f"installing {lock.read_text().count('==')} pinned Python packages")
    # Not built beside and renamed: the folder's own path is written into its scripts.
    run(
        [sys.executable, "-m", "venv", "--clear", "--without-pip", venv],
        "this Python cannot make virtual environments (Debian: apt-get install "
        "python3-venv).",
    )
    run(
        # --no-deps: the lock is complete, and OCA's addons ask for a distribution
        # `odoo` that no index has
        [*pip(), "--python", venv / "bin/python", "install", "-qq", "--no-deps"]
        + ["--disable-pip-version-check", "--no-input", "--require-hashes"]
        + ["--requirement", lock],
        "pip could not install the Python packages. Check the network, and pip's "
        "settings if a mirror of the Python index is used; then start again.",
        env=clean_environment(),
        stdout=sys.stderr,
    )
    for site in venv.glob("lib/python3.*/site-packages"):
        (site / "checkout.pth").write_text("".join(f"{path}\n" for path in paths))
        if not paths:
            (site / "checkout.pth").unlink()
    (venv / "complete").touch()


def site_packages(venv):
    found = next(venv.glob("lib/python3.*/site-packages"), None)
    if found is None:
        raise Failure(f"{venv} is damaged; delete it and start again")
    return found
