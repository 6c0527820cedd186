# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain

from ..policy import Policy
from .res_partner import FAMILY_FIELDS, PORTAL_FIELDS


class State(NamedTuple):
    """What the access of a contact rests on: ids, and whether it has begun."""

    contact: int
    profile: int
    company: int
    state: str

    def is_left(self, new):
        """Tell whether the contact leaves the portal, or the company it belonged to.

        :param State new: what there is now, ``None`` for nothing
        """
        return not new or self.company not in (new.company, self.contact)


class ResPartner(models.Model):
    """A contact that loses access, or changes company or profile, loses its links."""

    _inherit = "res.partner"

    def write(self, vals):
        holders = self._customer_portal_get_holders(vals)
        before = holders._customer_portal_get_states()
        result = super().write(vals)
        after = holders._customer_portal_get_states() if holders else {}
        changed = [i for i, state in before.items() if after.get(i) != state]
        had = [i for i in changed if before[i].state == "active"]
        self.env["customer.portal.tokens"]._rotate(self.browse(had))
        leaving = self.env["customer.portal.leaving"]
        leaving._leave(
            {i: before[i].company for i in changed if before[i].is_left(after.get(i))}
        )
        leaving._return(
            holders.filtered(lambda c: c.id in after.keys() - before.keys())
        )
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
        """Return what the access of contacts rests on, of those that have it or will.

        :rtype: dict[int, State]
        """
        states = {}
        for contact in self.filtered(
            lambda c: c.active and c.customer_portal_profile_id
        ):
            policy = Policy(
                contact=contact.id,
                company=contact.commercial_partner_id.id,
                active=contact.customer_portal_active,
                start=contact.customer_portal_start or None,
                end=contact.customer_portal_end or None,
            )
            today = contact._customer_portal_today()
            if (state := policy.state(today)) in ("active", "not_yet"):
                profile = contact.customer_portal_profile_id.id
                states[contact.id] = State(contact.id, profile, policy.company, state)
        return states

    def _customer_portal_today(self, moment=None):
        """Return the day by which the contact's period is counted: that of its company.

        Called as superuser.

        :param datetime.datetime moment: in UTC; now by default
        :rtype: datetime.date
        """
        users = self.with_context(active_test=False).user_ids
        companies = users.company_id or self.company_id
        companies = companies or self.env.company
        return min(company._customer_portal_today(moment) for company in companies)

    @api.model
    def _cron_customer_portal_rotate_expired(self):
        """Have contacts leave whose support ended since the last run."""
        last, day = self.env.context.get("lastcall"), timedelta(days=1)
        # a day more at both ends: contacts live in other time zones
        ended = Domain("customer_portal_end", "<", fields.Date.today() + day)
        if last:
            # and one more for the time that the last run took
            ended &= Domain("customer_portal_end", ">=", last.date() - 2 * day)
        contacts = self.with_context(active_test=False).search(ended)
        contacts = contacts.filtered(lambda c: c._customer_portal_has_ended())
        self.env["customer.portal.tokens"]._rotate(contacts)
        self.env["customer.portal.leaving"]._leave(
            {contact.id: contact.commercial_partner_id.id for contact in contacts}
        )

    def _customer_portal_has_ended(self):
        """Tell whether the contact's support has ended, and it has not left since.

        :rtype: bool
        """
        end, today = self.customer_portal_end, self._customer_portal_today
        accounts = self.user_ids._customer_portal_account()
        left = [today(moment) for moment in accounts.mapped("left_date") if moment]
        return end < today() and not any(end < day for day in left)
