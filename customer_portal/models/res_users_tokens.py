# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResUsers(models.Model):
    """A login that changes changes its policy; one that ends takes its links along."""

    _inherit = "res.users"

    def write(self, vals):
        if not {"active", "company_id", "group_ids", "partner_id"} & vals.keys():
            return super().write(vals)
        before = self._customer_portal_get_holders()
        result = super().write(vals)
        # Odoo forgets less, and only before the commit
        self._customer_portal_clear_policies()
        after = self._customer_portal_get_holders()
        self._customer_portal_leave(before - after)
        self.env["customer.portal.leaving"]._return(after - before)
        return result

    def unlink(self):
        holders = self._customer_portal_get_holders()
        leaving = self.filtered(lambda user: user.partner_id in holders)
        self.env["customer.portal.log"]._add("disable", leaving, "deleted")
        result = super().unlink()
        self.browse()._customer_portal_leave(holders)
        return result

    def _deactivate_portal_user(self, **post):
        """Have the log say that the contact does it: Odoo acts as superuser."""
        users = self.with_context(customer_portal_reason="self")
        return super(ResUsers, users)._deactivate_portal_user(**post)

    def _customer_portal_leave(self, contacts):
        """End all that contacts reached with these users.

        :param contacts: ``res.partner`` records as superuser
        """
        self.env["customer.portal.tokens"]._rotate(contacts)
        companies = {c.id: c.commercial_partner_id.id for c in contacts}
        self.env["customer.portal.leaving"]._leave(companies, self)

    def _customer_portal_get_holders(self):
        """Return the contacts that log in to the portal with these users today.

        :return: ``res.partner`` records as superuser
        """
        # sudo: res.users, res.partner - whoever ends a login need not read its contact
        users = self.sudo().filtered(lambda user: user.active and user._is_portal())
        contacts = users.partner_id
        return contacts.browse(contacts._customer_portal_get_states())
