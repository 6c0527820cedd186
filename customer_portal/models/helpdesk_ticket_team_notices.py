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

    def _customer_portal_follow(self, message):
        """Tell the team of what a customer writes while nobody is in charge.

        Also of what it writes for support only: the team is support.
        """
        result = super()._customer_portal_follow(message)
        # sudo: mail.message, res.partner - who writes may not read its author's users
        message, comment = message.sudo(), self.env.ref("mail.mt_comment")
        public = message.subtype_id == comment and not message.is_internal
        private = message.subtype_id == self._customer_portal_get_private()
        by_customer = all(user.share for user in message.author_id.user_ids)
        if (public or private) and by_customer:
            self._customer_portal_tell_team(message)
        return result

    def _customer_portal_tell_team(self, message=None):
        """Tell the members of the team that a ticket waits for one of them.

        Each in its own language and in the way that it chose, mail or inbox; not who
        brought the ticket, nor who follows it or the team and is told by that.

        :param message: ``mail.message`` that was written in the ticket meanwhile
        """
        quiet = ("tracking_disable", "mail_auto_subscribe_no_notify", "install_mode")
        if not self.env.registry.ready or any(map(self.env.context.get, quiet)):
            return
        # sudo: helpdesk.ticket, res.users - whoever opens a ticket, its team is told
        for ticket in self.sudo().filtered(lambda t: t.team_id and not t.user_id):
            subtype = message.subtype_id if message else ticket._creation_subtype()
            told = ticket.message_follower_ids.filtered(
                lambda f, subtype=subtype: subtype in f.subtype_ids
            )
            members = ticket.team_id.user_ids - self.env.user
            members = members.filtered(lambda user: not user.share).partner_id
            ticket._customer_portal_notify_members(members - told.partner_id, message)

    def _customer_portal_notify_members(self, members, message):
        """Notify members of the team of the ticket, or of what was written in it.

        :param members: ``res.partner`` records
        :param message: ``mail.message`` record, or ``None`` for a new ticket
        """
        for lang, group in members.grouped("lang").items():
            ticket = self.with_context(lang=lang)
            name = ticket.display_name
            ticket.message_notify(
                partner_ids=group.ids,
                subject=ticket.env._("Comment on ticket %(ticket)s", ticket=name)
                if message
                else ticket.env._("New ticket %(ticket)s", ticket=name),
                body=ticket.env["ir.qweb"]._render(
                    "customer_portal.mail_ticket_arrived",
                    {
                        "ticket": ticket,
                        "text": message.body if message else ticket.description,
                    },
                    minimal_qcontext=True,
                ),
                email_layout_xmlid="mail.mail_notification_layout",
                force_record_name=name,
            )
