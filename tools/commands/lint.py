"""Check the style of everything, or with --fix put it right where that can be done.

Without names all linters run. The same ones are the hooks of .pre-commit-config.yaml.
"""

from .. import settings
from ..console import clean_environment, run, say
from ..linters import LINTERS, Toolbox


def add_arguments(parser):
    parser.add_argument(
        "names", nargs="*", metavar="LINTER", help=f"some of: {', '.join(LINTERS)}"
    )
    parser.add_argument(
        "--fix", action="store_true", help="mend instead of complaining"
    )


def main(arguments):
    names = arguments.names or list(LINTERS)
    if unknown := set(names) - set(LINTERS):
        print(f"no such linter: {', '.join(sorted(unknown))}. There are:", *LINTERS)
        return 2
    box = Toolbox()
    bad = [name for name in names if not _passes(name, box, arguments.fix)]
    if bad:
        print(f"lint: {', '.join(bad)} complained; ./dev lint --fix mends what it can")
        return 1
    return 0


def _passes(name, box, fix):
    linter = LINTERS[name]
    files = linter.files(box)
    if not files:
        return True
    say(f"lint: {name}")
    command = (linter.fix if fix and linter.fix else linter.check)(box)
    env = clean_environment()
    result = run([*command, *files], cwd=settings.ROOT, env=env, check=False)
    return result.returncode == 0
