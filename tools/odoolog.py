"""What Odoo's log says: test results, and lines that should not be there."""

import re
from pathlib import Path

ALLOWED = Path(__file__).with_name("allowed_log_lines.txt")
LINE = re.compile(r"^\S+ \S+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+): ")
RESULT = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading")
STARTED = re.compile(r" odoo\.addons\.(\w+)\.tests\.(\w+): Starting (\S+) \.\.\.")
SKIPPED = re.compile(r": skipped (\S+) : (.*)")
OUTCOME = re.compile(r"(FAIL|ERROR): (\S+)")
# Odoo skips browser tests when it finds no browser; here that is a failure
NO_BROWSER = re.compile(r"chrome|chromium|websocket-client", re.I)


def allowed_lines(path=ALLOWED):
    """The allow list: each line a regular expression, comments start with #."""
    lines = path.read_text().splitlines()
    return [re.compile(line) for line in lines if line and not line.startswith("#")]


class LogScan:
    """Reads a log line by line.

    :param bool strict: warnings count as errors do
    :param allowed: compiled expressions of lines that are expected
    """

    def __init__(self, strict=False, allowed=()):
        self.levels = {"ERROR", "CRITICAL"} | ({"WARNING"} if strict else set())
        self.allowed = allowed
        self.total = self.failed = 0
        self.skipped, self.problems = [], []
        self.failures = []  # a test's name and its traceback, as the log has them
        self._open = False  # whether the lines that come belong to the last of them

    def feed(self, line):
        """:return: what a person wants to see of the line, or None"""
        head = LINE.match(line)
        if head is not None:
            message = line[head.end() :]
            self._open = bool(OUTCOME.match(message))
            if self._open:
                self.failures.append(message)
        elif self._open:
            self.failures[-1] += line
        return self._shown(line, head)

    def _shown(self, line, head):
        if found := STARTED.search(line):
            return f"  {found[1]}/{found[2]} {found[3]}\n"
        if found := SKIPPED.search(line):
            if NO_BROWSER.search(found[2]):
                self.problems.append(f"no browser: {line.strip()}")
            else:
                self.skipped.append(f"{found[1]}: {found[2]}")
            return line
        if found := RESULT.search(line):
            self.failed += int(found[1]) + int(found[2])
            self.total += int(found[3])
            return None
        if head is None:  # of a traceback, or of a program that Odoo started
            return line
        if head["level"] not in ("WARNING", "ERROR", "CRITICAL"):
            return None
        if head["level"] in self.levels and not self._expected(line, head):
            self.problems.append(line.strip())
        return line

    def _expected(self, line, head):
        # a failed test is counted in the result, and so is what its browser said
        if OUTCOME.match(line[head.end() :]) or head["logger"].endswith(".browser"):
            return True
        return any(expression.search(line) for expression in self.allowed)

    @property
    def passed(self):
        return max(0, self.total - self.failed - len(self.skipped))
