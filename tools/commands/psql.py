"""Open psql on the demo database; further arguments are handed to psql."""

from .. import settings
from ..console import run
from ..project import opened


def add_arguments(parser):
    parser.add_argument("psql", nargs="*", help="arguments for psql, after --")


def main(arguments):
    with opened() as project:
        if not project.postgres.exists(settings.DATABASE):
            print("There is no demo database yet: ./dev run makes it.")
            return 1
        env = {**project.env, "PGDATABASE": settings.DATABASE}
        return run(["psql", *arguments.psql], env=env, check=False).returncode
