# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize


class CustomerPortalRegistration(models.Model):
    """What becomes of a request: an agent answers, or its mail domain does."""

    _inherit = "customer.portal.registration"

    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        ondelete="set null",
        help="Empty: a new contact. Choose one only if you are sure who asks.",
    )
    known_ids = fields.Many2many(
        "res.partner", string="Contacts with this address", compute="_compute_known_ids"
    )
    parent_id = fields.Many2one(
        "res.partner",
        string="Company",
        domain=[("is_company", "=", True)],
        ondelete="set null",
        help="The new contact is one of its people.",
    )
    profile_id = fields.Many2one(
        "customer.portal.profile",
        string="Portal profile",
        ondelete="set null",
        help="Empty: that of the company, or else the first one.",
    )
    answered_by_id = fields.Many2one(
        "res.users",
        string="Answered by",
        readonly=True,
        ondelete="set null",
        help="Empty: access was given by the mail domain.",
    )

    @api.depends("email")
    def _compute_known_ids(self):
        mails = self.mapped("email")
        found = self.env["res.partner"].search([("email_normalized", "in", mails)])
        by_mail = found.grouped("email_normalized")
        for registration in self:
            registration.known_ids = by_mail.get(registration.email)

    def _confirm(self):
        """Take a request whose mail address is confirmed; its link is void from now on.

        :return: whether access was given by the mail domain
        :rtype: bool
        """
        self.ensure_one()
        self.write({"state": "confirmed", "token_hash": False})
        if self.company_id.customer_portal_registration == "domain":
            # sudo: res.users - there is no agent; the manager chose the domains
            if self.with_user(SUPERUSER_ID).with_company(self.company_id)._admit():
                return True
        self._tell_agents()
        return False

    def _admit(self):
        """Give access if the mail domain is a customer's and nobody has the address.

        :return: whether access was given
        :rtype: bool
        """
        customer = self.env["customer.portal.domain"]._find_customer(
            self.email, self.company_id
        )
        contacts = self.env["res.partner"].with_context(active_test=False)
        if (
            not customer
            or self._is_known()
            or contacts.search_count([("email_normalized", "=", self.email)], limit=1)
        ):
            return False
        contact = contacts.create(self._prepare_contact(customer))
        if contact._customer_portal_get_enable_problems():
            contact.unlink()
            return False
        contact._customer_portal_enable()
        self.env.ref("customer_portal.cron_send_credentials")._trigger()
        self.write(
            {"state": "approved", "partner_id": contact.id, "parent_id": customer.id}
        )
        return True

    def _prepare_contact(self, customer):
        """Return the values of a new contact.

        :param customer: its company, a ``res.partner`` record, maybe an empty one
        :rtype: dict
        """
        values = {
            "name": self.name,
            "email": self.email,
            "lang": self.lang,
            "parent_id": customer.id,
            "company_id": customer.company_id.id,
            "company_name": not customer and self.company_name,
        }
        if self.profile_id:
            values["customer_portal_profile_id"] = self.profile_id.id
        return values

    # ------------------------------------------------------------------
    # What agents do
    # ------------------------------------------------------------------

    def action_approve(self):
        """Make a contact of each request, or take the one chosen, and enable it.

        :return: a client action that says what was done
        :raise UserError: if a request cannot be approved, naming the mend
        """
        contacts = self.env["res.partner"]
        contacts._customer_portal_check_agent()
        self._check_open()
        for registration in self:
            contact = registration.partner_id
            if not contact:
                values = registration._prepare_contact(registration.parent_id)
                contact = contacts.create(values)
            elif email_normalize(contact.email) != registration.email:
                raise UserError(
                    self.env._(
                        "%(contact)s has another email address than %(mail)s. Change "
                        "it there, or leave the contact empty.",
                        contact=contact.display_name,
                        mail=registration.email,
                    )
                )
            elif registration.profile_id:
                contact.customer_portal_profile_id = registration.profile_id
            registration.partner_id = contact
            contacts |= contact
        self._answer("approved")
        return contacts.action_customer_portal_enable()

    def action_refuse(self):
        """Refuse requests; nobody is told, and no contact is made."""
        self.env["res.partner"]._customer_portal_check_agent()
        self._check_open()
        self._answer("refused")

    def _check_open(self):
        for registration in self:
            if registration.state != "confirmed":
                raise UserError(
                    self.env._(
                        "The registration of %(name)s is not open.",
                        name=registration.name,
                    )
                )

    def _answer(self, state):
        self.write({"state": state, "answered_by_id": self.env.uid})
