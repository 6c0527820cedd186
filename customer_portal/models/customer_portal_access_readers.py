# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

#: Contacts beyond those listed that are still counted.
MAX_COUNT = 1000


class CustomerPortalAccess(models.Model):
    """Who sees a record: the policy asked from the other side, for agents."""

    _inherit = "customer.portal.access"

    @api.model
    def _get_readers(self, record, limit):
        """Return the contacts who see a record in the portal today.

        The search finds all of them and few others; each one's own policy decides.

        :param record: a record of any model
        :param int limit: most contacts that are returned
        :return: ``res.partner`` records as superuser, and how many more there are,
            counted up to ``MAX_COUNT``
        :rtype: tuple
        """
        # sudo: customer.portal.access, res.partner, the record - agents see who may
        # read a ticket that they can read themselves
        lines, contacts = self.sudo(), self.env["res.partner"].sudo()
        lines = lines.search(
            [
                ("section_id.model", "=", record._name),
                ("read_scope", "!=", "none"),
                ("profile_id.active", "=", True),
            ]
        )
        found = Domain.OR(line._get_reader_domain(record) for line in lines)
        today = self.env.user._customer_portal_today()
        domain = found & Domain(
            [
                ("customer_portal_active", "=", True),
                ("user_ids.share", "=", True),
                "|",
                ("customer_portal_start", "=", False),
                ("customer_portal_start", "<=", today),
                "|",
                ("customer_portal_end", "=", False),
                ("customer_portal_end", ">=", today),
            ]
        )
        readers = contacts.search(domain, limit=limit, order="id")
        more = 0
        if len(readers) == limit:
            more = contacts.search_count(domain, limit=limit + MAX_COUNT) - limit
        return readers.filtered(record._customer_portal_is_shown_to), more

    def _get_reader_domain(self, record):
        """Return which contacts see a record by this line.

        :rtype: odoo.fields.Domain
        """
        section, grant = self.section_id, self._to_grant()
        # sudo: the record - the policy's paths may cross unreadable models
        record = record.sudo()
        if not section._is_shown() or not record.filtered_domain(grant.domain):
            return Domain.FALSE
        with_profile = Domain("customer_portal_profile_id", "=", self.profile_id.id)
        if self.read_scope == "all":
            return with_profile
        if self.read_scope == "assigned":
            return with_profile & Domain("id", "in", _ids(record, grant.assigned_path))
        contacts = {id_ for path in grant.contact_paths for id_ in _ids(record, path)}
        if self.read_scope == "own":
            return with_profile & Domain("id", "in", contacts)
        if grant.company_path:
            companies = _ids(record, grant.company_path)
        else:
            # sudo: res.partner - the companies of a record's contacts
            partners = self.env["res.partner"].sudo().browse(contacts)
            companies = partners.commercial_partner_id.ids
        return with_profile & Domain("commercial_partner_id", "in", companies)


def _ids(record, path):
    """Return the ids of the records at the end of a path."""
    return record.ids if path == "id" else record.mapped(path).ids
