"""Delete the demo database and the caught mails; the next run makes them anew.

With --all everything of this checkout goes: databases, templates, logs. The shared
downloads stay.
"""

import shutil

from .. import settings
from ..postgres import EXTERNAL
from ..project import opened
from .stop import stop_all


def add_arguments(parser):
    parser.add_argument("--all", action="store_true", help="delete DEV_STATE as well")


def main(arguments):
    stop_all()
    shutil.rmtree(settings.MAILS, ignore_errors=True)
    if EXTERNAL or not arguments.all:
        with opened() as project:
            project.postgres.drop(settings.DATABASE)
            if arguments.all:
                _drop_own(project.postgres)
    if arguments.all:
        shutil.rmtree(settings.STATE, ignore_errors=True)
    return 0


def _drop_own(postgres):
    """Templates and test databases, on a server that is not ours to delete."""
    names = postgres.sql(
        "select datname from pg_database where datname ~ "
        f"'^{settings.DATABASE}_(template|test)_' and datdba = current_user::regrole"
    )
    for name in names.splitlines():
        postgres.drop(name)
