# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime

from babel import Locale

from odoo.tests import BaseCase, tagged

from ..moments import write_day, write_short, write_time

NOW = datetime(2026, 11, 25, 10, 42)
ENGLISH, ITALIAN = Locale("en", "GB"), Locale("it", "IT")


@tagged("-at_install", "post_install")
class TestMoments(BaseCase):
    """What was not long ago is written in few letters, in the reader's language."""

    def test_short(self):
        for moment, english, italian in (
            (datetime(2026, 11, 25, 8, 5), "08:05", "08:05"),
            (datetime(2026, 11, 24, 23, 59), "Y", "Y"),
            (datetime(2026, 11, 23, 0, 0), "23 Nov", "23 nov"),
            (datetime(2025, 12, 31, 23, 0), "31 Dec 2025", "31 dic 2025"),
            (datetime(2026, 11, 26, 9, 0), "26 Nov", "26 nov"),
        ):
            self.assertEqual(write_short(moment, NOW, ENGLISH, "Y"), english)
            self.assertEqual(write_short(moment, NOW, ITALIAN, "Y"), italian)

    def test_day(self):
        self.assertEqual(write_day(datetime(2026, 1, 2), NOW, ITALIAN), "2 gennaio")
        self.assertEqual(
            write_day(datetime(2025, 1, 2), NOW, ENGLISH), "2 January 2025"
        )
        self.assertEqual(write_time(NOW, ITALIAN), "10:42")
