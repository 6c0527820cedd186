# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    """Who of support reads private notes, and what a ticket goes on with."""

    _inherit = "helpdesk.ticket"

    def _customer_portal_get_support(self):
        # sudo: helpdesk.ticket - the assignee, shown to the customer or not
        assignee = self.sudo().user_id.filtered("active").partner_id
        return super()._customer_portal_get_support() | assignee

    def _customer_portal_prepare_render_values(self):
        values = super()._customer_portal_prepare_render_values()
        # sudo: helpdesk.ticket - the link; what it leads to is searched as the user
        previous = self.sudo().customer_portal_previous_id
        if not previous:
            return values
        found = self.env[self._name].search([("id", "=", previous.id)])
        url = found and found._customer_portal_get_url()
        follows = found and {"url": url, "name": found.display_name}
        return {**values, "follows": follows or None}
