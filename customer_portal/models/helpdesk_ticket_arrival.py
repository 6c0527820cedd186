# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class HelpdeskTicket(models.Model):
    """Support hears of a ticket at once.

    Odoo tells whoever a ticket is assigned to. If nobody is, the team is told.
    """

    _inherit = "helpdesk.ticket"

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        tickets._customer_portal_tell_team()
        return tickets

    def write(self, vals):
        moved = self.browse()
        if vals.get("team_id"):
            moved = self.filtered(lambda t: t.team_id.id != vals["team_id"])
        result = super().write(vals)
        moved.filtered(lambda t: not t.closed)._customer_portal_tell_team()
        return result

    def _customer_portal_tell_team(self):
        """Tell the members of the team that a ticket waits for one of them.

        Each in its own language and in the way that it chose, mail or inbox; not who
        brought the ticket, nor who follows the team and is told by that.
        """
        quiet = ("tracking_disable", "mail_auto_subscribe_no_notify", "install_mode")
        if not self.env.registry.ready or any(map(self.env.context.get, quiet)):
            return
        # sudo: helpdesk.ticket, res.users - whoever opens a ticket, its team is told
        for ticket in self.sudo().filtered(lambda t: t.team_id and not t.user_id):
            created = ticket._creation_subtype()
            told = ticket.message_follower_ids.filtered(
                lambda f, created=created: created in f.subtype_ids
            )
            members = ticket.team_id.user_ids - self.env.user
            members = members.filtered(lambda user: not user.share).partner_id
            ticket._customer_portal_notify_arrival(members - told.partner_id)

    def _customer_portal_notify_arrival(self, members):
        """Notify members of the team of the ticket's arrival.

        :param members: ``res.partner`` records
        """
        for lang, group in members.grouped("lang").items():
            ticket = self.with_context(lang=lang)
            ticket.message_notify(
                partner_ids=group.ids,
                subject=ticket.env._(
                    "New ticket %(ticket)s", ticket=ticket.display_name
                ),
                body=ticket.env["ir.qweb"]._render(
                    "customer_portal.mail_ticket_arrived",
                    {"ticket": ticket},
                    minimal_qcontext=True,
                ),
                email_layout_xmlid="mail.mail_notification_layout",
                force_record_name=ticket.display_name,
            )
