"""Run Odoo with the addons of this repository and their demo data.

Stays in the foreground until Ctrl-C. Changed addons are updated at the start. Mails
that Odoo sends are kept in a folder and go nowhere. Further arguments are handed to
Odoo: ./dev run -- --dev=xml
"""

import fcntl
import os
import signal
import sys

from .. import settings
from ..console import Failure, say
from ..demo import LOGINS, DemoDatabase
from ..project import opened
from ..servers import background, check_port, mail_sink, wait_for_page


def add_arguments(parser):
    parser.add_argument("odoo", nargs="*", help="arguments for Odoo, after --")
    parser.add_argument("--verbose", action="store_true", help="show Odoo's whole log")


def main(arguments):
    check_port(settings.HTTP_PORT, "ODOO_HTTP_PORT")
    check_port(settings.SMTP_PORT, "SMTP_SINK_PORT")
    for number in (signal.SIGTERM, signal.SIGINT):  # also when started in background
        signal.signal(number, _interrupt)
    with opened() as project, _running():
        DemoDatabase(project).update()
        say("starting Odoo")
        level = [] if arguments.verbose else ["--log-level=warn"]
        command, env = project.command(settings.DATABASE, *level, *arguments.odoo)
        sink = mail_sink(project, settings.SMTP_PORT, settings.MAILS / "sent")
        with background(sink, env=env), background(command, env=env) as server:
            try:
                wait_for_page(f"{settings.URL}/web/login", server)
                print(_table(), flush=True)
                return server.wait()
            except KeyboardInterrupt:
                say("stopping")
                return 0


def _interrupt(*_signal):
    raise KeyboardInterrupt


class _running:
    """Keeps the process number where `./dev stop` finds it."""

    def __enter__(self):
        self.stream = open(settings.STATE / "run.pid", "a+")  # noqa: SIM115
        try:
            fcntl.flock(self.stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = "./dev run is already running here; ./dev stop ends it"
            raise Failure(message) from error
        self.stream.truncate(0)
        self.stream.write(str(os.getpid()))
        self.stream.flush()

    def __exit__(self, *_error):
        self.stream.truncate(0)
        self.stream.close()


def _table():
    folder = settings.MAILS / "sent"
    if folder.is_relative_to(os.getcwd()):
        folder = folder.relative_to(os.getcwd())
    width = max(len(login) for login, _password, _who in LOGINS)
    lines = [f"  {login:{width}}  {word:16}  {who}" for login, word, who in LOGINS]
    bold, plain = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("", "")
    return "\n".join(
        [
            "",
            f"  {bold}{settings.URL}{plain}   (Ctrl-C stops it)",
            "",
            *lines,
            "",
            f"  Mails are not sent but kept in {folder}: ./dev mail",
            "",
        ]
    )
