# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from .res_users_doors import ENDING_DAYS


class CustomerPortalAccount(models.Model):
    """Whose access is about to end is told so, once for each end."""

    _inherit = "customer.portal.account"

    end_told = fields.Date("Told of the end on")

    @api.model
    def _cron_tell_expiring(self, batch=100):
        """Queue the mails to those whose access ends soon.

        :param int batch: most contacts between two commits
        """
        due = self._get_expiring()
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(due))
        for start in range(0, len(due), batch):
            group = due[start : start + batch]
            group._customer_portal_tell_end()
            if not progress(len(group)):
                break

    @api.model
    def _get_expiring(self):
        """Return whose access ends soon, and who does not know it yet.

        :return: ``res.users`` records
        """
        today = fields.Date.context_today(self)
        contacts = self.env["res.partner"].search(
            [
                ("customer_portal_active", "=", True),
                ("customer_portal_end", ">=", today),
                ("customer_portal_end", "<=", today + timedelta(days=ENDING_DAYS)),
                ("user_ids.share", "=", True),
            ]
        )
        return contacts.user_ids.filtered(
            lambda user: (
                user.share
                and user.customer_portal_end != user.customer_portal_account_id.end_told
            )
        )
