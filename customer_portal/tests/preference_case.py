# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Contacts who choose which mails they get, and when."""

from datetime import timedelta

from odoo import fields

from ..models.res_partner_preferences import FIELDS
from .notice_case import ANN, BOB, EVE, NoticeCase

#: Addresses of all who may choose.
CONTACTS = {ANN, BOB, EVE}


class PreferenceCase(NoticeCase):
    """The ticket of ``NoticeCase``; its contacts choose."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contacts = (cls.ann | cls.bob | cls.eve).partner_id
        cls.lines = cls.env["customer.portal.digest.line"]

    def _choose(self, contacts, choice, kinds=tuple(FIELDS)):
        subscriptions = self.env["customer.portal.subscription"]
        for contact in contacts:
            if choice == "blocked":
                contact.customer_portal_no_mails = True
            elif choice == "left":
                subscriptions._leave(contact, self.ticket)
            else:
                contact.write({FIELDS[kind]: choice for kind in kinds})

    def _next_morning(self):
        """Send the digests of what happened so far.

        :return: the mails by recipient
        """
        self.env.cr.flush()
        self.lines.search([]).create_date = fields.Datetime.now() - timedelta(days=2)
        contacts = self.lines.search([]).contact_id
        self.lines._send(contacts, fields.Datetime.now())
        self.assertFalse(self.lines.search([]))
        return self._leaving()

    def _follow_all(self, user, follows=True):
        self.env["customer.portal.subscription"]._follow_all(
            user.partner_id, self.section, follows
        )
