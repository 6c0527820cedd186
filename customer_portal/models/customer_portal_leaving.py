# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class CustomerPortalLeaving(models.AbstractModel):
    """What ends when a contact leaves: the portal, or the company it belonged to."""

    _name = "customer.portal.leaving"
    _description = "Leaving the portal"

    @api.model
    def _leave(self, companies, users=None):
        """End sessions, keys and links of contacts, and what they follow.

        Tokens are renewed before, while it is known what is followed: see
        ``customer.portal.tokens``.

        :param dict companies: ids of contacts, and of the company that each one left
        :param users: ``res.users`` records that left; by default those of the contacts
            that could come in
        """
        if not companies:
            return
        # sudo: res.partner, res.users - whoever ends an access may not read them
        contacts = self.env["res.partner"].sudo().browse(companies).exists()
        if users is None:
            users = contacts.with_context(active_test=False).user_ids
            came_in = users.filtered("active")
        else:
            # sudo: res.users - see above
            came_in = users = users.sudo()
        self._note(came_in, companies)
        self._end(users.filtered("share"))
        for contact in contacts:
            self._unfollow(contact, companies[contact.id])

    def _note(self, users, companies):
        """Note in the log who leaves, and why.

        :param users: ``res.users`` records that could come in, as superuser
        :param dict companies: see :meth:`_leave`
        """
        known = users.filtered(lambda u: u.share and u.partner_id.id in companies)
        # a contact may have been its own company, and be gone after a merge
        there = set(self.env["res.partner"].browse(companies.values()).exists().ids)
        of_them = {who: left for who, left in companies.items() if left in there}
        reasons = known.grouped(
            lambda user: self._get_reason(user, companies[user.partner_id.id])
        )
        for reason, left in reasons.items():
            event = "leave" if reason in ("company", "merged") else "disable"
            self.env["customer.portal.log"]._add(event, left, reason, of_them)

    def _get_reason(self, user, company_id):
        """Return why a user leaves, as far as it shows.

        :param user: ``res.users`` record as superuser
        :param int company_id: id of the company that its contact was of
        :return: a reason of the log; ``False`` where an agent switched the access off
        """
        contact, end = user.partner_id, user.partner_id.customer_portal_end
        if given := self.env.context.get("customer_portal_reason"):
            return given
        if not (user.active and contact.active):
            return "archived"
        if not user._is_portal():
            return "login"
        if not contact.customer_portal_profile_id:
            return "profile"
        if not contact.customer_portal_active:
            return False
        if end and end < contact._customer_portal_today():
            return "expired"
        return contact.commercial_partner_id.id != company_id and "company"

    def _end(self, users):
        """End what users come in by, but for their own password.

        A password that came by mail and is not changed yet was an invitation.

        :param users: ``res.users`` records of contacts, as superuser
        """
        if not users:
            return
        now = fields.Datetime.now()
        over = now - timedelta(seconds=1)
        for account in users._customer_portal_account(make=True):
            account.write(
                {
                    "era": account.era + 1,
                    "serial": account.serial + 1,
                    "pending": False,
                    "left_date": now,
                    "password_until": account.must_change and over,
                }
            )
        users.partner_id.signup_cancel()
        of_users = [("user_id", "in", users.ids)]
        # sudo: res.users.apikeys, res.device - of contacts, by whoever ends an access
        for model in ("res.users.apikeys", "auth_totp.device"):
            if model in self.env:
                self.env[model].sudo().search(of_users).unlink()
        if devices := self.env["res.device"].sudo().search(of_users):
            devices._revoke()

    def _return(self, contacts):
        """Let contacts that come back follow their own records again.

        No session of before comes back with them.

        :param contacts: ``res.partner`` records as superuser
        """
        users = contacts.with_context(active_test=False).user_ids
        accounts = users._customer_portal_account()
        for account in accounts:
            account.era += 1
        back = accounts.filtered("left_date")
        back.left_date = False
        self.env["helpdesk.ticket"]._customer_portal_follow_again(
            back.user_id.partner_id
        )

    # ------------------------------------------------------------------
    # What is followed
    # ------------------------------------------------------------------

    def _get_followed(self, contacts):
        """Return what contacts follow, but for themselves.

        :return: ``mail.followers`` records as superuser
        """
        # sudo: mail.followers - of contacts, for whoever ends or looks at an access
        followers = self.env["mail.followers"].sudo()
        found = followers.search([("partner_id", "in", contacts.ids)])
        return found.filtered(
            lambda f: (
                f.res_model in self.env
                and (f.res_model, f.res_id) != ("res.partner", f.partner_id.id)
            )
        )

    def _unfollow(self, contact, company_id):
        """Let a contact follow nothing of the company that it left.

        :param contact: ``res.partner`` record as superuser
        :param int company_id: id of a commercial entity
        """
        for model, followed in self._get_followed(contact).grouped("res_model").items():
            # sudo: any model - what is followed, whoever ends the access
            records = self.env[model].sudo().with_context(active_test=False)
            # also what somebody deleted past the ORM is none of its records any more
            ids = set(records.browse(followed.mapped("res_id")).exists().ids)
            gone = self._get_left(records.browse(ids), contact, company_id)
            followed.filtered(lambda f, ids=set(gone.ids): f.res_id in ids).unlink()

    def _get_left(self, records, contact, company_id):
        """Return of records those that a contact has left.

        Of what sections show this is all that it cannot read any more; of other
        records those of the company.
        """
        if self._is_shown(records._name):
            return records - records.filtered_domain(self._get_domain(contact, records))
        is_there = contact.commercial_partner_id.id == company_id
        if is_there and any(u._customer_portal_may_stay() for u in contact.user_ids):
            return records.browse()
        for path in ("commercial_partner_id", "partner_id.commercial_partner_id"):
            field = records._fields.get(path.partition(".")[0])
            if field and field.comodel_name == "res.partner":
                return records.filtered_domain([(path, "=", company_id)])
        return records.browse()

    def _is_shown(self, model):
        # sudo: customer.portal.section - archived ones, too, whoever ends an access
        sections = self.env["customer.portal.section"].sudo()
        domain = [("model_id.model", "=", model)]
        return bool(sections.with_context(active_test=False).search_count(domain, 1))

    def _get_domain(self, contact, records):
        """Return which records of a model a contact reads now.

        :rtype: Domain
        """
        readable = [Domain.FALSE]
        for user in contact.user_ids:
            policy = user._customer_portal_policy()
            if policy and user._customer_portal_may_stay():
                readable.append(Domain(policy.domain(records._name, "read")))
        return Domain.OR(readable)
