# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailThread(models.AbstractModel):
    """Who is told of private notes, and of what support answers to them."""

    _inherit = "mail.thread"

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Tell no customer, not even its author, of a private note and its answers.

        Odoo would send the author what an agent answers by mail: to a note of an agent
        the author is one, too.
        """
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        # sudo: mail.message - what kind it is, for whoever writes
        note = message.sudo()
        private = self._customer_portal_get_private()
        if private not in note.subtype_id | note.parent_id.subtype_id:
            return recipients
        if not (note.is_internal or note.subtype_id.internal):
            return recipients  # support answers in public
        return [recipient for recipient in recipients if not recipient["share"]]
