# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
import secrets
from datetime import timedelta

from odoo import api, fields, models

from .customer_portal_account_credentials import NOT_SENT

#: Hours in which a mail is tried again while the mail server does not take it.
HOURS = 4
#: Most requests that one run of the job looks at.
BATCH = 100

_logger = logging.getLogger(__name__)


class CustomerPortalRegistration(models.Model):
    """The mail that follows a request, by a job: only it looks who is known.

    It holds nothing of what the visitor typed: else strangers could have us write to
    others what they like.
    """

    _inherit = "customer.portal.registration"

    @api.model
    def _cron_send(self):
        """Send the mails of new requests, each in a transaction of its own."""
        limit = fields.Datetime.now() - timedelta(hours=HOURS)
        domain = [("state", "=", "asked"), ("sent", "=", False)]
        for registration in self.search(domain, order="id", limit=BATCH):
            # another server may be at it
            registration = registration.try_lock_for_update()
            if registration and not registration._send():
                if registration.date < limit:
                    registration.unlink()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _send(self):
        """Send a link to confirm the address, or tell who has access that it has.

        :return: whether the mail server took the mail
        :rtype: bool
        """
        template, secret = "mail_template_registration_known", {}
        values = {"sent": True}
        if not self._is_known():
            token = secrets.token_urlsafe(32)
            template = "mail_template_registration"
            link = f"{self.get_base_url()}/my/register/confirm?token={token}"
            secret = {"customer_portal_link": link}
            values["token_hash"] = self._hash(token)
        template = self.env.ref(f"customer_portal.{template}")
        try:
            with self.env.cr.savepoint():
                self._get_others().token_hash = False
                self.write(values)
                to = ("", self.email)
                template._customer_portal_send(self, to, self.lang, secret)
        except NOT_SENT as error:
            _logger.info("Mail of registration %s: %s", self.id, error)
            return False
        return True

    def _get_others(self):
        """Return the open requests of the same address, whose links a new one voids."""
        return self.search(
            [
                ("email", "=", self.email),
                ("state", "=", "asked"),
                ("id", "!=", self.id),
            ]
        )

    def _is_known(self):
        """Tell whether somebody logs in with the address, or did."""
        found = self.env["res.users"]._customer_portal_of_mails([self.email])
        return bool(found[self.email])

    def _tell_agents(self):
        """Tell us by mail that somebody waits for an answer."""
        template = "customer_portal.mail_template_registration_agents"
        if self.company_id.email:
            self.env.ref(template)._customer_portal_queue(self)
