# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import api, models
from odoo.tools import email_normalize

from ..incoming import is_forged, wants_no_receipt

TOKEN = re.compile(r"\?access_token=[\w-]+")


class HelpdeskTicket(models.Model):
    """Whose mails enter a ticket, and as whose."""

    _inherit = "helpdesk.ticket"
    # helpdesk_mgmt names no field of its model: the guard against loops was off
    _primary_email = "partner_email"

    @api.model
    def _customer_portal_route_mail(self, message, message_dict, route):
        """Let strangers write nothing into a customer's ticket.

        What a stranger answers becomes a ticket of its own. So does what a customer
        answers to a ticket that was closed too long ago, or that its profile does not
        let it comment; it follows the former one.
        """
        model, ticket_id, values, user_id, alias = route
        parent = self.env["mail.message"].browse(message_dict.get("parent_id") or [])
        # sudo: mail.message - mails arrive as their senders
        if parent.sudo().message_type == "email_outgoing":
            # a notice to the customer, which Odoo keeps as a note
            message_dict["is_internal"] = False
        doubts = []
        if is_forged(message):
            # whoever sent it, it was not the one it claims to be
            message_dict["author_id"], user_id = False, self.env.uid
            doubts.append(
                self.env._(
                    "The mail server could not confirm that this mail comes from "
                    "%(sender)s. Make sure who wrote it before you answer.",
                    sender=message_dict["email_from"],
                )
            )
        ticket = self.browse(ticket_id or [])
        author = self.env["res.partner"].browse(message_dict.get("author_id") or [])
        if ticket and ticket._customer_portal_takes_mail(author):
            return model, ticket_id, values, user_id, alias
        if ticket:
            message_dict.pop("parent_id", None)
            message_dict.pop("is_internal", None)
            values = {}
            # sudo: helpdesk.ticket - mails arrive as their senders
            if former := ticket.sudo().exists():
                values = {
                    "team_id": former.team_id.id,
                    "company_id": former.company_id.id,
                }
                if former._customer_portal_is_of(author):
                    values["customer_portal_previous_id"] = former.id
                else:
                    doubts.append(
                        self.env._(
                            "This mail answers ticket %(number)s, into which mails of "
                            "its sender do not go.",
                            number=former.number,
                        )
                    )
        values = {
            **(values or {}),
            "customer_portal_doubts": doubts,
            "customer_portal_quiet": wants_no_receipt(message),
        }
        return model, 0, values, user_id, alias

    def _customer_portal_takes_mail(self, author):
        """Tell whether a mail of an author is posted on the ticket.

        It is where the author could comment in the portal, or reopen a closed ticket;
        of contacts without a portal, where they are of the customer or follow the
        ticket.

        :param author: ``res.partner`` record, maybe none
        :rtype: bool
        """
        # sudo: helpdesk.ticket, res.partner - mails arrive as their senders
        ticket, author = self.sudo(), author.sudo()
        if not author or not ticket.exists():
            return False
        if any(not user.share for user in author.user_ids):
            return True
        is_of = ticket._customer_portal_is_of(author)
        if ticket.closed and not (is_of and ticket._customer_portal_may_reopen(author)):
            return False
        policies = [user._customer_portal_compile() for user in author.user_ids]
        if policies := [policy for policy in policies if policy]:
            # who may close a ticket may reopen it
            rights = ("comment", "close") if ticket.closed else ("comment",)
            return any(
                all(ticket.filtered_domain(p.domain(self._name, r)) for r in rights)
                for p in policies
            )
        if author.customer_portal_profile_id:  # its access was taken away
            return author == ticket.partner_id
        return is_of or author in ticket.message_partner_ids

    def message_new(self, msg, custom_values=None):
        # helpdesk_mgmt would assign it to whoever runs the gateway
        values = {"user_id": False, **(custom_values or {})}
        doubts = values.pop("customer_portal_doubts", ())
        channel = self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_email", False)
        if channel:
            values.setdefault("channel_id", channel.id)
        tickets = self.with_context(
            customer_portal_incoming=True,
            customer_portal_quiet=values.pop("customer_portal_quiet", False),
            customer_portal_references=msg.get("message_id"),
        )
        ticket = super(HelpdeskTicket, tickets).message_new(msg, values)
        for doubt in doubts:
            ticket.message_post(
                body=doubt,
                author_id=self.env.ref("base.partner_root").id,
                subtype_xmlid="mail.mt_note",
            )
        return ticket

    def message_update(self, msg, update_vals=None):
        tickets = self.with_context(customer_portal_incoming=True)
        author = self.env["res.partner"].browse(msg.get("author_id") or [])
        if self.closed and self._customer_portal_is_of(author):
            tickets._customer_portal_move("answered")
        return super(HelpdeskTicket, tickets).message_update(msg, update_vals)

    def _message_post_after_hook(self, message, msg_vals):
        """Show the pictures of the mail that opened a ticket in its description, too.

        helpdesk_mgmt takes it from the mail before Odoo has stored the pictures.
        """
        result = super()._message_post_after_hook(message, msg_vals)
        incoming = self.env.context.get("customer_portal_incoming")
        if incoming and "cid:" in (self.description or ""):
            self.description = TOKEN.sub("", message.body)
        return result

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Let nobody of another company follow because a mail was copied to it."""
        if partner_ids and self.env.context.get("customer_portal_incoming"):
            # sudo: res.partner - mails arrive as their senders
            partners = self.env["res.partner"].sudo().browse(partner_ids)
            partner_ids = partners.filtered(
                lambda p: self._customer_portal_is_of(p) or not p.partner_share
            ).ids
        return super().message_subscribe(partner_ids, subtype_ids)

    # ------------------------------------------------------------------
    # What leaves
    # ------------------------------------------------------------------

    def _message_get_suggested_recipients_batch(self, *args, **kwargs):
        """Propose no recipients of an answer who have no part in the ticket.

        Odoo proposes whoever a mail was copied to, and who wrote last. What is
        proposed is sent to unless the agent takes it out: nobody of another company,
        no former collaborator and no address without a contact gets there unasked.
        """
        found = super()._message_get_suggested_recipients_batch(*args, **kwargs)
        for ticket in self:
            found[ticket.id] = [
                recipient
                for recipient in found[ticket.id]
                if ticket._customer_portal_takes_part(recipient)
            ]
        return found

    def _customer_portal_takes_part(self, recipient):
        """Tell whether Odoo may propose a recipient.

        :param dict recipient: of Odoo: ``partner_id`` and ``email``
        :rtype: bool
        """
        # sudo: helpdesk.ticket, res.partner - agents read both
        ticket = self.sudo()
        contact = self.env["res.partner"].sudo().browse(recipient["partner_id"] or [])
        if not contact:
            # a ticket that has no contact yet goes back to where it came from
            own = email_normalize(ticket.partner_email or "")
            return not ticket.partner_id and own == email_normalize(recipient["email"])
        return (
            not contact.partner_share
            or ticket._customer_portal_is_of(contact)
            or contact
            in ticket.customer_portal_collaborator_id | ticket.message_partner_ids
        )

    def _customer_portal_notify_created(self):
        """Answer no robot, and no mailing list."""
        if self.env.context.get("customer_portal_quiet"):
            return None
        return super()._customer_portal_notify_created()

    def _notify_get_reply_to_batch(self, defaults=None, author_ids=None):
        """Let also notices about stages come back to the team; helpdesk_mgmt does so
        for single messages only."""
        result = super()._notify_get_reply_to_batch(defaults, author_ids)
        for ticket in self.filtered("team_id"):
            author = (author_ids or {}).get(ticket.id, False)
            default = result.get(ticket.id)
            own = ticket._notify_get_reply_to(default=default, author_id=author)
            result[ticket.id] = own[ticket.id] or default
        return result
