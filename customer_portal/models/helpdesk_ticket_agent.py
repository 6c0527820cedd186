# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

#: Contacts that the form of a ticket lists.
MAX_READERS = 40


class HelpdeskTicket(models.Model):
    """What an agent is told about the portal, on the form of a ticket."""

    _inherit = "helpdesk.ticket"

    customer_portal_profile_id = fields.Many2one(
        related="partner_id.customer_portal_profile_id",
        string="Portal profile",
        groups="base.group_user",
    )
    customer_portal_hint = fields.Char(
        "Why the customer does not see it",
        compute="_compute_customer_portal_readers",
        compute_sudo=True,
        help="Why the contact does not see the ticket in the portal.",
    )
    customer_portal_reader_ids = fields.Many2many(
        "res.partner",
        string="Who sees it",
        compute="_compute_customer_portal_readers",
        compute_sudo=True,
        help="The contacts who see the ticket in the portal today.",
    )
    customer_portal_more_readers = fields.Integer(
        "Further contacts",
        compute="_compute_customer_portal_readers",
        compute_sudo=True,
    )
    customer_portal_shown_file_ids = fields.Many2many(
        "ir.attachment",
        string="Files that the customer sees",
        compute="_compute_customer_portal_files",
    )
    customer_portal_internal_file_ids = fields.Many2many(
        "ir.attachment",
        string="Internal files",
        compute="_compute_customer_portal_files",
    )

    @api.depends("partner_id", "customer_portal_collaborator_id", "stage_id")
    def _compute_customer_portal_readers(self):
        lines = self.env["customer.portal.access"]
        for ticket in self:
            saved = ticket._origin
            readers, more = lines._get_readers(saved, MAX_READERS) if saved else ([], 0)
            ticket.customer_portal_reader_ids = readers
            ticket.customer_portal_more_readers = more
            ticket.customer_portal_hint = saved and saved._customer_portal_get_hint()

    @api.depends("message_ids", "message_attachment_count")
    def _compute_customer_portal_files(self):
        """Divide the files as the page in the portal does."""
        for ticket in self:
            saved = ticket._origin
            shown = files = self.env["ir.attachment"]
            if saved:
                shown = saved._customer_portal_get_shown_attachments(saved.partner_id)
                files = files.search(
                    [("res_model", "=", self._name), ("res_id", "=", saved.id)],
                    order="id desc",
                )
            ticket.customer_portal_shown_file_ids = files & shown
            ticket.customer_portal_internal_file_ids = files - shown

    def _customer_portal_get_hint(self):
        """Return why the ticket's contact does not see it in the portal.

        :return: ``False`` if it does
        :rtype: str or bool
        """
        self.ensure_one()
        contact = self.partner_id
        if not contact:
            return self.env._("The ticket has no contact: no customer sees it.")
        return self._customer_portal_explain(contact)

    def _customer_portal_explain(self, contact):
        """Return why a contact does not see the ticket in the portal.

        :param contact: ``res.partner`` record
        :return: ``False`` if it does
        :rtype: str or bool
        """
        name = contact.display_name
        user = self._customer_portal_get_user(contact)
        # sudo: res.partner - whether a contact is enabled, whoever asks
        if not user or not contact.sudo().customer_portal_active:
            return self.env._(
                "%(contact)s is not enabled for the portal.", contact=name
            )
        today = user._customer_portal_today()
        state = user._customer_portal_compile().state(today)
        if state != "active":
            return self.env._(
                "Today is not within the support period of %(contact)s.", contact=name
            )
        if not self._customer_portal_is_shown_to(contact):
            return self.env._(
                "The profile of %(contact)s does not show it this ticket.", contact=name
            )
        return False

    def assign_to_me(self):
        """Take the ticket, unless somebody else has meanwhile.

        :raise UserError: naming who has it, on a form that was opened before
        """
        self.ensure_one()
        if self.user_id and self.user_id != self.env.user:
            raise UserError(
                self.env._(
                    "%(user)s has taken this ticket meanwhile. Reload the page; to "
                    "take it over, choose yourself as its assigned user.",
                    user=self.user_id.name,
                )
            )
        return super().assign_to_me()

    def action_customer_portal_preview(self):
        """Open what a contact sees of the ticket: its contact, if no other is chosen.

        :return: action that opens a page of its own, which shows and does nothing else
        :rtype: dict
        :raise UserError: for a contact who does not see the ticket, with the reason
        """
        self.ensure_one()
        chosen = self.env.context.get("customer_portal_reader_id")
        contact = self.env["res.partner"].browse(chosen) or self.partner_id
        if reason := (
            self._customer_portal_explain(contact)
            if contact
            else self._customer_portal_get_hint()
        ):
            raise UserError(reason)
        code = self.env["customer.portal.section"]._get_code(self._name)
        return {
            "type": "ir.actions.act_url",
            "url": f"/my/preview/{code}/{self.id}/{contact.id}",
            "target": "new",
        }
