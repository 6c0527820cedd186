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


def _redirect(path=""):
    """Lead agents to the backend, contacts to our page, users without profile home."""
    user = request.env.user
    if user._is_internal():
        return request.redirect(f"/odoo/helpdesk-tickets{path}")
    if user._is_portal() and user._customer_portal_policy() is None:
        return request.redirect("/my")
    return request.redirect(f"{TICKETS}{path}")


class StockTicketPages(CustomerPortalHelpdesk):
    @route()
    def portal_my_tickets(self, **kw):
        return _redirect()

    @route()
    def portal_my_ticket(self, ticket_id, **kw):
        return _redirect(f"/{ticket_id}")


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
