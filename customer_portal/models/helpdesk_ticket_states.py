# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models

from .customer_portal_profile import REOPEN_DAYS


class HelpdeskTicket(models.Model):
    """Whose turn it is: where a ticket goes as customer and support write.

    Taken by an agent it is open; answered by support it waits for the customer;
    answered by the customer it is open again, in a stage of its own. It does not matter
    whether somebody writes in the portal, in the backend or by mail.
    """

    _inherit = "helpdesk.ticket"

    customer_portal_previous_id = fields.Many2one(
        "helpdesk.ticket",
        string="Follows",
        index="btree_not_null",
        copy=False,
        readonly=True,
        help="The closed ticket that this one goes on with.",
    )

    def write(self, vals):
        taken = self.browse()
        if vals.get("user_id") and "stage_id" not in vals:
            taken = self.filtered(lambda t: t.customer_portal_state == "new")
        result = super().write(vals)
        taken._customer_portal_move("open")
        return result

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        if not self.env.context.get("customer_portal_closing"):
            self._customer_portal_follow(message)
        return result

    def _customer_portal_follow(self, message):
        """Move the ticket after what somebody wrote, if both sides can read it.

        A private note is for support, and an answer of the customer as well.

        :param message: ``mail.message`` record
        """
        # sudo: mail.message, res.partner - who writes may not read its author's users
        message, ticket = message.sudo(), self.sudo()
        comment = self.env.ref("mail.mt_comment")
        is_private = message.subtype_id == self._customer_portal_get_private()
        if not is_private and (message.is_internal or message.subtype_id != comment):
            return
        author, state = message.author_id, ticket.customer_portal_state
        if any(not user.share for user in author.user_ids):
            waits = not ticket.team_id or ticket.team_id.customer_portal_wait
            if state in ("new", "open") and ticket.partner_id and waits:
                ticket._customer_portal_move("pending")
        elif state in ("open", "pending") and ticket._customer_portal_is_of(author):
            ticket._customer_portal_move("answered")

    def _customer_portal_is_of(self, contact):
        """Tell whether a contact is of the ticket's customer.

        :param contact: ``res.partner`` record, maybe none
        :rtype: bool
        """
        # sudo: helpdesk.ticket, res.partner - whoever asks need not read them
        ticket, contact = self.sudo(), contact.sudo()
        return bool(contact) and (
            contact == ticket.partner_id
            or contact.commercial_partner_id == ticket.commercial_partner_id
        )

    def _customer_portal_move(self, target):
        """Move tickets to the stage of their team for a turn, if it has one.

        :param str target: ``open``, ``pending``, ``answered`` or ``closed``
        """
        for ticket in self:
            stage = ticket._customer_portal_get_stage(target)
            if stage and stage != ticket.stage_id:
                ticket.stage_id = stage

    def _customer_portal_get_stage(self, target):
        """Return the first stage of the ticket's team for a turn, maybe none.

        Of those that are made for it, closing and answered, the team's own come before
        those of all teams.

        :param str target: ``open``, ``pending``, ``answered`` or ``closed``;
            ``any_closed`` for whichever closes
        :rtype: odoo.addons.helpdesk_mgmt.models.helpdesk_ticket_stage.HelpdeskStage
        """
        # sudo: helpdesk.ticket.team - contacts may not read the team of a ticket
        team = self.sudo().team_id.with_company(self.sudo().company_id)
        stages = team._get_applicable_stages()
        if target == "closed":
            closing = stages.filtered(lambda s: s.closed and s.close_from_portal)
            return closing.sorted(lambda s: not s.team_ids)[:1]
        if target == "any_closed":  # one query less, to know that there is one
            return stages.filtered(lambda s: s.closed and s.close_from_portal)[:1]
        own_first = stages.sorted(lambda s: not s.team_ids)
        fitting = stages.filtered(
            lambda s: s.customer_portal_state == "open" and not s.customer_portal_answer
        )
        if target == "pending":
            fitting = stages.filtered(lambda s: s.customer_portal_state == "pending")
        if target == "answered":
            fitting = own_first.filtered("customer_portal_answer") or fitting
        return fitting[:1]

    # ------------------------------------------------------------------
    # Closed tickets come back for a while
    # ------------------------------------------------------------------

    def _customer_portal_may_reopen(self, contact):
        """Tell whether the time in which a contact reopens the ticket is not over.

        :param contact: ``res.partner`` record
        :rtype: bool
        """
        # sudo: helpdesk.ticket, customer.portal.profile - the contact reads neither
        ticket, profile = self.sudo(), contact.sudo().customer_portal_profile_id
        closed = ticket.closed_date or ticket.last_stage_update or ticket.write_date
        period = timedelta(days=profile.reopen_days if profile else REOPEN_DAYS)
        return ticket.closed and fields.Datetime.now() <= closed + period

    def _customer_portal_accepts(self, right):
        if right == "reopen":
            contact = self.env.user.partner_id
            return self._customer_portal_may_reopen(contact) and bool(
                self._customer_portal_get_stage("answered")
            )
        return super()._customer_portal_accepts(right)

    def _customer_portal_reopen(self):
        # sudo: helpdesk.ticket - the gateway has checked the right
        self.sudo()._customer_portal_move("answered")
        return super()._customer_portal_reopen()
