# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    customer_portal_wait = fields.Boolean(
        "Wait for the customer after an answer",
        default=True,
        help="A ticket that support answers goes to the team's first stage with the "
        "state Pending.",
    )
