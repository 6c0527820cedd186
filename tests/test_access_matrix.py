"""docs/access-matrix.md is made from the table that the tests prove."""

import runpy
import unittest

from tools import settings

TABLE = settings.ROOT / "customer_portal/tests/matrix.py"
DOCUMENT = settings.ROOT / "docs/access-matrix.md"


class TestAccessMatrix(unittest.TestCase):
    def test_document(self):
        document = runpy.run_path(str(TABLE))["document"]()
        self.assertEqual(
            DOCUMENT.read_text(),
            document,
            "docs/access-matrix.md is stale: python3 customer_portal/tests/matrix.py",
        )
