# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

#: Most characters that are kept of what a mail server says.
MAX_REASON = 500


class ResPartner(models.Model):
    """Addresses that mail servers refuse."""

    _inherit = "res.partner"

    customer_portal_mail_failure = fields.Char(
        "Mails fail because", copy=False, readonly=True, groups="base.group_user"
    )
    customer_portal_mail_failure_date = fields.Datetime(
        "Mails fail since", copy=False, readonly=True, groups="base.group_user"
    )

    def write(self, vals):
        """Forget the failure of an address that is no longer the contact's."""
        if "email" in vals and "customer_portal_mail_failure" not in vals:
            changed = self.filtered(lambda partner: partner.email != vals["email"])
            changed._customer_portal_mail_arrived()
        return super().write(vals)

    def _customer_portal_mail_failed(self, reason):
        """Mark contacts whose address is refused; the first time counts.

        :param str reason: as the mail server said it
        """
        # sudo: res.partner - mails fail whoever had them sent
        self.sudo().filtered(lambda one: not one.customer_portal_mail_failure).write(
            {
                "customer_portal_mail_failure": " ".join(reason.split())[:MAX_REASON],
                "customer_portal_mail_failure_date": fields.Datetime.now(),
            }
        )

    def _customer_portal_mail_arrived(self):
        """Take the mark from contacts."""
        # sudo: res.partner - mails arrive whoever had them sent
        self.sudo().filtered("customer_portal_mail_failure").write(
            {
                "customer_portal_mail_failure": False,
                "customer_portal_mail_failure_date": False,
            }
        )

    def _message_receive_bounce(self, email, partner):
        """Mark the contact when a mail of ours came back."""
        if reason := self.env.context.get("customer_portal_bounce"):
            self._customer_portal_mail_failed(reason)
        return super()._message_receive_bounce(email, partner)
