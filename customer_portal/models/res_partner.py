# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

PORTAL_FIELDS = frozenset(
    {
        "customer_portal_profile_id",
        "customer_portal_active",
        "customer_portal_start",
        "customer_portal_end",
    }
)
#: Most contacts that are enabled while the agent waits; more are left to the job.
MANY = 20
#: A change of these in a portal user's family can change what it may see.
FAMILY_FIELDS = frozenset({"parent_id", "is_company", "active"})


class ResPartner(models.Model):
    _inherit = "res.partner"

    customer_portal_profile_id = fields.Many2one(
        "customer.portal.profile",
        string="Portal profile",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        groups="base.group_user",
        help="Decides what the contact sees and does in the portal.",
    )
    customer_portal_active = fields.Boolean(
        "Portal active", copy=False, groups="base.group_user"
    )
    customer_portal_start = fields.Date(
        "Support start",
        copy=False,
        groups="base.group_user",
        help="First day of access to the portal. Empty: from now on.",
    )
    customer_portal_end = fields.Date(
        "Support end",
        copy=False,
        groups="base.group_user",
        help="Last day of access to the portal. Empty: no end.",
    )

    _customer_portal_period = models.Constraint(
        "CHECK(customer_portal_end >= customer_portal_start)",
        "Support end: choose the day of support start or a later one.",
    )

    # ------------------------------------------------------------------
    # Who changes these fields, and what follows
    # ------------------------------------------------------------------

    def _customer_portal_lets_write(self, field):
        """Leave the portal's fields to portal agents."""
        if field.name in PORTAL_FIELDS and not self.env.su:
            return self.env.user.has_group("customer_portal.group_agent")
        return super()._customer_portal_lets_write(field)

    @api.model_create_multi
    def create(self, vals_list):
        """Give new contacts the profile of their company."""
        contacts = super().create(vals_list)
        for contact, values in zip(contacts, vals_list, strict=True):
            if contact.parent_id and "customer_portal_profile_id" not in values:
                # sudo: res.partner - whoever adds contacts, agents chose the profile
                company = contact.sudo().commercial_partner_id
                if profile := company.customer_portal_profile_id:
                    company.browse(contact.id).customer_portal_profile_id = profile
        return contacts

    def write(self, vals):
        concerned = PORTAL_FIELDS & vals.keys() or (
            FAMILY_FIELDS & vals.keys() and self._customer_portal_has_users()
        )
        result = super().write(vals)
        if concerned:
            self.env["res.users"]._customer_portal_clear_policies()
        return result

    def _customer_portal_has_users(self):
        """Tell whether a portal user belongs to these contacts or lies below them."""
        # sudo: res.users - any user may move contacts, few may read users
        users = self.env["res.users"].sudo().with_context(active_test=False)
        return bool(
            users.search_count(
                [("partner_id", "child_of", self.ids), ("share", "=", True)], limit=1
            )
        )

    # ------------------------------------------------------------------
    # Enabling
    # ------------------------------------------------------------------

    def action_customer_portal_enable(self):
        """Give contacts access to the portal: user, profile and credentials by mail.

        :return: a client action that says what was done
        :raise UserError: naming each contact that cannot be enabled, and the mend;
            nothing is done then
        """
        self._customer_portal_check_agent()
        if problems := self._customer_portal_get_enable_problems():
            raise UserError("\n".join(problems))
        if len(self) > MANY:
            return self._customer_portal_queue()
        invited = self._customer_portal_enable()
        invited._request_credentials()
        return self._customer_portal_notification(
            self.env._("Contacts enabled: %(enabled)s.", enabled=len(self))
            + " "
            + self._customer_portal_get_sent_message(invited)
        )

    def _customer_portal_enable(self):
        """Give contacts access to the portal, and note that credentials are due.

        :return: the accounts that credentials are due to; none to users of before
        """
        for contact in self:
            contact.write(
                {
                    "customer_portal_active": True,
                    "customer_portal_profile_id": (
                        contact.customer_portal_profile_id
                        or contact._customer_portal_get_default_profile()
                    ).id,
                }
            )
        wizard = self.env["portal.wizard"].create(
            {"partner_ids": [Command.set(self.ids)]}
        )
        for user in wizard.user_ids.with_context(customer_portal_many=True):
            user._customer_portal_grant()
        accounts = self._customer_portal_get_accounts()
        accounts.locked = False
        self.env["customer.portal.log"]._add("enable", accounts.user_id)
        return accounts.filtered("pending")

    def action_customer_portal_disable(self):
        """Take access to the portal from contacts; their logins end at once.

        :return: a client action that says what was done
        """
        self._customer_portal_check_agent()
        users = self._customer_portal_get_users()
        leaving = users._customer_portal_get_holders()
        self.write({"customer_portal_active": False})
        self._customer_portal_unqueue()
        # whose support had ended before has left already
        gone = users.filtered(lambda user: user.partner_id not in leaving)
        self.env["customer.portal.log"]._add("disable", gone)
        wizard = self.env["portal.wizard"].create(
            {"partner_ids": [Command.set(self.ids)]}
        )
        for user in wizard.user_ids.filtered("is_portal"):
            user.action_revoke_access()
        return self._customer_portal_notification(
            self.env._("Contacts disabled: %(disabled)s.", disabled=len(self))
        )

    def _customer_portal_check_agent(self):
        if not self.env.user.has_group("customer_portal.group_agent"):
            raise UserError(
                self.env._(
                    "Only portal agents enable and disable contacts. Ask an "
                    "administrator for the role Portal agent."
                )
            )

    def _customer_portal_get_enable_problems(self):
        """Return for each contact that cannot be enabled why, and the mend.

        :rtype: list[str]
        """
        problems = self._customer_portal_find_problems()
        return [f"{who.display_name} {reason}" for who, reason in problems.items()]

    def _customer_portal_find_problems(self, given=()):
        """Find which contacts cannot be enabled, and why.

        :param given: those of them that are given a profile when they are enabled
        :return: the reason and the mend, by contact: the end of a sentence
        :rtype: dict
        """
        mails = {contact: email_normalize(contact.email) for contact in self}
        taken = self.env["res.users"]._customer_portal_of_mails(mails.values())
        problems, seen, profiles, given = {}, {}, {}, frozenset(given)
        for contact, mail in mails.items():
            # sudo: res.users - whether the contact is an internal user
            internal = contact.sudo().user_ids.filtered(lambda user: not user.share)
            other = (taken.get(mail, internal).partner_id - contact)[:1] or contact
            if internal:
                reason = self.env._("is an internal user and needs no portal.")
            elif not mail:
                reason = self.env._("has no valid email address. Please enter one.")
            elif other != contact or mail in seen:
                reason = self.env._(
                    "has the email address of %(other)s. Please enter its own.",
                    other=(other if other != contact else seen[mail]).display_name,
                )
            elif not (
                contact in given or contact._customer_portal_has_profile(profiles)
            ):
                reason = self.env._("has no portal profile. Please choose one.")
            else:
                seen[mail] = contact
                continue
            problems[contact] = reason
        return problems

    def _customer_portal_has_profile(self, known):
        """Tell whether a contact has a profile or would get one.

        :param dict known: the same for all contacts: what was found for their companies
        :rtype: bool
        """
        # sudo: res.partner - the company's profile, whoever may read the company
        contacts = self.sudo()
        if (contacts | contacts.commercial_partner_id).customer_portal_profile_id:
            return True
        if (company := contacts.company_id) not in known:
            known[company] = bool(self._customer_portal_get_default_profile())
        return known[company]

    def _customer_portal_get_default_profile(self):
        # sudo: res.partner - the company's profile, whoever may read the company
        if profile := self.sudo().commercial_partner_id.customer_portal_profile_id:
            return profile.sudo(False)
        company = self.company_id or self.env.company
        return self.env["customer.portal.profile"]._get_default(company)

    @api.model
    def _customer_portal_notification(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
