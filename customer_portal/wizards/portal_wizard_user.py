# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class PortalWizardUser(models.TransientModel):
    _inherit = "portal.wizard.user"

    def _customer_portal_grant(self):
        """Give a contact its login, also one that was archived: Odoo leaves it so."""
        if not self.is_portal:
            self.action_grant_access()
        elif not self.user_id.active:
            # sudo: res.users - agents may let in whom they may not write
            self.user_id.sudo().active = True
            self.with_context(active_test=True)._send_email()

    def _send_email(self):
        """Send contacts of the portal its credentials instead of Odoo's invitation."""
        contact = self.partner_id
        is_ours = contact.customer_portal_profile_id and contact.customer_portal_active
        if not is_ours:
            return super()._send_email()
        account = self.user_id._customer_portal_account(make=True)
        if self.env.context.get("customer_portal_many"):
            account.pending = True
        else:
            account._request_credentials()
        return True
