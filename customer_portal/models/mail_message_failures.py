# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailMessage(models.Model):
    _inherit = "mail.message"

    def _notify_message_notification_update(self):
        """Tell no customer in Odoo's backend, where it is not, of mails that failed.

        Odoo reads the message as its author, who may not: the whole queue of mails
        would stop there.
        """
        managed = self.env["ir.model.access"]._customer_portal_get_managed()
        # sudo: mail.message - whom it is from
        seen = self.sudo().filtered(
            lambda m: m.model not in managed or not m.author_id.partner_share
        )
        return super(
            MailMessage, seen.sudo(self.env.su)
        )._notify_message_notification_update()
