# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicket(models.Model):
    """The agent sees on the ticket that its contact gets no mails."""

    _inherit = "helpdesk.ticket"

    customer_portal_mail_failure = fields.Char(
        related="partner_id.customer_portal_mail_failure",
        string="Mails to the contact fail because",
        groups="base.group_user",
    )
    customer_portal_mail_failure_date = fields.Datetime(
        related="partner_id.customer_portal_mail_failure_date",
        string="Mails to the contact fail since",
        groups="base.group_user",
    )
    customer_portal_undelivered = fields.Integer(
        "Undelivered mails",
        compute="_compute_customer_portal_undelivered",
        groups="base.group_user",
    )

    def _compute_customer_portal_undelivered(self):
        # sudo: mail.mail - counted only, of tickets that the agent reads
        counts = dict(
            self.env["mail.mail"]
            .sudo()
            ._read_group(
                [
                    ("customer_portal_undelivered", "=", True),
                    ("model", "=", self._name),
                    ("res_id", "in", self.ids),
                ],
                ["res_id"],
                ["__count"],
            )
        )
        for ticket in self:
            ticket.customer_portal_undelivered = counts.get(ticket.id, 0)

    def action_customer_portal_undelivered(self):
        """Show the mails about a ticket that could not be delivered.

        :return: action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_portal.customer_portal_undelivered_action"
        )
        domain = [("model", "=", self._name), ("record_id", "=", self.id)]
        return {**action, "domain": domain}
