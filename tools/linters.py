"""The linters: which files each reads, how it checks and how it mends."""

from dataclasses import dataclass
from functools import cached_property

from . import settings
from .console import Failure, output
from .node import ensure_node_modules
from .python import ensure_venv

PRETTIER_TYPES = (".xml", ".js", ".mjs", ".css", ".scss", ".json", ".yaml", ".yml")
# not written by us, or by a program
FOREIGN = ("/static/lib/", "/static/description/", "package-lock.json")


class Toolbox:
    """Where the linters' programs and the repository's files are."""

    @cached_property
    def venv(self):
        return ensure_venv("lint.lock") / "bin"

    @cached_property
    def node(self):
        return ensure_node_modules()

    @cached_property
    def files(self):
        try:
            listed = output(
                ["git", "ls-files", "-z", "-co", "--exclude-standard"],
                cwd=settings.ROOT,
            )
        except OSError as error:
            raise Failure("git is not here, and tells which files to check") from error
        return sorted(
            name
            for name in listed.split("\0")
            if name
            and (settings.ROOT / name).is_file()
            and not any(part in name for part in FOREIGN)
        )

    def with_suffix(self, *suffixes):
        return [name for name in self.files if name.endswith(suffixes)]


@dataclass(frozen=True)
class Linter:
    """One linter.

    :param files: function of a Toolbox, what to hand over
    :param check: function of a Toolbox, the command without the files
    :param fix: the same for the command that mends, None when there is none
    """

    files: callable
    check: callable
    fix: callable = None


def _python_files(box):
    return [*box.with_suffix(".py"), "dev"]


def _addons(_box):
    return settings.addons(tests=True)


def _translations(box):
    return [n for n in box.with_suffix(".po", ".pot") if "/i18n/" in n]


def _prettier(box, mode):
    modules = box.node / "node_modules"
    plugin = modules / "@prettier/plugin-xml/src/plugin.js"
    return [modules / ".bin/prettier", f"--plugin={plugin}", "--log-level=warn", mode]


def _eslint(box, *options):
    program = box.node / "node_modules/.bin/eslint"
    return [program, f"--config={box.node}/eslint.config.mjs", "--max-warnings=0"] + [
        *options
    ]


LINTERS = {
    "ruff-check": Linter(
        _python_files,
        lambda box: [box.venv / "ruff", "check", "--quiet"],
        lambda box: [box.venv / "ruff", "check", "--quiet", "--fix"],
    ),
    "ruff-format": Linter(
        _python_files,
        lambda box: [box.venv / "ruff", "format", "--quiet", "--diff"],
        lambda box: [box.venv / "ruff", "format", "--quiet"],
    ),
    "pylint-odoo": Linter(
        _addons, lambda box: [box.venv / "pylint", "--rcfile=.pylintrc"]
    ),
    "oca-module": Linter(
        _addons,
        lambda box: [box.venv / "oca-checks-odoo-module"],
        lambda box: [box.venv / "oca-checks-odoo-module", "--fix"],
    ),
    "oca-po": Linter(
        _translations,
        lambda box: [box.venv / "oca-checks-po"],
        lambda box: [box.venv / "oca-checks-po", "--fix"],
    ),
    "translations": Linter(
        lambda box: [n for n in _translations(box) if n.endswith(".pot")],
        lambda box: [box.venv / "python", "-m", "tools.translations", "check"],
    ),
    "prettier": Linter(
        lambda box: box.with_suffix(*PRETTIER_TYPES),
        lambda box: _prettier(box, "--check"),
        lambda box: _prettier(box, "--write"),
    ),
    "eslint": Linter(
        lambda box: box.with_suffix(".js", ".mjs"),
        _eslint,
        lambda box: _eslint(box, "--fix"),
    ),
}
