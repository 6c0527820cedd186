# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The ticket pages of helpdesk_mgmt lead to ours; what they changed, they no longer do.

Its pages render as superuser, ``/ticket/close`` closes anyone's ticket by GET and
``/submitted/ticket`` creates by GET.
"""

from odoo.http import request, route

from odoo.addons.helpdesk_mgmt.controllers.main import HelpdeskTicketController
from odoo.addons.helpdesk_mgmt.controllers.myaccount import CustomerPortalHelpdesk

TICKETS = "/my/records/tickets"


class StockTicketPages(CustomerPortalHelpdesk):
    @route()
    def portal_my_tickets(self, **kw):
        if request.env.user._is_internal():
            return request.redirect("/odoo/helpdesk-tickets")
        return request.redirect(TICKETS)

    @route()
    def portal_my_ticket(self, ticket_id, **kw):
        if request.env.user._is_internal():
            return request.redirect(f"/odoo/helpdesk-tickets/{ticket_id}")
        return request.redirect(f"{TICKETS}/{ticket_id}")


class StockTicketActions(HelpdeskTicketController):
    @route()
    def create_new_ticket(self, **kw):
        return request.redirect(f"{TICKETS}/new", code=303)

    @route(methods=["POST"])
    def submit_ticket(self, **kw):
        return request.redirect(f"{TICKETS}/new", code=303)

    @route(methods=["POST"])
    def support_ticket_close(self, ticket_id=None, **kw):
        ticket = str(ticket_id or "")
        return request.redirect(
            f"{TICKETS}/{ticket}" if ticket.isdecimal() else TICKETS, code=303
        )
