# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

#: Hours in which a mail is tried again while the mail server does not take it.
HOURS = 4
#: Most requests that one run of the job looks at.
BATCH = 500
#: Most characters of what was typed; no login is longer.
MAX_LOGIN = 320

_logger = logging.getLogger(__name__)


class CustomerPortalReset(models.Model):
    """Who asked for a new password on the login page, until the mail is sent."""

    _name = "customer.portal.reset"
    _description = "Request for a new password"
    _log_access = False
    _rec_name = "login"

    login = fields.Char(required=True)
    create_date = fields.Datetime(default=fields.Datetime.now, required=True)

    @api.model
    def _request(self, login):
        """Note a request; the scheduled job looks whether there is such an account.

        :param str login: as typed, known or not
        """
        if login := (login or "").strip()[:MAX_LOGIN]:
            self.create({"login": login})
            self.env.ref("customer_portal.cron_send_resets")._trigger()

    @api.model
    def _cron_send(self):
        """Send the mails that were asked for, one to each account."""
        limit = fields.Datetime.now() - timedelta(hours=HOURS)
        waiting = self.search([], order="id", limit=BATCH)
        for login, requests in waiting.grouped("login").items():
            if not (locked := requests.try_lock_for_update()):
                continue
            done = locked if self._send(login) else locked._older_than(limit)
            done.unlink()
            if not self.env["ir.cron"]._commit_progress(len(locked)):
                break

    def _older_than(self, limit):
        return self.filtered(lambda asked: asked.create_date < limit)

    @api.model
    def _send(self, login):
        """Send a mail to the account of a login or mail address, if there is one.

        :return: whether nothing is left to be done
        :rtype: bool
        """
        found = self.env["res.users"]._customer_portal_find(login)
        if not found:
            mail = email_normalize(login) or login
            found = found.search(found._get_email_domain(mail))
        if len(found) != 1 or not found._customer_portal_may_get_link():
            return True
        if found._is_portal():
            return found._customer_portal_account(make=True)._send_reset()
        try:
            found.action_reset_password()
        except UserError as error:
            _logger.info("Reset mail of user %s: %s", found.id, error)
            return False
        return True
