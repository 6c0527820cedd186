# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

#: Columns that a list shows where there is little room.
FEW = 5


class CustomerPortalAccess(models.Model):
    """The columns of a list and their cells, on wide screens and narrow ones."""

    _inherit = "customer.portal.access"

    def _get_names(self, place):
        """Return which fields name a record: its title, and its number beside it.

        Of the texts that the title is made of, the one that people write is the title.

        :param str place: ``list`` or ``detail``
        :return: names of two fields; ``None`` for a number that is not shown there
        :rtype: tuple
        """
        naming = self.section_id._naming_fields()
        shown = {line.name: line for line in self._fields_of(place)}
        written = self.section_id.field_ids.filtered("in_form").mapped("name")
        model = self.env[self.section_id.model]
        title = next((name for name in written if name in naming), model._rec_name)
        number = next((name for name in shown if name in naming - {title}), None)
        return title, number

    def _get_places(self):
        """Return where each column of the list goes when a row becomes a card.

        ``title`` is the name of a record, ``state`` its badge, ``moment`` the date that
        sorts the list, ``key`` the first of the other columns; of the rest, ``more``
        has room below them, ``wide`` only on a wide screen.

        :return: place by name of field, in the list's order
        :rtype: dict[str, str]
        """
        section = self.section_id
        model = self.env[section.model]
        names = self._fields_of("list").mapped("name")
        title, _number = self._get_names("list")
        sorted_by = section.order.split(",")[0].split()[0]
        places = {}
        for name in names:
            if name == title:
                places[name] = "title"
            elif name == section.state_field:
                places[name] = "state"
            elif name == sorted_by and model._fields[name].type in ("date", "datetime"):
                places[name] = "moment"
        if "title" not in places.values() and names:
            places[next((n for n in names if n not in places), names[0])] = "title"
        room = FEW - len(places)
        for name in names:
            if name not in places:
                first = "key" not in places.values()
                places[name] = ("key" if first else "more") if room > 0 else "wide"
                room -= 1
        return {name: places[name] for name in names}

    def _prepare_list_cell(self, line, record, place):
        """Render a field of one record for a list: moments in few letters.

        :param line: ``customer.portal.section.field`` record
        :param record: one record, as the user
        :param str place: see :meth:`_get_places`
        :rtype: dict
        """
        cell = line._prepare_cell(record)
        return cell | {"place": place, **line._prepare_moment(record)}
