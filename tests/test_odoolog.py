import re
import unittest

from tools.odoolog import LogScan, allowed_lines

HEAD = "2026-01-02 03:04:05,678 99 {} db {}: {}"
TESTS = "odoo.addons.customer_portal.tests.test_policy"


def scanned(*lines, **options):
    scan = LogScan(**options)
    for level, logger, message in lines:
        scan.feed(HEAD.format(level, logger, message))
    return scan


class TestLogScan(unittest.TestCase):
    def test_counts(self):
        scan = scanned(
            ("INFO", TESTS, "Starting TestPolicy.test_a ..."),
            ("INFO", TESTS, "skipped TestPolicy.test_b : not today"),
            ("ERROR", TESTS, "FAIL: TestPolicy.test_c"),
            ("ERROR", TESTS, "ERROR: TestPolicy.test_d"),
            ("ERROR", f"{TESTS}.TestPolicy.test_d.browser", "FAILED: [1/2] Tour x"),
            (
                "ERROR",
                "odoo.tests.result",
                "1 failed, 1 error(s) of 9 tests when loading database 'db'",
            ),
        )
        self.assertEqual((scan.passed, scan.failed, len(scan.skipped)), (6, 2, 1))
        self.assertEqual(scan.problems, [])

    def test_failures_with_their_tracebacks(self):
        scan = LogScan()
        for line in (
            HEAD.format("ERROR", TESTS, "FAIL: TestPolicy.test_c\n"),
            "Traceback (most recent call last):\n",
            "AssertionError: 1 != 2\n",
            HEAD.format("INFO", TESTS, "Starting TestPolicy.test_d ...\n"),
            "said by a program\n",
        ):
            scan.feed(line)
        self.assertEqual(
            scan.failures,
            [
                "FAIL: TestPolicy.test_c\nTraceback (most recent call last):\n"
                "AssertionError: 1 != 2\n"
            ],
        )

    def test_an_error_outside_the_tests_is_a_problem(self):
        line = ("ERROR", "odoo.sql_db", "bad query: SELECT")
        self.assertEqual(len(scanned(line).problems), 1)
        allowed = [re.compile("bad query")]
        self.assertEqual(scanned(line, allowed=allowed).problems, [])

    def test_a_warning_is_a_problem_when_strict(self):
        line = ("WARNING", "odoo.modules.loading", "no access rule")
        self.assertEqual(scanned(line).problems, [])
        self.assertEqual(len(scanned(line, strict=True).problems), 1)

    def test_a_missing_browser_is_no_skip(self):
        scan = scanned(
            ("INFO", TESTS, "skipped TestTour.test_x : Chrome executable not found")
        )
        self.assertEqual((len(scan.skipped), len(scan.problems)), (0, 1))

    def test_what_is_shown(self):
        scan = LogScan()
        self.assertIsNone(scan.feed(HEAD.format("INFO", "odoo.http", "GET /my")))
        self.assertIn(
            "customer_portal/test_policy TestPolicy.test_a",
            scan.feed(HEAD.format("INFO", TESTS, "Starting TestPolicy.test_a ...")),
        )
        trace = '  File "x.py", line 1\n'
        self.assertEqual(scan.feed(trace), trace)

    def test_allow_list_is_commented(self):
        self.assertIsNotNone(allowed_lines())
