"""The .pot and .po files, with polib: run by the Python of a virtual environment.

python -m tools.translations check FILE.pot...   is everything translated?
python -m tools.translations merge FILE.pot...   bring the .po files in line
"""

import sys
from pathlib import Path

import polib

LANGUAGE = "it"
# The OCA's linter wants no translation that repeats its term; a translator's comment
# (a line that begins with "# " above the entry) tells it from a forgotten one.
SAME = "the same"
DATES = ("POT-Creation-Date", "PO-Revision-Date")  # nothing but noise in a diff


def terms(template):
    """:return: set of (context, term)"""
    return {(entry.msgctxt, entry.msgid) for entry in template if not entry.obsolete}


def problems(template, translation):
    """Sentences about what a translation lacks.

    :param template: a polib.POFile with the terms
    :param translation: a polib.POFile
    """
    done = {
        (entry.msgctxt, entry.msgid): entry
        for entry in translation
        if not entry.obsolete
    }
    wanted = terms(template)
    for term in sorted(wanted, key=str):
        entry = done.get(term)
        if entry is None:
            yield f"is missing: {term[1]!r}"
        elif entry.fuzzy or not (entry.msgstr or SAME in entry.tcomment.splitlines()):
            yield f"is not translated: {term[1]!r}"
    for term in done:
        if term not in wanted:
            yield f"is not in the .pot: {term[1]!r}"


def check(path):
    """:return: whether the translation beside a .pot is complete"""
    translation = path.with_name(f"{LANGUAGE}.po")
    if not translation.exists():
        print(f"{translation}: is missing; ./dev translate makes it")
        return False
    found = list(problems(polib.pofile(path), polib.pofile(translation)))
    for problem in found:
        print(f"{translation}: {problem}")
    return not found


def merge(path):
    """Give the .po files beside a .pot its terms, and drop what is no term any more."""
    template = polib.pofile(path, wrapwidth=78)
    for date in DATES:
        template.metadata.pop(date, None)
    template.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    template.save(path)
    translations = set(path.parent.glob("*.po")) | {path.with_name(f"{LANGUAGE}.po")}
    for file in sorted(translations):
        source = file if file.exists() else path
        translation = polib.pofile(source, wrapwidth=78)
        translation.merge(template)
        translation.metadata = {**template.metadata, "Language": file.stem}
        translation[:] = [entry for entry in translation if not entry.obsolete]
        translation.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
        translation.save(file)
    return True


def main(action, *names):
    work = {"check": check, "merge": merge}[action]
    return 0 if all([work(Path(name)) for name in names]) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
