# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import models
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval
from odoo.tools.sql import escape_psql

from ..columns import clean

#: Most values of a pick list in a list's search.
MAX_CHOICES = 200
#: Most values of a pick list in a form; where there are more, one searches them.
MAX_OPTIONS = 50
#: Most values that a search finds.
MAX_FOUND = 20


class CustomerPortalSectionField(models.Model):
    """The values that the input of a field offers."""

    _inherit = "customer.portal.section.field"

    def _get_allowed_keys(self):
        return [key.strip() for key in self.allowed_values.split(",") if key.strip()]

    def _get_allowed_ids(self):
        """Return the ids of a fixed list, empty where there is none.

        :rtype: list[int]
        """
        keys = self._get_allowed_keys() if self.allowed_values else []
        if not all(re.fullmatch(r"[0-9]{1,9}", key) for key in keys):
            return []
        return [int(key) for key in keys]

    def _get_allowed_domain(self):
        if ids := self._get_allowed_ids():
            return [("id", "in", ids)]
        return safe_eval(self.allowed_values or "[]")

    def _get_choices(self, limit=MAX_CHOICES):
        """Return the values that the form offers.

        :param int limit: most values of a link to another model
        :return: value and label of each
        :rtype: list[tuple[str, str]]
        """
        field = self._field()
        if field.type == "selection":
            choices = dict(field._description_selection(self.env))
            keys = self._get_allowed_keys() if self.allowed_values else choices
            return [(key, choices[key]) for key in keys]
        return self._label(self._search_offered(limit=limit))

    def _search_offered(self, domain=(), limit=None):
        """Return the records that the form offers.

        Without allowed values these are the ones that the user may read.

        :param domain: which of them
        :param int limit: most records
        :return: records as superuser
        :rtype: odoo.models.BaseModel
        """
        # sudo: the field's model - the allowed values are the manager's choice, within
        # the companies of the user; without them, names of what the user can read
        offered = self.env[self._field().comodel_name].sudo()
        comodel = offered.sudo(False)
        domain = Domain(self._get_allowed_domain()) & Domain(domain)
        if "company_id" in comodel._fields:
            domain &= Domain("company_id", "in", [False, *self.env.companies.ids])
        if not self.allowed_values:
            if not comodel.has_access("read"):
                return offered
            domain &= Domain("id", "in", comodel._search([]))
        return offered.search(domain, limit=limit)

    def _label(self, records):
        return [(str(record.id), record.display_name) for record in records]

    def _filter_offered(self, ids):
        """Return which records are offered by the form.

        :param ids: numbers
        :return: records as superuser
        """
        return self._search_offered([("id", "in", list(ids))])

    def _is_searched(self):
        """Tell whether there are too many values for a pick list.

        :rtype: bool
        """
        return len(self._search_offered(limit=MAX_OPTIONS + 1)) > MAX_OPTIONS

    def _search_choices(self, text, limit=MAX_FOUND):
        """Return the values with a text in their name, those that begin with it first.

        Only what the name shows is searched, see ``_customer_portal_get_name_fields``.

        :param str text: as typed; empty for the first values
        :param int limit: most values
        :return: value and label of each
        :rtype: list[tuple[str, str]]
        """
        text = clean(text)
        comodel = self.env[self._field().comodel_name]
        names = comodel._customer_portal_get_name_fields()
        if not names:
            offered = self._label(self._search_offered(limit=MAX_CHOICES))
            found = [c for c in offered if text.lower() in c[1].lower()]
            return found[:limit]
        pattern = escape_psql(text)
        begins = Domain.OR(Domain(name, "=ilike", f"{pattern}%") for name in names)
        found = self._search_offered(begins, limit)
        if text and len(found) < limit:
            rest = Domain.OR(Domain(name, "ilike", pattern) for name in names)
            rest &= Domain("id", "not in", found.ids)
            found += self._search_offered(rest, limit - len(found))
        return self._label(found)

    def _resolve(self, text):
        """Return the value that a typed name stands for.

        :param str text: as typed, not empty
        :return: the number of the only value with this name, or else of the only one
            with the text in its name; ``?`` and the text where it is not clear
        :rtype: str
        """
        found = self._search_choices(text)
        same = [value for value, label in found if label.lower() == text.lower()]
        values = same or [value for value, _label in found]
        return values[0] if len(values) == 1 else f"?{text}"

    def _get_chosen(self, form, record=None):
        """Return the value of a link that a form holds, chosen or typed.

        :param dict form: texts by name of input
        :param record: the record that is edited, if any
        :return: a number as text, empty for none, or ``?`` and a name that is not clear
        :rtype: str
        """
        chosen = clean(form.get(self.name))
        typed = clean(form.get(f"again.{self.name}"))
        if not typed:
            if f"find.{self.name}" not in form:
                return chosen
            typed = clean(form[f"find.{self.name}"])
        if not typed or typed == self._get_chosen_label(chosen, record):
            return typed and chosen
        return self._resolve(typed)

    def _get_chosen_label(self, chosen, record):
        """Return the name of a chosen value; empty for what is not offered."""
        if record and chosen == self._get_input_value(record):
            return self._get_text(record)
        if not re.fullmatch(r"\d{1,9}", chosen, re.ASCII):
            return ""
        return self._filter_offered([int(chosen)]).display_name or ""
