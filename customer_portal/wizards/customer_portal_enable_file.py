# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
from datetime import date, datetime

from odoo import models
from odoo.exceptions import UserError

#: Largest file, in bytes, and most lines.
MAX_SIZE, MAX_LINES = 5_000_000, 20_000
#: Signs that stand between two columns of a text file.
SEPARATORS = ",;\t"


class CustomerPortalEnable(models.TransientModel):
    """A file with a contact in each line: mail, and maybe profile and dates.

    Odoo's own import reads it, be it text or a spreadsheet.
    """

    _inherit = "customer.portal.enable"

    def _read_file(self):
        """Return the lines of the file.

        :return: values of ``customer.portal.enable.line``
        :rtype: list[dict]
        :raise UserError: if it is no such file, naming the mend
        """
        content = base64.b64decode(self.with_context(bin_size=False).file or b"")
        if not content:
            raise UserError(self.env._("Choose a file first."))
        if len(content) > MAX_SIZE:
            raise UserError(
                self.env._(
                    "The file is larger than %(size)s MB. Split it.",
                    size=MAX_SIZE // 1_000_000,
                )
            )
        rows = self._read_rows(content)
        if len(rows) > MAX_LINES:
            raise UserError(
                self.env._(
                    "The file has more than %(lines)s lines. Split it.", lines=MAX_LINES
                )
            )
        columns = self._find_columns(rows[0] if rows else [])
        profiles = self.env["customer.portal.profile"].search([], limit=1000)
        profiles = {profile.name.casefold(): profile for profile in profiles}
        return [
            self._parse_row(number, dict(zip(columns, row, strict=False)), profiles)
            for number, row in enumerate(rows[1:], start=2)
        ]

    def _read_rows(self, content):
        """Return the cells of a file, row by row.

        :param bytes content: CSV, XLSX, XLS or ODS
        :rtype: list[list[str]]
        :raise UserError: if Odoo cannot read it
        """
        options = {"quoting": '"', "has_headers": True}
        try:
            head = content.decode("utf-8-sig").partition("\n")[0]
        except UnicodeDecodeError:
            head = content.decode("latin-1").partition("\n")[0]
        else:
            options["encoding"] = "utf-8-sig"
        options["separator"] = max(SEPARATORS, key=head.count)
        reader = self.env["base_import.import"].create(
            {
                "res_model": self._name,
                "file": content,
                "file_name": self.file_name,
                "file_type": "text/csv",
            }
        )
        try:
            _length, rows = reader._read_file(options)
        except Exception as error:
            raise UserError(
                self.env._(
                    "The file cannot be read: %(error)s Save it as CSV or XLSX.",
                    error=error,
                )
            ) from error
        return rows

    def _find_columns(self, head):
        """Return the meaning of each column.

        :param list head: the cells of the first line
        :return: names of fields; ``None`` for columns that are there for people
        :raise UserError: naming what is missing or unknown
        """
        lines = self.env["customer.portal.enable.line"]
        labels = lines.fields_get(["mail", "profile_id", "start", "end"], ["string"])
        known = {"email": "mail", "profile": "profile_id", "name": None}
        for name, values in labels.items():
            known |= {name: name, values["string"].casefold(): name}
        written = [str(cell).strip().casefold() for cell in head]
        if unknown := [cell for cell in written if cell and cell not in known]:
            raise UserError(
                self.env._(
                    "Line 1: unknown columns: %(unknown)s. These are possible: mail, "
                    "profile, start, end, name. Rename or delete the others.",
                    unknown=", ".join(unknown),
                )
            )
        columns = [known.get(cell) for cell in written]
        if "mail" not in columns:
            raise UserError(
                self.env._("Line 1: no column is called mail. Name the columns there.")
            )
        return columns

    def _parse_row(self, number, row, profiles):
        """Return a line, with what is wrong with it.

        :param int number: of the line in the file, from 1
        :param dict row: texts by name of the field
        :param dict profiles: by name in small letters
        :rtype: dict
        """
        cells = {name: str(text or "").strip() for name, text in row.items()}
        values = {"number": number, "mail": cells["mail"]} if "mail" in cells else {}
        mistakes = []
        if name := cells.get("profile_id"):
            if profile := profiles.get(name.casefold()):
                values["profile_id"] = profile.id
            else:
                mistakes.append(
                    self.env._(
                        'Profile: there is no "%(name)s". Choose one of: %(known)s.',
                        name=name,
                        known=", ".join(p.name for p in profiles.values()),
                    )
                )
        for field in ("start", "end"):
            if not (text := cells.get(field)):
                continue
            if day := self._parse_day(text):
                values[field] = day
            else:
                mistakes.append(
                    self.env._(
                        '%(field)s: "%(text)s" is no date. Write it like %(example)s.',
                        field=self._fields[field].get_description(self.env)["string"],
                        text=text,
                        example="2026-12-31",
                    )
                )
        return {"number": number, **values, "mistake": " ".join(mistakes) or False}

    def _parse_day(self, text):
        """Return a day as ISO 8601 or the language of the user writes it.

        :rtype: datetime.date or None
        """
        language = self.env["res.lang"]._get_data(code=self.env.user.lang)
        for written in ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", language.date_format):
            try:
                day = datetime.strptime(text, written or "").date()
            except ValueError:
                continue
            return day if date(1970, 1, 1) <= day <= date(2999, 12, 31) else None
        return None
