# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Work in Odoo's shell, beside the measurement, in processes that can be killed."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def shell(code, **values):
    """Run code in Odoo's shell.

    :param str code: prints ``RESULT`` and JSON as its result
    :param values: put into the code
    :return: the process, a group of its own
    """
    with tempfile.TemporaryFile("w+") as stream:
        stream.write(code.format(**values))
        stream.seek(0)
        return subprocess.Popen(
            [ROOT / "dev", "shell"],
            stdin=stream,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            text=True,
        )


def result(process):
    """Return what a process printed as its result.

    :raise SystemExit: if it printed none
    """
    text, _none = process.communicate()
    for line in text.splitlines():
        _before, mark, value = line.partition("RESULT ")
        if mark:
            return json.loads(value)
    sys.exit(f"no result:\n{text[-3000:]}")
