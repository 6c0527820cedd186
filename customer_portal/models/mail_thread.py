# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _get_thread_with_access(
        self, thread_id, *, hash=None, pid=None, token=None, **kwargs
    ):
        """Let no token, hash or contact of a link open an exposed record."""
        if self.env["customer.portal.section"]._get_code(self._name):
            hash = pid = token = None
        return super()._get_thread_with_access(
            thread_id, hash=hash, pid=pid, token=token, **kwargs
        )

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """Give contacts a button to the record's page in the portal, without a token.

        Odoo's own button for the customer carries a token that opens the record for
        whoever holds the mail.
        """
        groups = super()._notify_get_recipients_groups(
            message, model_description, msg_vals
        )
        url = len(self) == 1 and self._customer_portal_get_url()
        if not url:
            return groups
        groups = [group for group in groups if group[0] != "portal_customer"]
        for name, _function, data in groups:
            if name == "portal":
                data["button_access"] = {"url": self.get_base_url() + url}
        return groups
