# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class HelpdeskTicket(models.Model):
    """A collaborator comes and goes: it follows the ticket while it works on it."""

    _inherit = "helpdesk.ticket"

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        tickets._customer_portal_welcome_collaborator()
        return tickets

    def write(self, vals):
        if "customer_portal_collaborator_id" not in vals:
            return super().write(vals)
        before = {ticket: ticket.customer_portal_collaborator_id for ticket in self}
        result = super().write(vals)
        changed = self.filtered(
            lambda t: t.customer_portal_collaborator_id != before[t]
        )
        for ticket in changed:
            former = before[ticket]
            if former and not ticket._customer_portal_is_of(former):
                ticket.message_unsubscribe(former.ids)
        changed._customer_portal_welcome_collaborator()
        return result

    def _customer_portal_welcome_collaborator(self):
        """Have the collaborator of each ticket told what it is asked to work on."""
        if not self.env.context.get("mail_auto_subscribe_no_notify"):
            for ticket in self.filtered("customer_portal_collaborator_id"):
                ticket._customer_portal_note("collaborator_assigned")
