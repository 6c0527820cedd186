"""From files and words to Odoo's test tags.

Odoo selects tests with [tag][/file or /module][:class][.method]; a word is looked up in
the test files, so that it needs not be a whole name.
"""

import ast
from dataclasses import dataclass
from pathlib import Path

#: Odoo's apps whose own portal pages exist beside ours, and what glue addons build on.
APPS = (
    *("sale_management", "account", "purchase", "project", "payment_demo"),
    *("sale_stock", "calendar", "crm"),
    *("helpdesk_product", "helpdesk_mgmt_project"),
)


@dataclass(frozen=True)
class Part:
    """Tests of the addons in one kind of database.

    :param str name: as --part takes it
    :param tuple modules: what the database has besides what our addons build on
    :param str tag: of the classes that run in it; those without `-standard` by default
    """

    name: str
    modules: tuple
    tag: str = "standard"

    def includes(self, cls):
        """Tell whether the part runs a TestClass."""
        if self.tag == "standard":
            return "-standard" not in cls.tags
        return self.tag in cls.tags


PARTS = (
    Part("website", ("website",)),
    Part("without-website", (), "without_website"),
    Part("apps", ("website", *APPS), "with_apps"),
)


@dataclass(frozen=True)
class TestClass:
    path: Path  # of the file, from the repository's root
    name: str
    methods: tuple
    tags: frozenset
    text: str

    @property
    def spec(self):
        return f"/{self.path.as_posix()}:{self.name}"

    @property
    def uses_browser(self):
        starts = ("start_tour", "browser_js", "open_browser")
        return any(start in self.text for start in starts)

    @property
    def uses_axe(self):
        return "axe" in self.text.lower()


def test_classes(root, addons):
    """Every class with test methods in the test folders of the addons."""
    found = []
    for addon in addons:
        for path in sorted((root / addon / "tests").rglob("test_*.py")):
            found += _classes(path.read_text(), path.relative_to(root))
    return found


def _classes(source, path):
    for node in ast.parse(source, str(path)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        methods = tuple(
            item.name
            for item in node.body
            if isinstance(item, ast.FunctionDef) and item.name.startswith("test")
        )
        tags = frozenset(
            argument.value
            for decorator in node.decorator_list
            if isinstance(decorator, ast.Call)
            for argument in decorator.args
            if isinstance(argument, ast.Constant)
        )
        text = ast.get_source_segment(source, node)
        yield TestClass(path, node.name, methods, tags, text)


def select(classes, files=(), word=""):
    """What a person asked for.

    :param files: paths from the root, a folder or file[::Class[::method]] as pytest
        writes them
    :param str word: part of the name of a file, a class or a method
    :return: list of (TestClass, spec for Odoo's --test-tags)
    """
    return [
        (cls, spec)
        for cls in classes
        if (spec := _by_file(cls, files)) and (spec := _by_word(cls, spec, word))
    ]


def _by_file(cls, files):
    if not files:
        return cls.spec
    for wanted in files:
        path, _, inner = wanted.partition("::")
        name, _, method = inner.partition("::")
        if not cls.path.is_relative_to(path) or name not in ("", cls.name):
            continue
        return f"{cls.spec}.{method}" if method else cls.spec
    return None


def _by_word(cls, spec, word):
    word = word.lower()
    if word in cls.name.lower() or word in cls.path.stem.lower():
        return spec
    if "." in spec.rpartition(":")[2]:  # one method already
        return spec if word in spec.rpartition(".")[2].lower() else None
    methods = [name for name in cls.methods if word in name.lower()]
    return ",".join(f"{spec}.{name}" for name in methods) or None


def tags(selected, part):
    """The argument of --test-tags for a Part; empty where it runs none of them."""
    return ",".join(
        f"{part.tag}{one}"
        for cls, spec in selected
        if part.includes(cls)
        for one in spec.split(",")
    )
