"""Run the tests and end with one line: N passed, N failed, N skipped.

Four parts: the addons in a database with Odoo's website, the classes tagged
`without_website` in one without it, those tagged `with_apps` in one with Odoo's sales,
invoices, purchases, projects and more, and the repository's own tests (tests/).
Databases are copies of a cached template. Two parts run at a time: tests in a browser
wait more than they compute. An error in Odoo's log outside the tests is a failure, and
so is a part in which no test ran.

./dev test                     everything
./dev test -k policy           by part of a file's, a class' or a test's name
./dev test ADDON/tests/FILE    by file, folder, or file::Class::test
"""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .. import settings
from ..console import Failure, run
from ..project import opened
from ..selection import PARTS, select, tags, test_classes
from ..suites import AddonTests, Outcome, axe_path, browser_path, repository_tests

AT_A_TIME = 2
NAMES = (*(part.name for part in PARTS), "repository")


def add_arguments(parser):
    parser.add_argument(
        "files", nargs="*", help="test files, folders, file::Class::test"
    )
    parser.add_argument("-k", dest="word", default="", help="only tests with this name")
    parser.add_argument("--part", choices=NAMES, action="append", help="only this part")
    parser.add_argument("--pytest", action="store_true", help="run with pytest-odoo")
    parser.add_argument("--coverage", action="store_true", help="measure coverage")
    parser.add_argument(
        "--strict", action="store_true", help="a warning in Odoo's log is a failure too"
    )
    parser.add_argument("--keep", action="store_true", help="keep the test databases")


def main(arguments):
    outcome = Outcome()
    try:
        with opened() as project:
            with ThreadPoolExecutor(AT_A_TIME) as pool:
                running = [pool.submit(part) for part in parts(project, arguments)]
                for part in running:
                    outcome += part.result()
            if arguments.coverage:
                _report_coverage(project)
        if not outcome.passed + outcome.failed + outcome.skipped:
            outcome.problems.append("no test matches")
    except Failure as failure:
        outcome.problems.append(str(failure))
    # once more, where whoever reads only the end of a long output finds them
    for failure in outcome.failures:
        print(f"failed: {failure.rstrip()}")
    for problem in outcome.problems:
        print(f"failed: {problem}")
    failed = outcome.failed + len(outcome.problems)
    print(f"{outcome.passed} passed, {failed} failed, {outcome.skipped} skipped")
    return 1 if failed else 0


def parts(project, arguments):
    """The parts to run, as functions that return an Outcome."""
    files = [_from_root(name) for name in arguments.files]
    own = [name for name in files if Path(name).parts[:1] == ("tests",)]
    narrowed = bool(files or arguments.word)
    wanted = arguments.part or NAMES
    selected = _selected(files, arguments.word) if not files or files != own else []
    options = {
        "strict": arguments.strict,
        "pytest": arguments.pytest,
        "coverage": arguments.coverage,
        "keep": arguments.keep,
    }
    if any(cls.uses_browser for cls, _spec in selected):
        browser_path(project)
    if any(cls.uses_axe for cls, _spec in selected):
        axe_path(project)
    for part in PARTS:
        spec = tags(selected, part)
        if not narrowed:  # the whole: by module, whatever the classes are called
            names = settings.addons(tests=True)
            spec = ",".join(f"{part.tag}/{name}" for name in names)
        if part.name in wanted and spec:
            yield lambda p=part, s=spec: AddonTests(project, p, s).run(**options)
    if "repository" in wanted and (own or not files):
        yield lambda: repository_tests(project, own, arguments.word)


def _from_root(name):
    path, separator, inner = name.partition("::")
    if not Path(path).exists():
        raise Failure(f"{path}: no such file")
    return os.path.relpath(path, settings.ROOT) + separator + inner


def _selected(files, word):
    classes = test_classes(settings.ROOT, settings.addons(tests=True))
    return select(classes, files, word)


def _report_coverage(project):
    coverage = [project.python, "-m", "coverage"]
    run([*coverage, "combine", "-q"], env=project.env, cwd=settings.ROOT)
    run([*coverage, "report"], env=project.env, cwd=settings.ROOT)
