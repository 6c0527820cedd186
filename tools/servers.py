"""Processes in the background, and the pages they answer."""

import contextlib
import errno
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from .console import Failure


def check_port(port, variable):
    """:raises Failure: when another program listens there"""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            reason = f"port {port} is in use (by another ./dev run? ./dev stop ends it)"
            if error.errno == errno.EACCES:
                reason = f"this user may not open port {port}"
            raise Failure(
                f"{reason}. Choose another one: {variable}={port + 1} ./dev run"
            ) from error


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def mail_sink(project, port, folder):
    """Command of an SMTP server that keeps every mail as a file (a Maildir)."""
    return [
        *(project.python, "-m", "aiosmtpd", "--nosetuid"),
        *("--listen", f"127.0.0.1:{port}"),
        *("--class", "aiosmtpd.handlers.Mailbox", str(folder)),
    ]


@contextlib.contextmanager
def background(command, **options):
    """A process that gets no Ctrl-C of the terminal and is ended politely."""
    command = [str(part) for part in command]
    process = subprocess.Popen(command, start_new_session=True, **options)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for_page(url, process, seconds=600):
    """Wait until the address answers 200.

    :raises Failure: the process ended or the time is over
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise Failure(f"Odoo ended with status {process.returncode}")
        with contextlib.suppress(OSError, urllib.error.URLError):
            with urllib.request.urlopen(url, timeout=60) as answer:
                if answer.status == 200:
                    return
        time.sleep(0.2)
    raise Failure(f"{url} does not answer after {seconds} seconds")
