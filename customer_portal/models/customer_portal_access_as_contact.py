# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class CustomerPortalAccess(models.Model):
    """Whose eyes an agent may look through."""

    _inherit = "customer.portal.access"

    @api.model
    def _find_preview_user(self, code, record_id, contact_id):
        """Return the portal user as whom an agent sees a record's page.

        The agent must be able to read the record and the contact itself.

        :param str code: code of a section
        :param int record_id: any number
        :param int contact_id: any number
        :return: none where the current user is no agent, or anything is missing
        :rtype: odoo.addons.base.models.res_users.ResUsers
        """
        nobody = self.env["res.users"]
        if not self.env.user.has_group("customer_portal.group_agent"):
            return nobody
        if not (0 < record_id < 2**31 and 0 < contact_id < 2**31):
            return nobody
        section = self.env["customer.portal.section"].search([("code", "=", code)])
        if not section or not section.model:
            return nobody
        record = self.env[section.model].search([("id", "=", record_id)])
        contact = self.env["res.partner"].search([("id", "=", contact_id)])
        if not record or not contact or "message_ids" not in record._fields:
            return nobody
        return record._customer_portal_get_user(contact)

    @api.model
    def _prepare_preview_banner(self, user):
        """Prepare what stands on a page that an agent sees as a contact.

        :param user: the contact's user
        :return: ``contact`` and ``profile``, names
        :rtype: dict
        """
        # sudo: res.users - agents need not read users
        contact = user.sudo().partner_id
        profile = contact.customer_portal_profile_id.with_env(self.sudo().env)
        return {"contact": contact.name, "profile": profile.name}
