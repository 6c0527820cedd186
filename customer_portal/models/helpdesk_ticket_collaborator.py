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
        """Mail the collaborator of each ticket what it is asked to work on."""
        quiet = ("tracking_disable", "mail_auto_subscribe_no_notify", "install_mode")
        if not self.env.registry.ready or any(map(self.env.context.get, quiet)):
            return
        template = self.env.ref(
            "customer_portal.mail_template_ticket_collaborator", False
        )
        # sudo: res.partner, mail.template - whoever assigns a ticket need not read
        # the portal's fields nor templates
        tickets = self.sudo().filtered(
            lambda t: t.customer_portal_collaborator_id._customer_portal_gets_mails()
        )
        if template and tickets:
            # sudo: mail.template - see above
            tickets._customer_portal_send_notice(template.sudo())
