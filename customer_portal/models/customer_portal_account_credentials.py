# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base.models.ir_mail_server import MailDeliveryException

from .. import passwords

#: What a mail server that does not take a mail makes of it.
NOT_SENT = (MailDeliveryException, UserError, OSError, AssertionError)
#: Most contacts whose mails an agent waits for; more are left to the scheduled job.
AT_ONCE = 5

_logger = logging.getLogger(__name__)


class CustomerPortalAccount(models.Model):
    """The credentials mail: a password that works until its person chooses one."""

    _inherit = "customer.portal.account"

    def _request_credentials(self):
        """Have credentials sent: at once for a few accounts, else by the scheduled job.

        The password is made only when its mail leaves, so that no queue holds it.
        """
        self.write({"pending": True})
        if len(self) <= AT_ONCE:
            self._send_pending()
        if self.filtered("pending"):
            self.env.ref("customer_portal.cron_send_credentials")._trigger()

    @api.model
    def _cron_send_pending(self, batch=100):
        """Send what waits, each mail in a transaction of its own.

        :param int batch: most accounts for one run of the job
        """
        domain = [("pending", "=", True), ("user_id.active", "=", True)]
        waiting = self.search(domain, limit=batch)
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=self.search_count(domain))
        failed = 0
        for account in waiting:
            # another server may be at it
            if locked := account.try_lock_for_update().filtered("pending"):
                locked._send_pending()
                failed += locked.pending
            if not progress(1) or failed > 3:
                break

    def _send_pending(self):
        """Send credentials to whom they are due; those whose mail fails stay due."""
        log = self.env["customer.portal.log"]
        for account in self.filtered("pending"):
            try:
                with self.env.cr.savepoint():
                    account._send_one()
            except NOT_SENT as error:
                _logger.info("Credentials of user %s: %s", account.user_id.id, error)
                log._add("credentials", account.user_id, "mail")

    def _send_one(self):
        """Make a password or a link and send it. Neither is stored but as a hash.

        The mail leaves last: a server that is stopped after that, before the commit,
        would send another one.

        :raise NOT_SENT: the mail server did not take the mail
        """
        user = self.user_id
        profile = user.partner_id.customer_portal_profile_id
        row = self.env["customer.portal.notice"]._of(profile, "credentials")
        if row and not row.template_id:
            # the profile sends none: there are other ways to a password
            self.pending = False
            return
        secret = {"password": passwords.generate(user._get_minlength())}
        user._customer_portal_replace_password(secret["password"])
        if profile.credentials == "link":
            user.partner_id.signup_prepare()
            hours = profile.credentials_days * 24
            token = user.partner_id._generate_signup_token(expiration=hours)
            secret = {"link": f"{user.get_base_url()}/web/signup?token={token}"}
        self.write(
            {
                **self._no_failures(),
                "pending": False,
                "sent_date": fields.Datetime.now(),
                "must_change": True,
                "password_until": self._get_validity(profile),
                "serial": self.serial + (profile.credentials != "link"),
            }
        )
        self.env["customer.portal.log"]._add("credentials", user)
        self.env.flush_all()
        row._send_unkept(user, {**secret, "days": profile.credentials_days})

    def _get_validity(self, profile):
        """Return until when a password sent now works: the end of the last day.

        The days begin with the support period, if that has not begun yet.

        :rtype: datetime.datetime
        """
        user = self.user_id
        start = user.partner_id.customer_portal_start
        today = user._customer_portal_today()
        day = max(start or today, today) + timedelta(days=profile.credentials_days + 1)
        return datetime.combine(day, time.min)

    def _send_mail(self, template, secret):
        """Send the account's person a mail that is not kept.

        :param template: ``mail.template`` record for ``res.users``
        :param dict secret: what the template finds in its context
        """
        user = self.user_id
        to = (user.name, user.email)
        template._customer_portal_send(user, to, user.lang, secret)

    def _send_reset(self):
        """Send a link to choose a new password, which voids those sent before.

        :return: whether the mail server took the mail
        :rtype: bool
        """
        user = self.user_id
        try:
            with self.env.cr.savepoint():
                user.partner_id.signup_prepare(signup_type="reset")
                token = user.partner_id._generate_signup_token()
                link = f"{user.get_base_url()}/web/reset_password?token={token}"
                template = self.env.ref("customer_portal.mail_template_reset")
                self._send_mail(template, {"customer_portal_link": link})
        except NOT_SENT as error:
            _logger.info("Reset mail of user %s: %s", user.id, error)
            return False
        self.env["customer.portal.log"]._add("reset", user)
        return True
