# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a request sends, made harmless before anything is done with it."""

import os
import re
from dataclasses import dataclass

#: Types of fields that a form can ask for, and their input.
INPUTS = {
    "char": "text",
    "text": "textarea",
    "html": "editor",
    "selection": "select",
    "many2one": "select",
    "many2many": "many",
    "integer": "number",
    "float": "number",
    "monetary": "number",
    "date": "date",
    "datetime": "datetime",
    "boolean": "checkbox",
}
#: Longest text, in characters, that inputs take.
MAX_LENGTH = {"text": 250, "textarea": 50_000, "editor": 50_000}
#: Most values that are chosen in one input.
MAX_CHOSEN = 500
#: Longest file name kept, in characters.
MAX_NAME = 150
#: Most files of one request.
MAX_FILES = 20


class InputError(Exception):
    """What a person sent cannot be accepted.

    :param dict errors: for each input's name the message to show beside it
    """

    def __init__(self, errors):
        super().__init__(errors)
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived.

    :param str name: cleaned name
    :param int size: bytes
    :param stream: binary file object
    """

    name: str
    size: int
    stream: object

    @classmethod
    def of(cls, filename, stream):
        """Measure and name a file without reading it into memory.

        :param str filename: as the sender chose it
        :param stream: seekable binary file object
        """
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        return cls(clean_file_name(filename), size, stream)


def clean_text(raw):
    """Return a text without what PostgreSQL or a reader could not take.

    :param raw: text; anything else, as a file in the place of a text, counts as none
    :rtype: str
    """
    return (
        (raw if isinstance(raw, str) else "")
        .replace("\x00", "")
        .replace("\r\n", "\n")
        .strip()
    )


def typed_text(raw):
    """Return a text exactly as it was typed, as passwords are.

    :param raw: text; anything else, as a file in the place of a text, counts as none
    :rtype: str
    """
    return raw if isinstance(raw, str) else ""


def find_numbers(texts):
    """Return the ids among texts that a form sent, each once.

    :param texts: texts, or one text with commas
    :rtype: list[int]
    """
    texts = texts.split(",") if isinstance(texts, str) else texts
    found = (text for text in texts if re.fullmatch(r"\d{1,9}", text, re.ASCII))
    return list(dict.fromkeys(map(int, found)))[:MAX_CHOSEN]


def clean_file_name(filename):
    """Return the last part of a path, without control characters, not too long.

    :param str filename: as the sender chose it, maybe ``../../x.svg``
    :rtype: str
    """
    name = re.split(r"[/\\]", filename or "")[-1]
    name = "".join(c for c in name if c.isprintable()).strip(" .") or "file"
    if len(name) > MAX_NAME:
        stem, ending = os.path.splitext(name)
        ending = ending[:20]
        name = stem[: MAX_NAME - len(ending)] + ending
    return name
