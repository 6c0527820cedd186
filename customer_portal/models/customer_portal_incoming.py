# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

#: Days for which it is kept who wrote.
KEPT = 7
#: Odoo's own settings of its guard, and what it takes for granted.
MINUTES = ("mail.gateway.loop.minutes", 120, (1, KEPT * 24 * 60))
MOST = ("mail.gateway.loop.threshold", 20, (1, 100_000))


class CustomerPortalIncoming(models.Model):
    """Who wrote lately, and where it went: by that, robots that answer are found.

    Each mail is a row of its own, so that two that come in at once do not wait for each
    other.
    """

    _name = "customer.portal.incoming"
    _description = "Mail that came in"
    _order = "id desc"
    _rec_name = "sender"

    date = fields.Datetime(default=fields.Datetime.now, required=True, index=True)
    sender = fields.Char(required=True)
    target = fields.Char(
        required=True, help="An address of ours, or the record that a mail answers."
    )

    _pair = models.Index("(sender, target, date)")

    @api.model
    def _get_limits(self):
        """Return how many mails in how many minutes are too many.

        :rtype: tuple[int, int]
        """
        number = self.env["ir.config_parameter"]._customer_portal_get_number
        return number(*MOST), number(*MINUTES)

    @api.model
    def _count(self, sender, target):
        """Count a mail.

        :param str sender: its address, normalised
        :param str target: where it goes
        :return: how many there were before it within the time of the guard
        :rtype: int
        """
        # sudo: customer.portal.incoming - mails arrive as their senders
        rows = self.sudo()
        since = fields.Datetime.now() - timedelta(minutes=self._get_limits()[1])
        pair = [("sender", "=", sender), ("target", "=", target)]
        before = rows.search_count([*pair, ("date", ">=", since)])
        rows.create({"sender": sender, "target": target})
        return before

    @api.autovacuum
    def _gc_incoming(self):
        limit = fields.Datetime.now() - timedelta(days=KEPT)
        self.search([("date", "<", limit)], limit=10_000).unlink()
