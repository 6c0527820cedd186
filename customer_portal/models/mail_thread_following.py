# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailThread(models.AbstractModel):
    """Comments reach also who follows all of its company, and digests."""

    _inherit = "mail.thread"

    def _customer_portal_get_following(self, message, events):
        """Return as recipients who follows all of its company and may read this.

        :param message: ``mail.message`` record as superuser
        :rtype: list[dict]
        """
        if not events[0]:
            return []
        contacts = self._customer_portal_get_subscribers() - message.author_id
        readers = contacts.filtered(
            lambda contact: self._customer_portal_is_reader(
                self._customer_portal_get_user(contact)
            )
        )
        return self._customer_portal_prepare_recipients(message, readers)

    def _customer_portal_prepare_recipients(self, message, contacts):
        """Return contacts as recipients of a message, as Odoo describes followers.

        :rtype: list[dict]
        """
        if not contacts:
            return []
        followers = self.env["mail.followers"]
        found = followers._get_recipient_data(
            self, "user_notification", message.subtype_id.id, contacts.ids
        )
        return [data for data in found[self.id].values() if data["active"]]

    def _customer_portal_keep_for_digest(self, message, later, seen):
        """Keep a comment for the digests of contacts.

        :param message: ``mail.message`` record as superuser
        :param dict later: contact and event by normalised address
        :param set seen: normalised addresses that get it by a mail of its own, or
            wrote it
        """
        lines = self.env["customer.portal.digest.line"]
        for address, (contact, event) in later.items():
            if address not in seen:
                lines._add(contact, event, self, message)
