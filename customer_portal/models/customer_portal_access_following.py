# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


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
        # sudo: customer.portal.subscription, mail.followers, the record - what the user
        # itself follows and has left
        rows = self.env["customer.portal.subscription"].sudo()
        rows = rows.search_fetch(
            [
                ("contact_id", "=", contact.id),
                ("section_id.model", "=", record._name),
                ("res_id", "in", (0, record.id)),
            ],
            ["section_id", "res_id"],
        )
        if any(row.res_id for row in rows):
            return False
        if self.section_id in rows.section_id:
            return True
        about = record.sudo()
        if contact in about._mail_get_partners()[record.id]:
            return True
        return bool(
            about.env["mail.followers"].search_count(
                [
                    ("res_model", "=", record._name),
                    ("res_id", "=", record.id),
                    ("partner_id", "=", contact.id),
                ],
                limit=1,
            )
        )
