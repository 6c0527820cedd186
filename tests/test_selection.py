import tempfile
import unittest
from pathlib import Path

from tools.selection import PARTS, select, tags, test_classes

SOURCE = """
@tagged("post_install", "-at_install", "without_website")
class TestPolicy(TransactionCase):
    def test_own(self):
        pass

    def test_company(self):
        pass

class TestTour(HttpCase):
    def test_own_tour(self):
        self.start_tour("/my", "x")

@tagged("-at_install", "post_install", "-standard", "with_apps")
class TestOrders(HttpCase):
    def test_orders(self):
        pass
"""
FILE = "/shop/tests/test_rights.py"


class TestSelection(unittest.TestCase):
    def setUp(self):
        super().setUp()
        root = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (root / "shop/tests").mkdir(parents=True)
        (root / "shop/tests/test_rights.py").write_text(SOURCE)
        self.classes = test_classes(root, ["shop"])

    def assertTags(self, expected, part="website", **wanted):
        """Compare the tags of a part, each without the part's own tag before it."""
        [part] = [known for known in PARTS if known.name == part]
        found = tags(select(self.classes, **wanted), part)
        expected = ",".join(f"{part.tag}{spec}" for spec in expected.split(",") if spec)
        self.assertEqual(found, expected)

    def test_by_word(self):
        self.assertTags(f"{FILE}:TestPolicy.test_company", word="COMP")
        self.assertTags(
            f"{FILE}:TestPolicy.test_own,{FILE}:TestTour.test_own_tour", word="own"
        )
        self.assertTags(f"{FILE}:TestTour", word="testtour")
        self.assertTags(f"{FILE}:TestPolicy,{FILE}:TestTour", word="rights")
        self.assertTags("", word="nothing")

    def test_by_file(self):
        whole = f"{FILE}:TestPolicy,{FILE}:TestTour"
        self.assertTags(whole, files=["shop/tests/test_rights.py"])
        self.assertTags(whole, files=["shop"])
        self.assertTags(f"{FILE}:TestTour", files=[f"{FILE[1:]}::TestTour"])
        self.assertTags(
            f"{FILE}:TestPolicy.test_own", files=[f"{FILE[1:]}::TestPolicy::test_own"]
        )
        self.assertTags("", files=["other"])

    def test_by_file_and_word(self):
        self.assertTags(
            f"{FILE}:TestPolicy.test_own",
            files=[f"{FILE[1:]}::TestPolicy::test_own"],
            word="own",
        )

    def test_parts_run_only_tagged_classes(self):
        self.assertTags(f"{FILE}:TestPolicy", part="without-website")
        self.assertTags(f"{FILE}:TestOrders", part="apps")

    def test_class_of_a_part_alone(self):
        self.assertTags("", word="orders")
        self.assertTags(f"{FILE}:TestOrders", part="apps", word="orders")

    def test_browser_is_noticed(self):
        self.assertEqual(
            [cls.uses_browser for cls in self.classes], [False, True, False]
        )
