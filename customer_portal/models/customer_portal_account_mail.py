# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import logging
import secrets
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.tools import email_normalize

from .customer_portal_account_credentials import NOT_SENT

#: Hours in which the link works, and in which its mail is tried again.
HOURS = 24
#: Most mails that one run of the job sends.
BATCH = 100

_logger = logging.getLogger(__name__)


class CustomerPortalAccount(models.Model):
    """Another mail address, which is the login, too: confirmed from the new one.

    Whether somebody has the address already is looked up by the job that sends the
    link, and is told to nobody.
    """

    _inherit = "customer.portal.account"

    new_mail = fields.Char("Mail address to be confirmed")
    new_mail_date = fields.Datetime("Mail address asked for")
    new_mail_due = fields.Boolean("Link to be sent", index="btree_not_null")
    new_mail_hash = fields.Char(groups="base.group_system")

    def _request_mail(self, mail):
        """Have a link sent to another address; it voids the one sent before.

        :param str mail: normalised
        """
        self.write(
            {
                "new_mail": mail,
                "new_mail_date": fields.Datetime.now(),
                "new_mail_due": True,
                "new_mail_hash": False,
            }
        )
        self.env.ref("customer_portal.cron_send_new_mails")._trigger()

    @api.model
    def _cron_send_new_mails(self):
        """Send the links that are due, each in a transaction of its own."""
        limit = fields.Datetime.now() - timedelta(hours=HOURS)
        for account in self.search([("new_mail_due", "=", True)], limit=BATCH):
            # another server may be at it
            account = account.try_lock_for_update().filtered("new_mail_due")
            if account and not account._send_new_mail():
                if account.new_mail_date < limit:
                    account._forget_new_mail()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _send_new_mail(self):
        """Send the link, which exists only in its mail; none to somebody's address.

        :return: whether nothing is left to be done
        :rtype: bool
        """
        user = self.user_id
        if user._customer_portal_get_door() != "active" or self._is_new_mail_known():
            self._forget_new_mail()
            return True
        token = secrets.token_urlsafe(32)
        link = f"{user.get_base_url()}/my/mail/confirm?token={token}"
        template = self.env.ref("customer_portal.mail_template_new_mail")
        try:
            with self.env.cr.savepoint():
                values = {"new_mail_due": False, "new_mail_hash": self._hash(token)}
                self.write(values)
                secret = {"customer_portal_link": link}
                template._customer_portal_send(user, self.new_mail, user.lang, secret)
        except NOT_SENT as error:
            _logger.info("Link to a new address of user %s: %s", user.id, error)
            return False
        return True

    def _is_new_mail_known(self):
        """Tell whether somebody else logs in with the address, or did.

        :rtype: bool
        """
        users = self.env["res.users"].with_context(active_test=False)
        others = [("id", "!=", self.user_id.id)]
        return any(
            users.search_count([*domain, *others], limit=1)
            for domain in (
                users._get_login_domain(self.new_mail),
                users._get_email_domain(self.new_mail),
            )
        )

    def _is_link(self, token):
        """Tell whether a link confirms the address that was asked for last.

        :param str token: from the link
        :rtype: bool
        """
        limit = fields.Datetime.now() - timedelta(hours=HOURS)
        return bool(
            self.new_mail_hash
            and self.new_mail_date > limit
            and secrets.compare_digest(self.new_mail_hash, self._hash(token))
        )

    def _confirm_new_mail(self, token):
        """Make the new address the account's; tell the former one.

        :param str token: from the link
        :return: whether the link was good
        :rtype: bool
        """
        account = self.try_lock_for_update()
        if not account or not account._is_link(token) or account._is_new_mail_known():
            return False
        user, mail = account.user_id, account.new_mail
        former = user.email_formatted
        try:
            with self.env.cr.savepoint():
                user.write({"login": mail, "email": mail})
                self.env.flush_all()
        except UniqueViolation:  # somebody has got it at this moment
            return False
        account._forget_new_mail()
        account.serial += 1
        self.env["customer.portal.log"]._add("mail", user)
        if email_normalize(former):
            template = self.env.ref("customer_portal.mail_template_mail_changed")
            template.send_mail(user.id, email_values={"email_to": former})
        return True

    def _forget_new_mail(self):
        self.write(
            {
                "new_mail": False,
                "new_mail_date": False,
                "new_mail_due": False,
                "new_mail_hash": False,
            }
        )

    @api.model
    def _hash(self, token):
        return hashlib.sha256(token.encode(errors="replace")).hexdigest()
