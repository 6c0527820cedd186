"""Measure what the addon costs internal users, beside Odoo without it.

Makes two databases of the same data, one with the addon, and runs
benchmarks/internal_users.py in each, in turns, so that what else the machine does
concerns both. Prints microseconds (medians of the rounds) and their ratio.
"""

import json
import os
import statistics
import subprocess

from .. import settings
from ..console import Failure, say
from ..project import opened

SCRIPT = settings.ROOT / "benchmarks/internal_users.py"
QUIET = ("--no-http", "--max-cron-threads=0", "--smtp-port=1", "--log-level=error")


def add_arguments(parser):
    parser.add_argument("--rounds", type=int, default=5, help="of each database (5)")
    parser.add_argument("--json", metavar="FILE", help="write the figures there, too")


def main(arguments):
    with opened() as project:
        prefix = f"{settings.DATABASE}_test_bench_{os.getpid()}"
        databases = {"stock": f"{prefix}_stock", "ours": f"{prefix}_ours"}
        try:
            _prepare(project, databases)
            rounds = []
            for number in range(1, arguments.rounds + 1):
                say(f"round {number} of {arguments.rounds}")
                rounds.append(
                    {name: _run(project, db) for name, db in databases.items()}
                )
        finally:
            for database in databases.values():
                project.postgres.drop(database)
                (settings.STATE / f"{database}.conf").unlink(missing_ok=True)
    results = _medians(rounds)
    _print(results)
    if arguments.json:
        with open(arguments.json, "w") as stream:
            json.dump(results, stream, indent=2)
    return 0


def _prepare(project, databases):
    for database in databases.values():
        project.postgres.copy(project.template(), database)
    say("installing the addon in one of two databases")
    addons = ",".join(settings.addons())
    project.odoo(databases["ours"], "--init", addons, "--stop-after-init", *QUIET)


def _run(project, database):
    """:return: seconds per call by name"""
    result = project.odoo(
        database,
        "shell",
        *QUIET,
        addons=not database.endswith("_stock"),
        input=SCRIPT.read_text(),
        stdout=subprocess.PIPE,
        text=True,
    )
    for line in result.stdout.splitlines():
        _before, mark, text = line.partition("RESULT ")
        if mark:
            return json.loads(text)
    raise Failure(f"{SCRIPT.name} printed no result:\n{result.stdout}")


def _medians(rounds):
    """:return: by name the medians of stock and ours, in seconds, and their ratio"""
    results = {}
    for name in rounds[0]["stock"]:
        stock, ours = (
            statistics.median(round_[side][name] for round_ in rounds)
            for side in ("stock", "ours")
        )
        results[name] = {"stock": stock, "ours": ours, "ratio": ours / stock}
    return results


def _print(results):
    print(f"{'internal user, microseconds':34}{'stock':>12}{'ours':>12}{'ratio':>8}")
    for name, row in results.items():
        stock, ours = row["stock"] * 1e6, row["ours"] * 1e6
        print(f"{name:34}{stock:12.3f}{ours:12.3f}{row['ratio']:8.2f}")
