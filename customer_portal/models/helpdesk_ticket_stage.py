# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class HelpdeskTicketStage(models.Model):
    _inherit = "helpdesk.ticket.stage"

    def _selection_customer_portal_state(self):
        return [
            ("new", self.env._("New")),
            ("open", self.env._("Open")),
            ("pending", self.env._("Pending")),
            ("closed", self.env._("Closed")),
        ]

    customer_portal_state = fields.Selection(
        "_selection_customer_portal_state",
        string="State in the portal",
        required=True,
        compute="_compute_customer_portal_state",
        store=True,
        readonly=False,
        precompute=True,
        help="New: nobody has taken the ticket. Open: we owe an answer. Pending: the "
        "customer owes one. Closed: done.",
    )

    customer_portal_answer = fields.Boolean(
        "Answered by the customer",
        help="Tickets come here when the customer answers or reopens them. Their state "
        "in the portal is Open.",
    )

    _customer_portal_answer_open = models.Constraint(
        "CHECK(customer_portal_answer IS NOT TRUE OR customer_portal_state = 'open')",
        "Answered by the customer: choose Open as the stage's state in the portal.",
    )

    @api.depends("closed", "unattended")
    def _compute_customer_portal_state(self):
        for stage in self:
            if stage.closed:
                stage.customer_portal_state = "closed"
            elif stage.unattended:
                stage.customer_portal_state = "new"
            elif stage.customer_portal_state in (False, "closed", "new"):
                stage.customer_portal_state = "open"
