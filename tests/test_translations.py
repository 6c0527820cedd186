"""The .pot files hold exactly the terms that the addons have."""

import json

from tests.common import ProjectCase
from tools import settings
from tools.commands.translate import export
from tools.console import output

READ = """
import json, sys
import polib
from tools.translations import terms
print(json.dumps(sorted(map(str, terms(polib.pofile(sys.argv[1]))))))
"""


class TestTranslations(ProjectCase):
    def test_templates_are_not_stale(self):
        for path in export(self.project, self.scratch):
            committed = settings.ROOT / path.relative_to(self.scratch)
            self.assertTrue(
                committed.exists(), f"{committed} is missing: ./dev translate"
            )
            self.assertEqual(
                self._terms(committed),
                self._terms(path),
                f"{committed} is stale: ./dev translate",
            )

    def _terms(self, path):
        command = [self.project.python, "-c", READ, path]
        return json.loads(output(command, cwd=settings.ROOT))
