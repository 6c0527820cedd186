# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: Days after which a customer has waited too long, unless the parameter says otherwise.
OVERDUE_DAYS = 2
OVERDUE_PARAMETER = "customer_portal.overdue_days"


class HelpdeskTicket(models.Model):
    """How long the customer has been waiting for us."""

    _inherit = "helpdesk.ticket"

    customer_portal_waiting_since = fields.Datetime(
        "Waiting for us since",
        compute="_compute_customer_portal_waiting_since",
        store=True,
        index="btree_not_null",
        copy=False,
        help="Since then we have owed the customer an answer. Empty: we owe none.",
    )
    customer_portal_overdue = fields.Boolean(
        "Overdue",
        compute="_compute_customer_portal_overdue",
        search="_search_customer_portal_overdue",
        help="The customer has been waiting for an answer for too long.",
    )

    @api.depends("customer_portal_state")
    def _compute_customer_portal_waiting_since(self):
        """Begin to count when it becomes our turn; taking a ticket is no answer."""
        now = fields.Datetime.now()
        for ticket in self:
            if ticket.customer_portal_state not in ("new", "open"):
                ticket.customer_portal_waiting_since = False
            elif not ticket.customer_portal_waiting_since:
                ticket.customer_portal_waiting_since = ticket.last_stage_update or now

    @api.depends("customer_portal_waiting_since")
    def _compute_customer_portal_overdue(self):
        limit = self._customer_portal_get_overdue_limit()
        for ticket in self:
            since = ticket.customer_portal_waiting_since
            ticket.customer_portal_overdue = bool(since) and since < limit

    def _search_customer_portal_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        limit = self._customer_portal_get_overdue_limit()
        overdue = Domain("customer_portal_waiting_since", "<", limit)
        return Domain.OR(overdue if wanted else ~overdue for wanted in value)

    def _customer_portal_get_overdue_limit(self):
        """Return since when at the latest a customer must not have been waiting.

        :rtype: datetime.datetime
        """
        # sudo: ir.config_parameter - a limit that every agent works with
        parameters = self.env["ir.config_parameter"].sudo()
        days = int(parameters.get_param(OVERDUE_PARAMETER, OVERDUE_DAYS))
        return fields.Datetime.now() - timedelta(days=days)

    def _customer_portal_follow(self, message):
        """Stop waiting at an answer also where the stage stays, and begin anew."""
        result = super()._customer_portal_follow(message)
        # sudo: mail.message, res.partner - who writes may not read its author's users
        message, ticket = message.sudo(), self.sudo()
        comment = self.env.ref("mail.mt_comment")
        if message.is_internal or message.subtype_id != comment:
            return result
        author = message.author_id
        if any(not user.share for user in author.user_ids):
            ticket.customer_portal_waiting_since = False
        elif (
            ticket.customer_portal_state in ("new", "open")
            and not ticket.customer_portal_waiting_since
            and ticket._customer_portal_is_of(author)
        ):
            ticket.customer_portal_waiting_since = fields.Datetime.now()
        return result
