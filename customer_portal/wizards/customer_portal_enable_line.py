# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import email_normalize


class CustomerPortalEnableLine(models.TransientModel):
    """A contact to be enabled, and what stands in its way."""

    _name = "customer.portal.enable.line"
    _description = "Contact to be enabled for the portal"
    _order = "problem, id"

    enable_id = fields.Many2one(
        "customer.portal.enable", required=True, ondelete="cascade", index=True
    )
    number = fields.Integer("Line", help="Of the file.")
    mail = fields.Char("Email")
    partner_id = fields.Many2one("res.partner", string="Contact", ondelete="cascade")
    name = fields.Char(related="partner_id.name")
    profile_id = fields.Many2one(
        "customer.portal.profile", string="Portal profile", ondelete="cascade"
    )
    start = fields.Date("Support start")
    end = fields.Date("Support end")
    mistake = fields.Char(help="What is wrong with the line of the file.")
    problem = fields.Char(readonly=True)

    def _check(self):
        """Find out for each line whether its contact can be enabled."""
        by_mail = self._find_contacts()
        for line in self.filtered(lambda line: not line.partner_id):
            found = by_mail.get(email_normalize(line.mail or ""))
            if found and len(found) == 1:
                line.partner_id = found
        given = self if self.enable_id.profile_id else self.filtered("profile_id")
        contacts = self.partner_id
        reasons = contacts._customer_portal_find_problems(given.partner_id)
        seen = set()
        for line in self:
            contact, problem = line.partner_id, line._find_problem(by_mail)
            if not problem and contact in seen:
                problem = self.env._("This contact is in the file twice.")
            if not problem and contact in reasons:
                problem = reasons[contact]
            seen.add(contact)
            if (line.problem or None) != problem:
                line.problem = problem

    def _find_contacts(self):
        """Return whom the mail addresses of a file belong to, people before companies.

        :return: ``res.partner`` records, by normalised mail address
        :rtype: dict
        """
        mails = {email_normalize(line.mail or "") for line in self} - {False}
        contacts = self.env["res.partner"].search([("email_normalized", "in", mails)])
        return {
            mail: found.filtered(lambda contact: not contact.is_company) or found
            for mail, found in contacts.grouped("email_normalized").items()
        }

    def _find_problem(self, by_mail):
        """Tell what stands in the way of a line, apart from its contact's account.

        :param dict by_mail: see :meth:`_find_contacts`
        :rtype: str or None
        """
        contact, mail = self.partner_id, email_normalize(self.mail or "")
        if self.mistake:
            return self.mistake
        if not contact and not mail:
            return self.env._(
                'Email: "%(mail)s" is no email address.', mail=self.mail or ""
            )
        if not contact and mail not in by_mail:
            return self.env._(
                "Email: no contact has this address. Make or import the contact first."
            )
        if not contact:
            return self.env._(
                "Email: these contacts share it: %(names)s. Enable the right one in "
                "its form.",
                names=", ".join(by_mail[mail].mapped("display_name")),
            )
        if contact.customer_portal_active:
            return self.env._("The portal of this contact is enabled already.")
        # sudo: res.partner - whoever had it enabled
        if contact.sudo().customer_portal_queued_by_id:
            return self.env._("The portal of this contact is being enabled.")
        start, end = self._get_period()
        if start and end and end < start:
            return self.env._(
                "Support end: choose the day of support start or a later one."
            )
        return None

    def _get_period(self):
        """Return the first and the last day that the contact is going to have."""
        wizard, contact = self.enable_id, self.partner_id
        return (
            self.start or wizard.start or contact.customer_portal_start,
            self.end or wizard.end or contact.customer_portal_end,
        )

    def _get_values(self):
        """Return what the contact is given, as pairs: those with the same go together.

        :rtype: tuple
        """
        wizard = self.enable_id
        values = {
            "customer_portal_profile_id": (self.profile_id or wizard.profile_id).id,
            "customer_portal_start": self.start or wizard.start,
            "customer_portal_end": self.end or wizard.end,
        }
        return tuple((name, value) for name, value in values.items() if value)
