# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _notify_security_setting_update(
        self, subject, content, mail_values=None, **kwargs
    ):
        """Let the queue send to portal users, once the change is committed.

        Odoo sends at once: a request that is tried again sends again, and one that is
        rolled back tells of what never happened.
        """
        outside = self.filtered("share").with_context(customer_portal_queue=True)
        mails = super(
            ResUsers, self.filtered(lambda user: not user.share)
        )._notify_security_setting_update(
            subject, content, mail_values=mail_values, **kwargs
        )
        for user in outside:
            # sudo: res.users - whose account it is need not read its company
            company = user.sudo().company_id
            about = {
                "model": "res.users",
                "res_id": user.id,
                "record_company_id": company.id,
            }
            mails |= super(ResUsers, user)._notify_security_setting_update(
                subject, content, mail_values={**(mail_values or {}), **about}, **kwargs
            )
        return mails
