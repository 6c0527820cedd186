"""The parts of the test run: the addons in each kind of database, the tools."""

import contextlib
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

from . import settings
from .browser import ensure_browser
from .console import Failure, clean_environment, run, say
from .node import ensure_node_modules
from .odoolog import LogScan, allowed_lines
from .servers import free_port

INSTALL = ("--stop-after-init", "--max-cron-threads=0", "--with-demo")


@dataclass
class Outcome:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    problems: list = field(default_factory=list)
    failures: list = field(default_factory=list)  # each a test's name and traceback

    def __add__(self, other):
        return Outcome(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.problems + other.problems,
            self.failures + other.failures,
        )

    def check(self, name, status=0):
        """Zero tests and a bad exit are failures too, if nothing else was."""
        if not self.passed + self.failed + self.skipped:
            self.problems.append(f"{name}: no test was run")
        elif status and not self.failed and not self.problems:
            self.problems.append(f"{name}: the process ended with status {status}")
        return self


class AddonTests:
    """Tests of the addons in a database of their own.

    :param project: an opened Project
    :param part: Part of the tests
    :param str tags: Odoo's --test-tags
    """

    def __init__(self, project, part, tags):
        self.project, self.part, self.tags = project, part, tags
        self.name = f"of the part {part.name}"
        short = part.name.replace("-", "_")
        self.database = f"{settings.DATABASE}_test_{short}_{os.getpid()}"
        self.log = settings.LOGS / f"test-{part.name}.log"

    def run(self, strict=False, pytest=False, coverage=False, keep=False):
        wrapper = ("-m", "coverage", "run", "--parallel-mode") if coverage else ()
        with self._database(keep):
            if pytest:
                return self._run_pytest(wrapper)
            return self._run_odoo(strict, wrapper)

    @contextlib.contextmanager
    def _database(self, keep):
        postgres = self.project.postgres
        template = self.project.template(self.part.modules)
        say(f"tests {self.name}: {os.path.relpath(self.log)}")
        postgres.copy(template, self.database)
        try:
            yield
        finally:
            if keep:
                say(f"kept the database {self.database}")
            else:
                postgres.drop(self.database)
            (settings.STATE / f"{self.database}.conf").unlink(missing_ok=True)

    def _modules(self):
        manifests = settings.manifests()
        # Odoo adds the glue of what is there
        names = settings.addons(tests=True, glue=False)
        if "website" not in self.part.modules:
            names = [
                name
                for name in names
                if not any(d.startswith("website") for d in manifests[name]["depends"])
            ]
        return ",".join(names)

    def _run_odoo(self, strict, wrapper):
        command, env = self.project.command(
            self.database,
            "--init",
            self._modules(),
            "--test-tags",
            self.tags,
            "--http-port",
            free_port(),
            *INSTALL,
            wrapper=wrapper,
        )
        scan = LogScan(strict, allowed_lines())
        with (
            open(self.log, "w") as stream,
            subprocess.Popen(
                command,
                env=env,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            ) as process,
        ):
            for line in process.stdout:
                stream.write(line)
                if shown := scan.feed(line):
                    sys.stdout.write(f"{self.part.name}: {shown}")
                    sys.stdout.flush()
        outcome = Outcome(
            scan.passed,
            scan.failed,
            len(scan.skipped),
            list(scan.problems),
            [f"{self.part.name}: {failure}" for failure in scan.failures],
        )
        return outcome.check(f"tests {self.name}", process.returncode)

    def _run_pytest(self, wrapper):
        self.project.odoo(
            self.database,
            "--init",
            self._modules(),
            "--no-http",
            "--log-level=warn",
            *INSTALL,
        )
        report = settings.LOGS / f"pytest-{self.database}.xml"
        _command, env = self.project.command(self.database)
        env["PYTHONPATH"] = str(settings.ROOT)
        status = run(
            [
                *(self.project.python, *(wrapper or ()), "-m", "pytest"),
                *("-p", "tools.pytest_tags", "-p", "no:cacheprovider"),
                *("--odoo-http", f"--odoo-test-tags={self.tags}"),
                f"--junitxml={report}",
                *settings.addons(tests=True),
            ],
            env=env,
            check=False,
            cwd=settings.ROOT,
        ).returncode
        outcome = junit_outcome(report) if report.exists() else Outcome()
        report.unlink(missing_ok=True)
        return outcome.check(f"tests {self.name}", status)


def junit_outcome(path):
    """From the report of pytest, where a test stands once for each of its subtests."""
    worst = {}
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        test = case.get("classname"), case.get("name")
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            worst[test] = "failed"
        elif "skipped" in kinds:
            worst.setdefault(test, "skipped")
        else:
            worst.setdefault(test, "passed")
    results = list(worst.values())
    return Outcome(*map(results.count, ("passed", "failed", "skipped")))


def repository_tests(project, files=(), word=""):
    """The tests in tests/: packaging, life cycle, these tools."""
    say("tests of the repository")
    names = [_module(name) for name in files]
    command = [project.python, "-m", "unittest"]
    command += names or ["discover", "-s", "tests", "-t", "."]
    command.append("-v")
    if word:
        command += ["-k", word]
    lines = []
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=settings.ROOT,
        # not project.env: its PGHOST would pass for a server of the user's own
        env={**clean_environment(), "PATH": project.env["PATH"]},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stderr:
            lines.append(line)
            sys.stdout.write(line)
            sys.stdout.flush()
    outcome = unittest_outcome("".join(lines))
    if word and not outcome.passed + outcome.failed + outcome.skipped:
        return outcome
    return outcome.check("tests of the repository", process.returncode)


def _module(name):
    """tests/test_x.py::Class::method as unittest writes it"""
    path, *inner = name.split("::")
    return ".".join([path.removesuffix(".py").strip("/").replace("/", "."), *inner])


def unittest_outcome(text):
    """From what `python -m unittest` prints at its end."""
    text, end = text[: text.rfind("\nRan ")], text[text.rfind("\nRan ") + 1 :]
    failures = re.split(r"^=+$\n(?=(?:FAIL|ERROR): )", text, flags=re.M)[1:]

    def number(expression):
        found = re.search(expression, end)
        return int(found[1]) if found else 0

    failed = number(r"failures=(\d+)") + number(r"errors=(\d+)")
    skipped = number(r"skipped=(\d+)")
    total = number(r"Ran (\d+) tests?")
    passed = max(0, total - failed - skipped)
    return Outcome(passed, failed, skipped, failures=failures)


def browser_path(project):
    """Put a browser on the PATH of the tests."""
    if folder := ensure_browser():
        project.env["PATH"] = f"{folder}:{project.env['PATH']}"


def axe_path(project):
    """Tell the tests where axe-core is, which comes with the linters of JavaScript.

    Without it they fail, and say so.
    """
    try:
        folder = ensure_node_modules()
    except Failure as failure:
        say(f"no axe-core: {failure}")
        return
    project.env["AXE_CORE"] = str(folder / "node_modules/axe-core/axe.min.js")
