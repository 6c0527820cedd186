"""The rest of tools/: settings, counting, mails, hooks."""

import re
import tempfile
import unittest
from pathlib import Path

from tools import cli, settings
from tools.commands.bench import find_problems
from tools.commands.mail import caught
from tools.demo import fingerprint
from tools.linters import LINTERS
from tools.selection import APPS
from tools.suites import Outcome, junit_outcome, unittest_outcome


class TestTools(unittest.TestCase):
    def folder(self):
        return Path(self.enterContext(tempfile.TemporaryDirectory()))

    def test_every_command_has_help(self):
        text = cli.parser().format_help()
        for name in cli.COMMANDS:
            self.assertRegex(text, rf"\n    {name}\s+[A-Z]\w+ ")

    def test_hooks_are_the_linters(self):
        hooks = (settings.ROOT / ".pre-commit-config.yaml").read_text()
        self.assertEqual(re.findall(r"entry: \./dev lint (\S+)", hooks), list(LINTERS))
        self.assertEqual(re.findall(r"- id: (\S+)", hooks), list(LINTERS))

    def test_every_addon_can_be_packed(self):
        core = (settings.ROOT / "customer_portal/pyproject.toml").read_text()
        for addon in settings.addons():
            path = settings.ROOT / addon / "pyproject.toml"
            self.assertEqual(path.read_text(), core, addon)

    def test_foundations(self):
        self.assertIn("helpdesk_mgmt", settings.foundations())
        self.assertIn("website", settings.foundations())
        self.assertNotIn("website", settings.foundations(further=()))
        self.assertNotIn("customer_portal", settings.foundations())

    def test_glue(self):
        """Its tests run in the part `apps`, where Odoo installs it by itself."""
        glue = set(settings.addons()) - set(settings.addons(glue=False))
        apps = settings.foundations(("website",), glue=True)
        for name, addon in (
            ("customer_portal_helpdesk_product", "helpdesk_product"),
            ("customer_portal_helpdesk_project", "helpdesk_mgmt_project"),
        ):
            self.assertIn(name, glue)
            self.assertIn(addon, apps)
            self.assertNotIn(addon, settings.foundations())
        self.assertLessEqual({*apps} - {*settings.foundations()}, {*APPS})

    def test_fingerprint_changes_with_what_an_update_reads(self):
        root = self.folder()
        (root / "shop/tests").mkdir(parents=True)
        (root / "shop/models.py").write_text("a = 1")
        first = fingerprint("shop", root)
        (root / "shop/tests/test_a.py").write_text("a = 1")
        self.assertEqual(fingerprint("shop", root), first)
        (root / "shop/models.py").write_text("a = 2")
        self.assertNotEqual(fingerprint("shop", root), first)

    def test_counts_of_unittest(self):
        for text, expected in (
            ("x\nRan 3 tests in 0.1s\n\nOK (skipped=1)\n", (2, 0, 1)),
            ("\nRan 5 tests in 1s\n\nFAILED (failures=1, errors=2)\nbye", (2, 3, 0)),
            ("ImportError", (0, 0, 0)),
        ):
            outcome = unittest_outcome(text)
            counts = (outcome.passed, outcome.failed, outcome.skipped)
            self.assertEqual(counts, expected)

    def test_failures_of_unittest(self):
        text = (
            "test_a (x) ... FAIL\n" + "=" * 70 + "\nFAIL: test_a (x)\n" + "-" * 70
        ) + "\nAssertionError\n\nRan 1 test in 1s\n\nFAILED (failures=1)\n"
        (failure,) = unittest_outcome(text).failures
        self.assertIn("FAIL: test_a (x)", failure)
        self.assertIn("AssertionError", failure)

    def test_counts_of_pytest(self):
        report = self.folder() / "report.xml"
        report.write_text(
            "<testsuites><testsuite>"
            '<testcase classname="A" name="a"/><testcase classname="A" name="a"/>'
            '<testcase classname="A" name="b"/>'
            '<testcase classname="A" name="b"><failure/></testcase>'
            '<testcase classname="A" name="c"><skipped/></testcase>'
            "</testsuite></testsuites>"
        )
        self.assertEqual(junit_outcome(report), Outcome(1, 1, 1))

    def test_no_test_is_a_problem(self):
        self.assertEqual(len(Outcome().check("x").problems), 1)
        self.assertEqual(len(Outcome(passed=1).check("x", status=1).problems), 1)
        self.assertEqual(Outcome(passed=1).check("x").problems, [])
        self.assertEqual(Outcome(failed=1).check("x", status=1).problems, [])

    def test_limit_of_the_benchmark(self):
        alike = {"stock": 3, "ours": 3}
        for ratio, queries, count in (
            (0.98, alike, 0),
            (1.05, alike, 0),
            (1.06, alike, 1),
            (1.0, {"stock": 3, "ours": 4}, 1),
            (1.0, {"stock": 4, "ours": 3}, 0),
            (2.0, {"stock": 3, "ours": 4}, 2),
        ):
            results = {"read": {"ratio": ratio, "queries": queries}}
            problems = find_problems(results, 1.05)
            self.assertEqual(len(problems), count, problems)
            self.assertTrue(all("read" in problem for problem in problems))

    def test_caught_mails(self):
        folder = self.folder()
        (folder / "new").mkdir()
        (folder / "new/1").write_bytes(
            b"From: a@b.example\nTo: c@d.example\nX-RcptTo: e@f.example\n"
            b"Subject: =?utf-8?q?Pr=C3=BCfung?=\nContent-Type: text/plain\n\nhello\n"
        )
        (mail,) = caught(folder)
        self.assertEqual(mail["subject"], "Prüfung")
        self.assertEqual(mail["to"], "e@f.example")
        self.assertEqual(mail["text"], "hello\n")
        self.assertEqual(mail["attachments"], [])
