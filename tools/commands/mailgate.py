"""Hand an incoming mail to the running Odoo, as a mail server would.

./dev mailgate < mail.eml
"""

import sys
import xmlrpc.client
from pathlib import Path

from .. import settings
from ..console import Failure


def add_arguments(parser):
    parser.add_argument("file", nargs="?", help="the mail; standard input by default")
    parser.add_argument("--password", default="admin", help="of the administrator")


def main(arguments):
    name = arguments.file
    mail = Path(name).read_bytes() if name else sys.stdin.buffer.read()
    server = xmlrpc.client.ServerProxy(f"{settings.URL}/xmlrpc/2/object")
    administrator = 2  # base.user_admin of every Odoo database
    try:
        record = server.execute_kw(
            settings.DATABASE,
            administrator,
            arguments.password,
            "mail.thread",
            "message_process",
            [False, xmlrpc.client.Binary(mail)],
        )
    except OSError as error:
        raise Failure(f"Odoo does not answer on {settings.URL}: ./dev run") from error
    except xmlrpc.client.Fault as fault:
        reason = fault.faultString.strip().splitlines()[-1]
        raise Failure(f"Odoo refused the mail: {reason}") from fault
    print(record)
    return 0
