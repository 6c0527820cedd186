# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, MissingError
from odoo.tools import babel_locale_parse
from odoo.tools.misc import get_lang

from ..moments import write_day, write_short, write_time


class CustomerPortalSectionField(models.Model):
    """Moments as people write them, and values that cannot be shown."""

    _inherit = "customer.portal.section.field"

    def _prepare_cell(self, record):
        """Leave a cell blank whose value cannot be read, as a link to what is gone.

        Names are read for many records at once: one that fails does not take the
        others along.
        """
        alone = record.with_prefetch(record.ids)
        for one in (record, alone):
            try:
                return super()._prepare_cell(one)
            except (AccessError, MissingError):
                alone.invalidate_recordset([self.name], flush=False)
        return {
            "name": self.name,
            "label": self._get_label(),
            "html": "",
            "is_long": False,
            "state": None,
        }

    def _prepare_moment(self, record):
        """Write a date with time in few letters; nothing for other fields.

        :param record: one record, as the user
        :return: ``short``, and ``iso`` for the machine, or nothing
        :rtype: dict
        """
        if self._field().type != "datetime":
            return {}
        # sudo: the section's model - a field that the user may read
        value = record.sudo()[self.name]
        if not value:
            return {}
        moment, now, locale = self._to_local(value)
        yesterday = self.env._("Yesterday")
        return {
            "short": write_short(moment, now, locale, yesterday),
            "iso": moment.isoformat(timespec="minutes"),
        }

    def _to_local(self, value):
        """Return a moment as the user's clock and language have it.

        :param datetime value: as stored
        :return: the moment and now, both in the user's time zone, and the locale
        :rtype: tuple
        """
        local = fields.Datetime.context_timestamp
        locale = babel_locale_parse(get_lang(self.env).code)
        return local(self, value), local(self, fields.Datetime.now()), locale

    def _write_day(self, value):
        """Write the day of a moment: 18 November.

        :rtype: str
        """
        return write_day(*self._to_local(value))

    def _write_moment(self, value):
        """Write a moment with its time, as "today, 10:42".

        :rtype: str
        """
        moment, now, locale = self._to_local(value)
        time, day = write_time(moment, locale), write_day(moment, now, locale)
        if moment.date() == now.date():
            return self.env._("today, %(time)s", time=time)
        if moment.date() == now.date() - timedelta(days=1):
            return self.env._("yesterday, %(time)s", time=time)
        return self.env._("%(day)s, %(time)s", day=day, time=time)
