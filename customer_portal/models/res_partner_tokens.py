# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..policy import Policy
from .res_partner import FAMILY_FIELDS, PORTAL_FIELDS


class ResPartner(models.Model):
    """A contact that loses access, or changes company or profile, loses its links."""

    _inherit = "res.partner"

    def write(self, vals):
        holders = self._customer_portal_get_holders(vals)
        before = holders._customer_portal_get_states()
        result = super().write(vals)
        after = before and holders._customer_portal_get_states()
        changed = [i for i, state in before.items() if after.get(i) != state]
        self.env["customer.portal.tokens"]._rotate(self.browse(changed))
        return result

    def _customer_portal_get_holders(self, vals):
        """Return the contacts whose access a change may end.

        :param dict vals: what is written
        :return: ``res.partner`` records as superuser
        """
        # sudo: res.partner - any user may move contacts, few may read users
        contacts = self.sudo().with_context(active_test=False)
        holders = contacts.browse()
        if PORTAL_FIELDS & vals.keys():
            holders |= contacts
        if FAMILY_FIELDS & vals.keys():
            holders |= contacts.search(
                [("id", "child_of", self.ids), ("user_ids.share", "=", True)]
            )
        return holders

    def _customer_portal_get_states(self):
        """Return what the access of contacts rests on, of those that have it today.

        :return: profile, company and whether the contact is active, by its id
        :rtype: dict[int, tuple]
        """
        today = self.env.user._customer_portal_today() if self else None
        return {
            contact.id: (
                contact.customer_portal_profile_id.id,
                contact.commercial_partner_id.id,
                contact.active,
            )
            for contact in self
            if contact.customer_portal_profile_id
            and Policy(
                contact=contact.id,
                company=contact.commercial_partner_id.id,
                active=contact.customer_portal_active,
                start=contact.customer_portal_start or None,
                end=contact.customer_portal_end or None,
            ).state(today)
            == "active"
        }

    @api.model
    def _cron_customer_portal_rotate_expired(self):
        """Renew the tokens of contacts whose support ended since the last run."""
        today = fields.Date.context_today(self)
        ended = Domain("customer_portal_end", "<", today)
        if last := self.env.context.get("lastcall"):
            # a day more: contacts live in other time zones
            since = last.date() - timedelta(days=1)
            ended &= Domain("customer_portal_end", ">=", since)
        contacts = self.with_context(active_test=False).search(ended)
        self.env["customer.portal.tokens"]._rotate(contacts)
