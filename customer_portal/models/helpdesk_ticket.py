# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    partner_id = fields.Many2one(index=True)
    # Stamped when the contact is set, not related: a ticket stays with the company it
    # was opened for when its contact moves to another one.
    commercial_partner_id = fields.Many2one(
        related=None,
        comodel_name="res.partner",
        compute="_compute_commercial_partner_id",
        store=True,
        readonly=True,
        index=True,
    )
    customer_portal_collaborator_id = fields.Many2one(
        "res.partner",
        string="Collaborator",
        index="btree_not_null",
        tracking=True,
        help="A contact outside the company who works on the ticket in the portal, if "
        "its profile has the scope Assigned.",
    )
    customer_portal_state = fields.Selection(
        related="stage_id.customer_portal_state",
        string="State",
        store=True,
        index=True,
    )

    priority = fields.Selection(
        [("0", "Low"), ("1", "Normal"), ("2", "High"), ("3", "Urgent")]
    )
    customer_portal_severity = fields.Selection(
        [
            ("minor", "Minor"),
            ("major", "Major"),
            ("feature", "Feature"),
            ("critical", "Critical"),
        ],
        string="Severity",
        default="minor",
        tracking=True,
    )
    customer_portal_hours = fields.Float(
        "Hours", help="Hours of work that the ticket took."
    )
    customer_portal_days = fields.Float(
        "Days", help="Days of work that the ticket took."
    )

    @api.depends("partner_id")
    def _compute_commercial_partner_id(self):
        for ticket in self:
            ticket.commercial_partner_id = ticket.partner_id.commercial_partner_id

    # ------------------------------------------------------------------
    # Who is told
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        if not self.env.context.get("tracking_disable"):  # as mail.thread does
            tickets._customer_portal_subscribe_contacts()
            tickets._customer_portal_notify_created()
        return tickets

    def write(self, vals):
        result = super().write(vals)
        if vals.get("partner_id") or vals.get("customer_portal_collaborator_id"):
            self._customer_portal_subscribe_contacts()
        return result

    @api.model
    def default_get(self, fields):
        """Assign no ticket to the customer who opens it by mail.

        The mail gateway acts as the sender, to whom helpdesk_mgmt would assign it.
        """
        defaults = super().default_get(fields)
        if self.env.user.share:
            defaults.pop("user_id", None)
        return defaults

    def _customer_portal_subscribe_contacts(self):
        """Let contact and collaborator follow the ticket if they use the portal."""
        for ticket in self:
            # sudo: res.partner - whoever changes a ticket, its contacts follow it
            contacts = ticket.sudo().partner_id | ticket.customer_portal_collaborator_id
            ticket.message_subscribe(contacts.filtered("customer_portal_active").ids)

    @api.model
    def _customer_portal_follow_again(self, contacts):
        """Let contacts that come back to the portal follow their open tickets.

        :param contacts: ``res.partner`` records
        """
        # sudo: helpdesk.ticket - whoever lets a contact in may not read its tickets
        tickets = self.sudo().search(
            [("partner_id", "in", contacts.ids), ("closed", "=", False)]
        )
        tickets.filtered(
            lambda t: t.commercial_partner_id == t.partner_id.commercial_partner_id
        )._customer_portal_subscribe_contacts()

    # ------------------------------------------------------------------
    # In the portal
    # ------------------------------------------------------------------

    def _customer_portal_prepare_create_values(self, profile, values):
        values = super()._customer_portal_prepare_create_values(profile, values)
        contact = self.env["res.partner"].browse(
            values.get("partner_id") or self.env.user.partner_id.id
        )
        category = self.env["helpdesk.ticket.category"].browse(
            values.get("category_id") or []
        )
        company = category.company_id or self.env.company
        return {
            **values,
            "customer_portal_severity": values.get("customer_portal_severity")
            or "minor",
            "partner_name": contact.name,
            "partner_email": contact.email,
            "company_id": company.id,
            "channel_id": self.env.ref("customer_portal.channel_portal").id,
            # explicit also when empty: helpdesk_mgmt would assign the customer
            "user_id": profile.user_id.id,
            # checked by the gateway, as the user
            "customer_portal_previous_id": self.env.context.get(
                "customer_portal_follows"
            ),
        }

    def _customer_portal_accepts(self, right):
        # sudo: helpdesk.ticket.stage - whether the ticket is closed, shown or not
        closed = self.sudo().closed
        if right == "close":
            return not closed and bool(self._customer_portal_get_stage("any_closed"))
        if right in ("comment", "write") and closed:
            return False
        return super()._customer_portal_accepts(right)

    def _customer_portal_close(self):
        # sudo: helpdesk.ticket - the gateway has checked the right to close
        self.sudo()._customer_portal_move("closed")
        # after it, so that the comment's mail tells that it is closed
        closing = self.with_context(customer_portal_closing=True)
        closing._customer_portal_post_comment(self.env._("OK, resolved."))
        return super()._customer_portal_close()

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for ticket in self:
            ticket.access_url = ticket._customer_portal_get_url() or ticket.access_url
        return result
