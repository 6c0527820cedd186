# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

from odoo import fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Tickets of contacts and companies, counted; who may be given one to work on."""

    _inherit = "res.partner"

    customer_portal_collaborates = fields.Boolean(
        "Collaborator",
        compute="_compute_customer_portal_collaborates",
        search="_search_customer_portal_collaborates",
        groups="base.group_user",
        help="Its profile shows it the tickets that are assigned to it.",
    )

    def _compute_helpdesk_ticket_count(self):
        """Count what the button opens, for all partners in two queries.

        Tickets stay with the company that they were opened for, as in the portal:
        Odoo's own count follows contacts into another one, and reads every ticket.
        """
        companies = self.filtered("is_company")
        counts, open_counts = Counter(), Counter()
        for path, partners in (
            ("commercial_partner_id", companies),
            ("partner_id", self - companies),
        ):
            domain = [(path, "in", partners.ids)]
            groupby = [path, "customer_portal_state"]
            groups = (
                self.env["helpdesk.ticket"]._read_group(domain, groupby, ["__count"])
                if partners.ids
                else []
            )
            for partner, state, count in groups:
                counts[partner.id] += count
                open_counts[partner.id] += count if state != "closed" else 0
        for partner in self:
            all_, open_ = counts[partner.id], open_counts[partner.id]
            partner.helpdesk_ticket_count = all_
            partner.helpdesk_ticket_active_count = open_
            partner.helpdesk_ticket_count_string = f"{open_} / {all_}"

    def action_view_helpdesk_tickets(self):
        """Open the tickets that the button counts.

        :return: a window action
        :rtype: dict
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "helpdesk_mgmt.helpdesk_ticket_action"
        )
        path = "commercial_partner_id" if self.is_company else "partner_id"
        return {
            **action,
            "name": self.env._("Tickets of %(contact)s", contact=self.display_name),
            "domain": [(path, "=", self.id)],
            "context": {
                "search_default_open": True,
                "default_partner_id": self.id,
            },
        }

    # ------------------------------------------------------------------
    # Collaborators
    # ------------------------------------------------------------------

    def _compute_customer_portal_collaborates(self):
        profiles = self._customer_portal_get_collaborating_profiles()
        for partner in self:
            partner.customer_portal_collaborates = (
                partner.customer_portal_profile_id in profiles
            )

    def _search_customer_portal_collaborates(self, operator, value):
        if operator != "in":
            return NotImplemented
        profiles = self._customer_portal_get_collaborating_profiles()
        found = Domain("customer_portal_profile_id", "in", profiles.ids)
        return Domain.OR(found if wanted else ~found for wanted in value)

    def _customer_portal_get_collaborating_profiles(self):
        """Return the profiles whose contacts see tickets assigned to them.

        :rtype: customer.portal.profile
        """
        # sudo: customer.portal.access - whoever assigns tickets need not read it
        lines = self.env["customer.portal.access"].sudo()
        found = lines.search(
            [
                ("section_id.model", "=", "helpdesk.ticket"),
                ("read_scope", "=", "assigned"),
            ]
        )
        return found.profile_id

    def action_customer_portal_preview_ticket(self):
        """Open what the contact sees of the ticket that the context names.

        :return: see ``helpdesk.ticket.action_customer_portal_preview``
        :rtype: dict
        """
        self.ensure_one()
        ticket = self.env["helpdesk.ticket"].browse(
            self.env.context.get("customer_portal_ticket_id")
        )
        return ticket.with_context(
            customer_portal_reader_id=self.id
        ).action_customer_portal_preview()
