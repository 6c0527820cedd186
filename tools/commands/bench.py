"""Measure what the addon costs internal users, beside Odoo without it.

Makes two databases of the same data, one with the addon, and runs
benchmarks/internal_users.py in each, in turns, so that what else the machine does
concerns both. Prints microseconds of the processor (medians of the rounds), their ratio
and the number of queries. With --limit it fails where the addon costs more than that.
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
    parser.add_argument(
        "--limit",
        type=float,
        metavar="RATIO",
        help="fail where a ratio is larger (1.05), or where there are more queries",
    )


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
    problems = find_problems(results, arguments.limit) if arguments.limit else []
    for problem in problems:
        print(f"failed: {problem}")
    return 1 if problems else 0


def _prepare(project, databases):
    for database in databases.values():
        project.postgres.copy(project.template(), database)
    say("installing the addon in one of two databases")
    addons = ",".join(settings.addons(glue=False))
    project.odoo(databases["ours"], "--init", addons, "--stop-after-init", *QUIET)


def _run(project, database):
    """:return: seconds and queries per call, by name"""
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
    """:return: by name the medians of stock and ours, their ratio, and the queries"""
    results = {}
    for name in rounds[0]["stock"]:
        stock, ours = (
            statistics.median(round_[side][name]["seconds"] for round_ in rounds)
            for side in ("stock", "ours")
        )
        queries = {side: rounds[-1][side][name]["queries"] for side in rounds[-1]}
        results[name] = {
            "stock": stock,
            "ours": ours,
            "ratio": ours / stock,
            "queries": queries,
        }
    return results


def find_problems(results, limit):
    """Compare with what is allowed.

    :param dict results: as :func:`_medians` returns them
    :param float limit: the largest ratio allowed
    :return: a sentence for each measure that costs more
    :rtype: list[str]
    """
    problems = []
    for name, row in results.items():
        if row["ratio"] > limit:
            ratio = f"{row['ratio']:.3f}"
            problems.append(f"{name}: {ratio} times the stock, {limit} are allowed")
        if row["queries"]["ours"] > row["queries"]["stock"]:
            queries = "{ours} queries, {stock} in stock".format(**row["queries"])
            problems.append(f"{name}: {queries}")
    return problems


def _print(results):
    head = ("stock", "ours", "ratio", "queries")
    print(f"{'internal user, microseconds':34}" + "".join(f"{h:>12}" for h in head))
    for name, row in results.items():
        stock, ours = row["stock"] * 1e6, row["ours"] * 1e6
        queries = "{stock} / {ours}".format(**row["queries"])
        print(f"{name:34}{stock:12.3f}{ours:12.3f}{row['ratio']:12.2f}{queries:>12}")
