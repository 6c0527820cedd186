"""Write the .pot files anew and bring the .po files in line with them.

Terms that are new stand untranslated in the .po files afterwards; `./dev lint
translations` lists them.
"""

import os

from .. import settings
from ..console import run, say
from ..project import opened


def add_arguments(_parser):
    pass


def main(_arguments):
    with opened() as project:
        paths = export(project, settings.ROOT)
        run(
            [project.python, "-m", "tools.translations", "merge", *paths],
            cwd=settings.ROOT,
            env=project.env,
        )
    for path in paths:
        print(os.path.relpath(path))
    return 0


def export(project, root):
    """Export the terms of our addons.

    :param Path root: ADDON/i18n/ADDON.pot is written below it
    :return: list of paths
    """
    names = settings.addons()
    database = f"{settings.DATABASE}_test_translate_{os.getpid()}"
    project.postgres.copy(project.template(), database)
    try:
        say(f"exporting the terms of {', '.join(names)}")
        project.odoo(
            database,
            "--init",
            ",".join(names),
            "--without-demo",  # its records are no terms
            "--stop-after-init",
            "--no-http",
            "--log-level=warn",
        )
        paths = [root / name / "i18n" / f"{name}.pot" for name in names]
        for name, path in zip(names, paths, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            # Odoo takes .po files only as output of a single language
            project.odoo(
                database, "i18n", "export", "--languages", "pot", "-o", path, "--", name
            )
    finally:
        project.postgres.drop(database)
    return paths
