# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResUsers(models.Model):
    """Mails about the own account."""

    _inherit = "res.users"

    def _customer_portal_tell(self, event, **values):
        """Queue the mail of an event of each user's account, if its profile has one.

        :param str event: one of ``notices.EVENTS``
        :param values: keys of ``notices.SAMPLE``
        """
        notices = self.env["customer.portal.notice"]
        # sudo: res.users - whose account it is need not read its profile
        for profile, users in self.sudo().grouped("customer_portal_profile_id").items():
            if row := notices._of(profile, event):
                row._queue(users, self.browse(), values)

    def _notify_security_setting_update(self, subject, content, **kwargs):
        """Leave a changed password to the profile's own mail."""
        users = self
        if self.env.context.get("customer_portal_password"):
            # sudo: res.users - whose password it is need not read its profile
            users = self.sudo().filtered(lambda u: not u.customer_portal_profile_id)
        if not users:
            return self.env["mail.mail"]
        return super(
            ResUsers, users.with_env(self.env)
        )._notify_security_setting_update(subject, content, **kwargs)

    def _customer_portal_tell_end(self):
        """Tell each user whose access is in force when it ends; note that it knows."""
        policies = {user: user._customer_portal_compile() for user in self}
        today = {user: user._customer_portal_today() for user in self}
        told = self.filtered(
            lambda u: policies[u] and policies[u].state(today[u]) == "active"
        )
        for account in told._customer_portal_account(make=True):
            account.end_told = account.user_id.customer_portal_end
        ends = told.grouped(lambda user: (user.customer_portal_end, today[user]))
        for (end, day), users in ends.items():
            users._customer_portal_tell(
                "access_expires", until=end, days=(end - day).days
            )
