# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class CustomerPortalRequest(models.Model):
    """What each submitted form made, so that sending it again makes nothing new."""

    _name = "customer.portal.request"
    _description = "Submitted portal form"
    _log_access = False

    create_date = fields.Datetime(default=fields.Datetime.now, index=True)
    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    key = fields.Char(required=True)
    res_id = fields.Integer("Record made")

    _key_unique = models.Constraint("UNIQUE(user_id, key)", "Already submitted.")

    @api.model
    def _claim(self, key):
        """Take a key for the current user.

        A second request that arrives meanwhile waits for the first and is then run
        again by Odoo, because PostgreSQL refuses to serialize it.

        :param str key: chosen at random when the form was shown
        :return: the new request, and the id of what an earlier request with this key
            made (0 where there was none)
        :rtype: tuple
        """
        # sudo: customer.portal.request - nobody else reads or writes it
        requests = self.sudo()
        rows = self.env.execute_query(
            SQL(
                "INSERT INTO customer_portal_request (create_date, user_id, key) "
                "VALUES (%s, %s, %s) ON CONFLICT DO NOTHING RETURNING id",
                fields.Datetime.now(),
                self.env.uid,
                key,
            )
        )
        if rows:
            return requests.browse(rows[0]), 0
        earlier = requests.search([("user_id", "=", self.env.uid), ("key", "=", key)])
        return earlier, earlier.res_id

    @api.autovacuum
    def _gc_requests(self):
        limit = fields.Datetime.now() - timedelta(days=7)
        self.search([("create_date", "<", limit)], limit=10_000).unlink()
