# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import Policy


class ResPartner(models.Model):
    """The portal account of a contact, and what agents do with it."""

    _inherit = "res.partner"

    def _selection_customer_portal_state(self):
        return [
            ("never", self.env._("Never enabled")),
            ("invited", self.env._("Invited")),
            ("active", self.env._("Active")),
            ("not_yet", self.env._("Not yet")),
            ("expired", self.env._("Expired")),
            ("locked", self.env._("Locked")),
            ("disabled", self.env._("Disabled")),
        ]

    customer_portal_state = fields.Selection(
        "_selection_customer_portal_state",
        string="Portal state",
        compute="_compute_customer_portal_account",
        compute_sudo=True,
        groups="base.group_user",
    )
    customer_portal_pending = fields.Boolean(
        "Credentials wait to be sent",
        compute="_compute_customer_portal_account",
        search="_search_customer_portal_pending",
        compute_sudo=True,
        groups="base.group_user",
    )
    customer_portal_sent_date = fields.Datetime(
        "Credentials sent",
        compute="_compute_customer_portal_account",
        compute_sudo=True,
        groups="base.group_user",
    )
    customer_portal_last_access = fields.Datetime(
        "Last access",
        compute="_compute_customer_portal_account",
        compute_sudo=True,
        groups="base.group_user",
    )
    customer_portal_accesses = fields.Integer(
        "Number of accesses",
        compute="_compute_customer_portal_account",
        compute_sudo=True,
        groups="base.group_user",
    )

    @api.depends(
        "customer_portal_active",
        "customer_portal_start",
        "customer_portal_end",
        "customer_portal_profile_id",
        "active",
        "user_ids.active",
    )
    def _compute_customer_portal_account(self):
        users = self.env["res.users"].with_context(active_test=False)
        users = users.search([("partner_id", "in", self.ids), ("share", "=", True)])
        by_contact = users.grouped("partner_id")
        accounts = self.env["customer.portal.account"]._of(users).grouped("user_id")
        for contact in self:
            user = by_contact.get(contact._origin, users.browse())[:1]
            account = accounts.get(user, self.env["customer.portal.account"])
            contact.customer_portal_pending = account.pending
            contact.customer_portal_sent_date = account.sent_date
            contact.customer_portal_last_access = account.last_access
            contact.customer_portal_accesses = account.accesses
            contact.customer_portal_state = contact._get_customer_portal_state(
                user, account
            )

    def _search_customer_portal_pending(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: customer.portal.account - whose mail has not left yet is no secret
        accounts = self.env["customer.portal.account"].sudo()
        waiting = accounts.search([("pending", "=", True)]).user_id.partner_id
        return [("id", "in" if True in value else "not in", waiting.ids)]

    def _get_customer_portal_state(self, user, account):
        """Return the state of a contact's portal account.

        :param user: its portal user, if any
        :param account: what the doors know of it, if anything
        :rtype: str
        """
        if not user:
            return "never"
        policy = Policy(
            contact=self.id,
            company=self.commercial_partner_id.id,
            active=bool(
                self.customer_portal_active
                and self.customer_portal_profile_id
                and self.active
                and user.active
            ),
            start=self.customer_portal_start or None,
            end=self.customer_portal_end or None,
        )
        state = policy.state(user._customer_portal_today())
        if state != "active":
            return state
        if account._get_state() == "locked":
            return "locked"
        return "invited" if account.must_change or account.pending else "active"

    # ------------------------------------------------------------------
    # What agents do
    # ------------------------------------------------------------------

    def action_customer_portal_send_credentials(self):
        """Send contacts new credentials; those of before, and their sessions, are void.

        :return: a client action that says what was done
        :raise UserError: naming the contacts that are not enabled
        """
        self._customer_portal_check_agent()
        accounts = self._customer_portal_get_accounts()
        accounts._request_credentials()
        return self._customer_portal_notification(
            self._customer_portal_get_sent_message(accounts)
        )

    def action_customer_portal_lock(self):
        """Lock accounts until an agent unlocks them; their sessions end at once.

        :return: a client action that says what was done
        """
        self._customer_portal_check_agent()
        accounts = self._customer_portal_get_accounts()
        accounts.locked = True
        self.env["customer.portal.log"]._add("lock", accounts.user_id, "agent")
        return self._customer_portal_notification(
            self.env._("Contacts locked: %(locked)s.", locked=len(accounts))
        )

    def action_customer_portal_unlock(self):
        """Unlock accounts, whoever or whatever locked them.

        :return: a client action that says what was done
        """
        self._customer_portal_check_agent()
        accounts = self._customer_portal_get_accounts()
        accounts.write({**accounts._no_failures(), "locked": False})
        self.env["customer.portal.log"]._add("unlock", accounts.user_id, "agent")
        return self._customer_portal_notification(
            self.env._("Contacts unlocked: %(unlocked)s.", unlocked=len(accounts))
        )

    def action_customer_portal_accesses(self):
        """Open the accesses of these contacts and, for companies, of their people.

        :return: a window action
        :rtype: dict
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_portal.customer_portal_log_action"
        )
        domain = ["|", ("partner_id", "in", self.ids), ("customer_id", "in", self.ids)]
        return {**action, "domain": domain, "context": {}}

    def action_customer_portal_reach(self):
        """Show agents who can still reach what.

        :return: a window action
        :rtype: dict
        """
        self.ensure_one()
        self._customer_portal_check_agent()
        return self.env["customer.portal.reach"]._open(self)

    def _customer_portal_get_accounts(self):
        """Return the portal accounts of enabled contacts.

        :return: ``customer.portal.account`` records as superuser
        :raise UserError: naming the contacts that are not enabled
        """
        users = self._customer_portal_get_users()
        enabled = self.filtered("customer_portal_active")
        if without := self - users.partner_id.filtered(lambda p: p in enabled):
            raise UserError(
                self.env._(
                    "These contacts are not enabled: %(names)s. Enable them first.",
                    names=", ".join(without.mapped("display_name")),
                )
            )
        return users._customer_portal_account(make=True)

    def _customer_portal_get_users(self):
        """Return the portal users of contacts, for agents who may not read users.

        :return: ``res.users`` records as superuser
        """
        # sudo: res.users - agents act on them by the portal's buttons only
        return self.sudo().user_ids.filtered(lambda user: user._is_portal())

    @api.model
    def _customer_portal_get_sent_message(self, accounts):
        """Tell how many credentials were sent, and how many wait.

        :rtype: str
        """
        waiting = accounts.filtered("pending")
        message = self.env._(
            "Credentials sent: %(sent)s.", sent=len(accounts) - len(waiting)
        )
        if waiting:
            message += " " + self.env._(
                "Still to be sent, as soon as possible: %(waiting)s.",
                waiting=len(waiting),
            )
        return message
