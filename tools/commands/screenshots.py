"""Take the documentation's pictures anew, from the demo data.

Installs the addons with demo data into a database of its own, opens their pages in a
headless Chromium and writes docs/images/. The same data, whatever was done to those of
`./dev run`; only dates differ, the demo data counting back from today.
"""

import os
import shutil
from pathlib import Path

from .. import settings
from ..browser import NAMES, ensure_browser
from ..console import run, say
from ..project import opened
from ..servers import background, free_port, wait_for_page

QUIET = ("--max-cron-threads=0", "--smtp-port=1", "--log-level=warn")


def add_arguments(parser):
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="some pictures, as: list phone-list"
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=settings.ROOT / "docs/images",
        help="where to write them (docs/images)",
    )


def main(arguments):
    folder = arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with opened() as project:
        database = f"{settings.DATABASE}_test_screenshots_{os.getpid()}"
        project.postgres.copy(project.template(), database)
        try:
            _take(project, database, folder, arguments.names)
        finally:
            project.postgres.drop(database)
            (settings.STATE / f"{database}.conf").unlink(missing_ok=True)
    return 0


def _take(project, database, folder, names):
    addons = ",".join(settings.addons())
    say(f"installing {addons} with demo data")
    once = ("--init", addons, "--with-demo", "--stop-after-init", "--no-http")
    project.odoo(database, *once, *QUIET)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command, env = project.command(database, f"--http-port={port}", *QUIET)
    log = settings.LOGS / "screenshots.log"
    with (
        open(log, "w") as stream,
        background(command, env=env, stdout=stream, stderr=stream) as server,
    ):
        wait_for_page(f"{url}/web/login", server)
        say(f"taking pictures; Odoo's log is {os.path.relpath(log)}")
        run(
            [project.python, "-m", "tools.pictures", _browser(), url, folder, *names],
            "a picture could not be taken, see above",
            cwd=settings.ROOT,
            env=project.env,
        )


def _browser():
    path = os.pathsep.join(filter(None, (ensure_browser(), os.environ.get("PATH"))))
    return next(filter(None, (shutil.which(name, path=path) for name in NAMES)))
