# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
import re

from odoo import api, models

_logger = logging.getLogger(__name__)

#: Headers that vacation notices and other robots set, with their values.
ROBOTS = {
    "Auto-Submitted": re.compile(r"auto-(replied|notified)", re.I),
    "Precedence": re.compile(r"auto[_-]?reply", re.I),
    "X-Autoreply": re.compile(r""),
    "X-Autorespond": re.compile(r""),
    "X-Auto-Response-Suppress": re.compile(r"\b(All|AutoReply)\b", re.I),
}


class HelpdeskTicket(models.Model):
    """Whose mails enter a ticket, and as whose."""

    _inherit = "helpdesk.ticket"
    # helpdesk_mgmt names no field of its model: the guard against loops was off
    _primary_email = "partner_email"

    @api.model
    def _customer_portal_route_mail(self, message, message_dict, route):
        """Let robots write nothing, and strangers nothing into a customer's ticket.

        What a stranger answers becomes a ticket of its own. So does what a customer
        answers to a ticket that was closed too long ago; it follows the former one.
        """
        model, ticket_id, values, user_id, alias = route
        if self._customer_portal_is_robot(message, message_dict):
            _logger.info("Ignored automatic mail %s", message_dict.get("message_id"))
            return None
        if self._customer_portal_is_forged(message):
            # whoever sent it, it was not the one it claims to be
            message_dict["author_id"], user_id = False, self.env.uid
        if not ticket_id:
            return route[:3] + (user_id, alias)
        ticket = self.browse(ticket_id)
        author = self.env["res.partner"].browse(message_dict.get("author_id") or [])
        if ticket._customer_portal_takes_mail(author):
            return model, ticket_id, values, user_id, alias
        message_dict.pop("parent_id", None)
        message_dict.pop("is_internal", None)
        values = {"team_id": ticket.team_id.id, "company_id": ticket.company_id.id}
        if ticket._customer_portal_is_of(author):
            values["customer_portal_previous_id"] = ticket.id
        return model, 0, values, user_id, alias

    @api.model
    def _customer_portal_is_robot(self, message, message_dict):
        """Tell whether a mail was written by a machine that answers mails.

        :param email.message.EmailMessage message: the mail
        :param dict message_dict: what Odoo read off it
        :rtype: bool
        """
        # monitors open tickets with auto-generated mails; as answers they are robots'
        generated = "auto-generated" in (message.get("Auto-Submitted") or "").lower()
        is_reply = bool(message_dict.get("references") or message_dict["in_reply_to"])
        return (generated and is_reply) or any(
            name in message and pattern.search(str(message[name]))
            for name, pattern in ROBOTS.items()
        )

    def _customer_portal_takes_mail(self, author):
        """Tell whether a mail of an author is posted on the ticket.

        :param author: ``res.partner`` record, maybe none
        :rtype: bool
        """
        # sudo: helpdesk.ticket, res.partner - mails arrive as their senders
        ticket, author = self.sudo(), author.sudo()
        if not author or not ticket.exists():
            return False
        if any(not user.share for user in author.user_ids):
            return True
        if ticket._customer_portal_is_of(author):
            return not ticket.closed or ticket._customer_portal_may_reopen(author)
        others = ticket.customer_portal_collaborator_id | ticket.message_partner_ids
        return author in others and not ticket.closed

    def message_new(self, msg, custom_values=None):
        tickets = self.with_context(customer_portal_incoming=True)
        return super(HelpdeskTicket, tickets).message_new(msg, custom_values)

    def message_update(self, msg, update_vals=None):
        tickets = self.with_context(customer_portal_incoming=True)
        author = self.env["res.partner"].browse(msg.get("author_id") or [])
        if self.closed and self._customer_portal_is_of(author):
            tickets._customer_portal_move("answered")
        return super(HelpdeskTicket, tickets).message_update(msg, update_vals)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Let nobody of another company follow because a mail was copied to it."""
        if partner_ids and self.env.context.get("customer_portal_incoming"):
            # sudo: res.partner - mails arrive as their senders
            partners = self.env["res.partner"].sudo().browse(partner_ids)
            partner_ids = partners.filtered(
                lambda p: self._customer_portal_is_of(p) or not p.partner_share
            ).ids
        return super().message_subscribe(partner_ids, subtype_ids)
