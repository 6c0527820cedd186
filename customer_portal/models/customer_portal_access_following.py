# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import SQL


class CustomerPortalAccess(models.Model):
    """Whether the contact gets mails about a record, and may change that."""

    _inherit = "customer.portal.access"

    def _prepare_detail_values(self, record, all_comments=False):
        """Add ``hears``: ``None`` for a model of which nobody is told.

        :rtype: dict
        """
        values = super()._prepare_detail_values(record, all_comments)
        return {**values, "hears": self._is_following(record)}

    def _is_following(self, record):
        """Tell whether the user is told what happens to a record that it can read.

        :rtype: bool or None
        """
        if "message_partner_ids" not in record._fields:
            return None
        contact = self.env.user.partner_id
        follows = self._get_follows(contact, record)
        if record.id in follows:
            return False
        if follows:
            return True
        # sudo: the record - whose it is
        return contact in record.sudo()._mail_get_partners()[record.id]

    def _get_follows(self, contact, record):
        """Return why a contact is told of a record, or not, in one query.

        :return: the record's id where the contact has left it, 0 where it follows all
            of the section, -1 where it follows the record
        :rtype: set[int]
        """
        for model in ("customer.portal.subscription", "mail.followers"):
            self.env[model].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT res_id FROM customer_portal_subscription
                 WHERE contact_id = %(contact)s
                   AND (res_id = 0 AND section_id = %(section)s
                        OR res_id = %(record)s AND section_id IN (
                               SELECT id FROM customer_portal_section
                                WHERE model = %(model)s))
                 UNION ALL
                SELECT -1 FROM mail_followers
                 WHERE partner_id = %(contact)s
                   AND res_model = %(model)s AND res_id = %(record)s
                """,
                contact=contact.id,
                section=self.section_id.id,
                record=record.id,
                model=record._name,
            )
        )
        return {res_id for (res_id,) in rows}
