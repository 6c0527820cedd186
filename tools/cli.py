"""`./dev`: one module of tools.commands for each command."""

import argparse
import errno
import importlib
import os
import subprocess
import sys

from .console import Failure

COMMANDS = (
    "setup",
    "run",
    "test",
    "lint",
    "translate",
    "screenshots",
    "bench",
    "shell",
    "psql",
    "mail",
    "mailgate",
    "stop",
    "reset",
    "doctor",
)
EPILOG = """environment:
  ODOO_HTTP_PORT  port of Odoo (8069)
  SMTP_SINK_PORT  port of the mail sink (1025)
  DEV_STATE       this checkout's database, files, logs and mails (.dev)
  DEV_CACHE       downloads shared by all checkouts (the user's cache folder)
  ODOO_HOME       an Odoo 19 to use instead of Debian's
  DEBIAN_MIRROR   where to take Debian's packages from, instead of apt's own archive
  PGHOST, PGPORT, PGUSER, PGPASSWORD
                  a PostgreSQL server to use instead of the embedded one
Checkouts with different ports and state run side by side."""


def parser():
    formatter = argparse.RawDescriptionHelpFormatter
    top = argparse.ArgumentParser(
        prog="./dev",
        description="Runs, tests and checks the Customer Portal for Odoo 19.",
        epilog=EPILOG,
        formatter_class=formatter,
    )
    subparsers = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = importlib.import_module(f".commands.{name}", __package__)
        summary = module.__doc__.splitlines()[0]
        sub = subparsers.add_parser(
            name,
            help=summary,
            description=module.__doc__,
            formatter_class=formatter,
        )
        module.add_arguments(sub)
        sub.set_defaults(main=module.main)
    return top


def main(argv):
    """:return: exit status"""
    arguments = parser().parse_args(argv)
    try:
        return arguments.main(arguments)
    except Failure as failure:
        print(f"dev: {failure}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    except subprocess.CalledProcessError as error:
        command = " ".join(map(str, error.cmd))
        print(f"dev: failed with status {error.returncode}: {command}", file=sys.stderr)
    except BrokenPipeError:  # `./dev mail | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"dev: {_explain(error)}", file=sys.stderr)
    return 1


def _explain(error):
    mends = {
        errno.ENOSPC: "Make room, or point DEV_CACHE and DEV_STATE to another disk.",
        errno.EACCES: "Set DEV_STATE and DEV_CACHE to folders of your own, or delete "
        "what another user (root?) left there.",
        errno.ENOENT: "Is that program or file missing on this machine?",
    }
    return f"{error}. {mends.get(error.errno, '')}"
