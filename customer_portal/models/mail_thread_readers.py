# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailThread(models.AbstractModel):
    """Who sees a record in the portal, and what of it, as agents are told."""

    _inherit = "mail.thread"

    def _customer_portal_get_user(self, contact):
        """Return the portal user of a contact, maybe none.

        :param contact: ``res.partner`` record
        :return: as superuser
        :rtype: odoo.addons.base.models.res_users.ResUsers
        """
        # sudo: res.users - agents need not read users
        return contact.sudo().user_ids.filtered(lambda u: u.share and u.active)[:1]

    def _customer_portal_is_shown_to(self, contact):
        """Tell whether a contact sees the record in the portal today.

        :param contact: ``res.partner`` record
        :rtype: bool
        """
        self.ensure_one()
        policy = self._customer_portal_get_user(contact)._customer_portal_policy()
        if policy is None:
            return False
        # sudo: the record's model - the policy's paths may cross unreadable models
        return bool(self.sudo().filtered_domain(policy.domain(self._name, "read")))

    def _customer_portal_get_shown_attachments(self, contact):
        """Return the files of the record that a contact sees: those of its page.

        :param contact: ``res.partner`` record; of one without a portal that customers
            see
        :return: ``ir.attachment`` records as superuser
        """
        user = self._customer_portal_get_user(contact)
        shown = bool(user) and self._customer_portal_is_shown_to(contact)
        record = self.with_user(user) if shown else self
        # sudo: ir.attachment - which files are visible is decided there
        return record._customer_portal_get_attachments().with_env(self.sudo().env)
