"""Open Odoo's Python shell on the demo database.

Further arguments are handed to `odoo shell`. Code on standard input is run:
echo 'print(env.user.name)' | ./dev shell
"""

from .. import settings
from ..demo import DemoDatabase
from ..project import opened


def add_arguments(parser):
    parser.add_argument("odoo", nargs="*", help="arguments for odoo shell, after --")


def main(arguments):
    with opened() as project:
        DemoDatabase(project).update()
        return project.odoo(
            settings.DATABASE,
            "shell",
            "--no-http",
            "--log-level=warn",
            *arguments.odoo,
            check=False,
        ).returncode
