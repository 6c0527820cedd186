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
        # sudo: the record, res.partner - whom it tells, who has left it
        about, contact = record.sudo(), self.env.user.partner_id.sudo()
        if contact._customer_portal_has_left(record):
            return False
        if self.section_id in contact._customer_portal_get_followed():
            return True
        told = about._customer_portal_get_notice_contacts("comment_by_support")
        return contact in told
