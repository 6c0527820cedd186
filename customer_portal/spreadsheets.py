# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rows of values as files for a spreadsheet. Knows no ORM."""

import csv
import io
from datetime import date, datetime

import xlsxwriter

#: What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(rows, stream):
    """Write rows as CSV in UTF-8, which a byte order mark tells Excel.

    :param rows: iterable of lists of texts, numbers and dates
    :param stream: a binary file
    """
    text = io.TextIOWrapper(stream, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([_harmless(value) for value in row])
    text.detach()


def write_xlsx(rows, stream):
    """Write rows as an Excel workbook, row by row.

    :param rows: iterable of lists of texts, numbers and dates; the first are labels
    :param stream: a binary file
    """
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}
    with xlsxwriter.Workbook(stream, options) as workbook:
        sheet = workbook.add_worksheet()
        formats = {0: workbook.add_format({"bold": True})}
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(number, column, value)
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, int | float):
                    sheet.write_number(number, column, value)
                else:  # never as a formula or a link, whatever it looks like
                    sheet.write_string(number, column, value, formats.get(number))


def _harmless(value):
    """Return a value that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


#: By the end of the file's name: how it is written, and its type.
FORMATS = {
    "csv": (write_csv, "text/csv"),
    "xlsx": (
        write_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
