"""Checks that every term of a .pot file is translated into Italian.

Run by `./dev lint` with the linters' Python: python -m tools.translations FILE.pot...
"""

import sys
from pathlib import Path

import polib

LANGUAGE = "it"


def problems(template, translation):
    """Sentences about what a translation lacks.

    :param template: a polib.POFile with the terms
    :param translation: a polib.POFile
    """
    done = {(entry.msgctxt, entry.msgid): entry for entry in translation}
    terms = {(entry.msgctxt, entry.msgid) for entry in template if not entry.obsolete}
    for term in sorted(terms, key=str):
        entry = done.get(term)
        if entry is None:
            yield f"is missing: {term[1]!r}"
        elif entry.obsolete or entry.fuzzy or not entry.translated():
            yield f"is not translated: {term[1]!r}"
    for term, entry in done.items():
        if term not in terms and not entry.obsolete:
            yield f"is in no .pot any more: {term[1]!r}"


def main(names):
    status = 0
    for name in names:
        translation = Path(name).with_name(f"{LANGUAGE}.po")
        if not translation.exists():
            print(f"{translation}: is missing")
            status = 1
            continue
        for problem in problems(polib.pofile(name), polib.pofile(translation)):
            print(f"{translation}: {problem}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
