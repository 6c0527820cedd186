"""Speaking to the person at the terminal, and running programs for them."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time

from . import settings

_STARTED = time.monotonic()


class Failure(Exception):
    """Something that the message explains, with the mend in it."""


def say(message):
    """A line of progress, on stderr: stdout is for results."""
    stamp = f"[{time.monotonic() - _STARTED:6.1f}s]"
    if sys.stderr.isatty():
        stamp = f"\033[1m{stamp}\033[0m"
    print(stamp, message, file=sys.stderr, flush=True)


def run(command, failure=None, **options):
    """subprocess.run with check, unless told otherwise.

    :param str failure: what to tell the person when it fails (raises Failure)
    """
    options.setdefault("check", True)
    try:
        return subprocess.run([str(part) for part in command], **options)
    except subprocess.CalledProcessError as error:
        if failure is None:
            raise
        raise Failure(failure) from error


def output(command, **options):
    return run(command, stdout=subprocess.PIPE, text=True, **options).stdout


def sha256(path):
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextlib.contextmanager
def locked(name, folder=settings.CACHE):
    """One at a time per cache (or other folder), however many terminals."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f".{name}.lock", "w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another ./dev that prepares {name}")
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def replacing(folder):
    """A scratch folder that takes `folder`'s place only when all went well."""
    scratch = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    yield scratch
    shutil.rmtree(folder, ignore_errors=True)
    scratch.rename(folder)


def need_space(megabytes, why):
    """:raises Failure: when the cache's disk has less room than that"""
    settings.CACHE.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.CACHE).free // 1_000_000
    if free < megabytes:
        raise Failure(
            f"{why} takes about {megabytes} MB and the disk of {settings.CACHE} has "
            f"{free} MB left. Make room, or point DEV_CACHE and DEV_STATE to another "
            "disk; what is already there is kept and the set-up goes on from it."
        )


def clean_environment():
    """Ours, less what makes every start of Odoo seconds slower."""
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment
