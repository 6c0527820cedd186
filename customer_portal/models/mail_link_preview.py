# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailLinkPreview(models.Model):
    _inherit = "mail.link.preview"

    def _create_from_message_and_notify(self, message, request_url=None):
        """Preview no page to which somebody outside links on an exposed record.

        The server would open whatever address it names, and agents would load that
        page's picture.
        """
        section = self.env["customer.portal.section"]
        # sudo: mail.message - whom it is from
        author = message.sudo().author_id
        is_ours = author and not author.partner_share
        if message.model and section._is_managed(message.model) and not is_ours:
            return None
        return super()._create_from_message_and_notify(message, request_url=request_url)
