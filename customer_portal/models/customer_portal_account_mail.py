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
#: Most links that a contact may ask for within a day.
PER_DAY = 3
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
    new_mail_times = fields.Integer("Mail addresses asked for within a day")
    new_mail_due = fields.Boolean("Link to be sent", index="btree_not_null")
    new_mail_hash = fields.Char(groups="base.group_system")

    def _may_request_mail(self):
        """Tell whether the portal sends another link: mails go to whoever is named.

        :rtype: bool
        """
        return not self._is_new_mail_of_today() or self.new_mail_times < PER_DAY

    def _is_new_mail_of_today(self):
        since = fields.Datetime.now() - timedelta(days=1)
        return bool(self.new_mail_date and self.new_mail_date > since)

    def _request_mail(self, mail):
        """Have a link sent to another address; it voids the one sent before.

        :param str mail: normalised
        """
        is_of_today = self._is_new_mail_of_today()
        self.write(
            {
                "new_mail": mail,
                "new_mail_date": fields.Datetime.now(),
                "new_mail_times": 1 + (is_of_today and self.new_mail_times),
                "new_mail_due": True,
                "new_mail_hash": False,
            }
        )
        self.env.ref("customer_portal.cron_send_new_mails")._trigger()

    @api.model
    def _cron_send_new_mails(self):
        """Send the links that are due, each in a transaction of its own."""
        limit = fields.Datetime.now() - timedelta(hours=HOURS)
        due = [("new_mail_due", "=", True)]
        # what the mail server refuses for a day keeps nobody waiting
        for account in self.search(due, order="new_mail_date desc", limit=BATCH):
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
        if user._customer_portal_get_door() != "active" or self._is_new_mail_taken():
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
                to = (user.name, self.new_mail)
                template._customer_portal_send(user, to, user.lang, secret)
        except NOT_SENT as error:
            _logger.info("Link to a new address of user %s: %s", user.id, error)
            return False
        return True

    def _is_new_mail_taken(self):
        """Tell whether somebody else has the address, or it is one of our own.

        :rtype: bool
        """
        mail, users = self.new_mail, self.env["res.users"]
        if users._customer_portal_of_mails([mail])[mail] - self.user_id:
            return True
        # what comes in there is read by us, or becomes a ticket
        companies = self.env["res.company"].search([("email", "!=", False)])
        ours = {email_normalize(company.email) for company in companies}
        return mail in ours or bool(self.env["mail.alias.domain"]._find_aliases([mail]))

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
        if not account or not account._is_link(token) or account._is_new_mail_taken():
            return False
        user, mail = account.user_id, account.new_mail
        try:
            with self.env.cr.savepoint():
                user._customer_portal_take_mail(mail)
                user.partner_id.with_context(customer_portal_told=True).email = mail
                self.env.flush_all()
        except UniqueViolation:  # somebody has got it at this moment
            return False
        return True

    def _forget_new_mail(self):
        self.write({"new_mail": False, "new_mail_due": False, "new_mail_hash": False})

    def _hash(self, token):
        """Return a link as it is kept: void once a password is chosen or sent.

        :rtype: str
        """
        text = f"{self.serial}.{token}"
        return hashlib.sha256(text.encode(errors="replace")).hexdigest()
