"""Fetch and prepare everything (run and test do it by themselves).

Nothing is installed into the system. What was fetched is kept in DEV_CACHE; a set-up
that was cut off goes on where it stopped.
"""

from ..browser import ensure_browser
from ..console import say
from ..project import opened


def add_arguments(parser):
    parser.add_argument(
        "--no-browser", action="store_true", help="leave out Chromium, for the tests"
    )


def main(arguments):
    with opened() as project:
        if not arguments.no_browser:
            ensure_browser()
        project.template()
    say("ready: ./dev run, ./dev test")
    return 0
