# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    """What mails about tickets are caused by, and what they say."""

    _inherit = "helpdesk.ticket"

    def _customer_portal_get_state_field(self):
        return "customer_portal_state"

    def _customer_portal_get_state_event(self, before):
        if self.customer_portal_state == "closed":
            return "closed"
        if before == "closed":
            return "reopened"
        return super()._customer_portal_get_state_event(before)

    def _customer_portal_get_notice_contacts(self, event):
        if event == "ticket_opened":
            return self.partner_id
        if event == "colleague_opened":  # to those who follow all
            return self.partner_id.browse()
        if event == "collaborator_assigned":
            return self.customer_portal_collaborator_id
        contacts = super()._customer_portal_get_notice_contacts(event)
        return contacts | self.customer_portal_collaborator_id

    def _customer_portal_prepare_notice(self, contact):
        values = super()._customer_portal_prepare_notice(contact)
        shown = self._customer_portal_shows("description", contact)
        return values | {"text": self.description if shown else ""}

    def _customer_portal_notify_created(self):
        """Have the contact of each new ticket told its number and summary."""
        self._customer_portal_note("ticket_opened")

    def _track_template(self, tracking):
        """Send no mail of a stage to whom the mails of its profile tell of states."""
        templates = super()._track_template(tracking)
        contact = self[:1].partner_id
        user = self._customer_portal_get_user(contact)
        if contact._customer_portal_blocks_mails() or (
            user and self[:1]._customer_portal_is_reader(user)
        ):
            templates.pop("stage_id", None)
        return templates
