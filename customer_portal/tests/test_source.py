# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import ast
import re
from pathlib import Path

from odoo.tests import BaseCase, tagged

ADDON = Path(__file__).parent.parent
#: Places where rights are bypassed; a new one is a decision, not an accident.
EXPECTED = 210
BYPASS = re.compile(
    r"\.sudo\((?!False)|with_user\((?:SUPERUSER_ID|1)\)|su=True"
    r"|Environment\([^,()]+(?:\(\))?, (?:SUPERUSER_ID|1)\b|user=SUPERUSER_ID"
)
BUSINESS = re.compile(
    r"helpdesk|ticket|\b(?:sale|purchase)\.order|account\.move|project\.(?:task|project)"
    r"|crm\.lead|stock\.picking|product\.(?:product|template)",
    re.I,
)
TEMPLATE_CODE = re.compile(r"env\[|\.sudo\(|\.search\(|\.browse\(|\.env\b")


@tagged("-at_install", "post_install")
class TestSource(BaseCase):
    """Rules of the house that a test can read off the source."""

    def _sources(self):
        for folder in (".", "models", "controllers", "wizards"):
            for path in sorted((ADDON / folder).glob("*.py")):
                yield path, path.read_text().splitlines()

    def test_every_sudo_has_its_reason(self):
        count = 0
        for path, lines in self._sources():
            for number, line in enumerate(lines):
                if BYPASS.search(line):
                    count += 1
                    before = "\n".join(lines[max(0, number - 8) : number + 1])
                    self.assertIn("# sudo: ", before, f"{path.name}:{number + 1}")
        self.assertEqual(count, EXPECTED)

    def test_what_counts_as_a_bypass(self):
        for line, counts in (
            ("users = self.sudo()", True),
            ("users = self.sudo(True)", True),
            ("self.with_user(SUPERUSER_ID).browse(1)", True),
            ("env = api.Environment(cr, SUPERUSER_ID, {})", True),
            ("env = Environment(self.env.cr, SUPERUSER_ID, context)", True),
            ("env = self.env(su=True)", True),
            ("env = self.env(user=SUPERUSER_ID)", True),
            ("users = self.sudo(False)", False),
            ("if self.env.uid != SUPERUSER_ID:", False),
            ("self.with_user(user)", False),
        ):
            self.assertEqual(bool(BYPASS.search(line)), counts, line)

    def test_policy_knows_no_odoo(self):
        """What decides about rights is plain Python: nothing can reach past it."""
        tree = ast.parse((ADDON / "policy.py").read_text())
        imported = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module if not node.level else f".{node.module}")
        self.assertEqual(imported, {"dataclasses", "datetime"})

    def test_one_check_of_fields(self):
        """It is called at every read of a field: a second override doubles its cost."""
        sources = {path.name: "\n".join(lines) for path, lines in self._sources()}
        found = [n for n, text in sources.items() if "def _has_field_access" in text]
        self.assertEqual(found, ["base.py"])

    def test_templates_compute_nothing(self):
        for path in (ADDON / "views").glob("portal_*.xml"):
            self.assertFalse(TEMPLATE_CODE.findall(path.read_text()), path.name)

    def test_pages_know_no_model(self):
        """A section is data: only what replaces another addon's pages names it."""
        pages = [*(ADDON / "views").glob("portal_*.xml"), *ADDON.glob("controllers/*")]
        replacing = {
            "portal_helpdesk_templates.xml",
            "helpdesk.py",
            "home.py",
            "__init__.py",
        }
        for path in pages:
            if path.is_file() and path.name not in replacing:
                found = BUSINESS.findall(path.read_text())
                self.assertFalse(found, path.name)

    def test_models_know_no_request(self):
        for path, lines in self._sources():
            if path.parent.name == "models" and path.name != "ir_http.py":
                source = "\n".join(lines)
                self.assertNotIn("odoo.http", source, path.name)
                self.assertNotIn("controllers", source, path.name)

    def test_routes_are_short(self):
        for path, lines in self._sources():
            if path.parent.name != "controllers":
                continue
            source = "\n".join(lines)
            for body in re.split(r"\n    @route", source)[1:]:
                body = re.split(r"\n    (?:@|def \w+\(self[^\n]*\n(?!.*))", body)[0]
                body = body.split("\n\n")[0]
                self.assertLessEqual(len(body.splitlines()), 18, path.name)
