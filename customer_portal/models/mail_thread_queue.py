# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _message_track_post_template(self, changes):
        """Let the queue send the mails of a changed stage, once that is committed.

        Odoo sends them at once: a request that is tried again sends again.
        """
        if self.env["customer.portal.section"]._get_code(self._name):
            self = self.with_context(customer_portal_queue=True)
        return super()._message_track_post_template(changes)
