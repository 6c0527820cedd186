# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager
from datetime import datetime

from odoo import api, models
from odoo.exceptions import AccessDenied
from odoo.tools import email_normalize
from odoo.tools.lru import LRU

from .customer_portal_reset import MAX_LOGIN

#: So many times more wrong passwords than for one login Odoo takes from an address.
NEIGHBOURS = 20
#: Most failures that a process remembers.
MAX_FAILURES = 10_000


class ResUsers(models.Model):
    """Odoo's brake for wrong passwords, for each login instead of for all of them."""

    _inherit = "res.users"

    @contextmanager
    def _assert_can_auth(self, user=None):
        """Let nobody wait because of the wrong passwords of a neighbour.

        Odoo's brake counts them by network address, which a whole company may share.
        Here it counts them by address and login; by address alone many more must fail.
        """
        super_users = super()
        address, _agent = self.env["ir.http"]._customer_portal_get_client()
        failures = self._customer_portal_get_failures()
        key = (address, self._customer_portal_fold(user))
        count, previous = failures.get(key, (0, datetime.min))
        if address and super_users._on_login_cooldown(count, previous):
            raise AccessDenied(
                self.env._("Too many wrong passwords. Wait a minute and try again.")
            )
        try:
            with super_users._assert_can_auth(user=user):
                yield
        except AccessDenied:
            failures[key] = (count + 1, datetime.now())
            raise
        failures.pop(key, None)

    def _on_login_cooldown(self, failures, previous):
        return super()._on_login_cooldown(failures // NEIGHBOURS, previous)

    @api.model
    def _customer_portal_get_failures(self):
        """Return the latest failures in this process: how many, and when the last was.

        :return: by network address and login
        :rtype: odoo.tools.lru.LRU
        """
        registry = self.env.registry
        if not hasattr(registry, "_customer_portal_failures"):
            registry._customer_portal_failures = LRU(MAX_FAILURES)
        return registry._customer_portal_failures

    @api.model
    def _customer_portal_fold(self, login):
        """Return a login as all ways to write it have in common.

        :param login: as typed, or the id of a user
        :rtype: str
        """
        written = str(login or "").strip()[:MAX_LOGIN]
        return email_normalize(written) or written.lower()
