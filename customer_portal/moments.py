# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Moments as people write them when it was not long ago. Knows no ORM."""

from datetime import timedelta

from babel.dates import format_date, format_skeleton, format_time


def write_short(moment, now, locale, yesterday):
    """Write a moment in a few letters: the time, "Yesterday", or the day.

    :param datetime moment: in the reader's time zone
    :param datetime now: in the reader's time zone
    :param babel.Locale locale: of the reader
    :param str yesterday: the reader's word for the day before today
    :rtype: str
    """
    if moment.date() == now.date():
        return format_time(moment, "short", locale=locale)
    if moment.date() == now.date() - timedelta(days=1):
        return yesterday
    if moment.year == now.year:
        return format_skeleton("MMMd", moment, locale=locale)
    return format_date(moment, "medium", locale=locale)


def write_day(moment, now, locale):
    """Write a day: 18 November, with the year unless it is this one.

    :param datetime moment: in the reader's time zone
    :param datetime now: in the reader's time zone
    :param babel.Locale locale: of the reader
    :rtype: str
    """
    if moment.year == now.year:
        return format_skeleton("MMMMd", moment, locale=locale)
    return format_date(moment, "long", locale=locale)


def write_time(moment, locale):
    """Write the time of a day.

    :param datetime moment: in the reader's time zone
    :param babel.Locale locale: of the reader
    :rtype: str
    """
    return format_time(moment, "short", locale=locale)
