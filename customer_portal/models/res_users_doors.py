# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api, fields, models, tools
from odoo.exceptions import AccessDenied
from odoo.tools import SQL

from ..passwords import MAX_LENGTH

OPEN = (None, "active")
#: Who is let in, or will be once it is unlocked or gets another password.
STAYS = ("active", "locked", "outdated")
#: So many days before its access ends a contact is told.
ENDING_DAYS = 14


class ResUsers(models.Model):
    """The doors through which portal users come in, and when they are closed."""

    _inherit = "res.users"

    customer_portal_account_id = fields.Many2one(
        "customer.portal.account",
        "Portal account",
        compute="_compute_customer_portal_account_id",
        groups="base.group_system",
        help="What the doors know of a portal user, once they know anything.",
    )

    def _compute_customer_portal_account_id(self):
        accounts = self.env["customer.portal.account"]._of(self).grouped("user_id")
        for user in self:
            user.customer_portal_account_id = accounts.get(user)

    def _customer_portal_get_door(self):
        """Return what stands between a portal user and the portal now.

        :return: ``active`` for nothing; ``disabled``, ``not_yet``, ``expired``,
            ``locked`` or ``outdated``; ``None`` for users whom the portal does not
            concern
        :rtype: str or None
        """
        # sudo: res.users - asked before anybody is logged in, when there is no user
        user = self.with_user(SUPERUSER_ID)
        if not user.id or not user._is_portal():
            return None
        if not user.active:
            return "disabled"
        state = "active"
        if user._customer_portal_has_period():
            policy = user._customer_portal_compile()
            state = policy.state(user._customer_portal_today())
        return user._customer_portal_account()._get_state() if state in OPEN else state

    @tools.ormcache("self.id")
    def _customer_portal_has_period(self):
        """Tell whether a profile and a period decide when a portal user may come in."""
        # sudo: res.users - asked for a user who may not read it
        return bool(self.sudo().partner_id.customer_portal_profile_id)

    def _customer_portal_account(self, make=False):
        """Return what the doors know of these portal users.

        :param bool make: whether to make the accounts that are missing
        :return: ``customer.portal.account`` records as superuser
        """
        # sudo: res.users - nobody but the doors reads and writes accounts
        users = self.sudo()
        if make:
            return users.env["customer.portal.account"]._ensure(users)
        return users.customer_portal_account_id

    def _customer_portal_must_change(self):
        """Tell whether the user must choose a password before anything else."""
        # sudo: res.users - asked before anybody is logged in, when there is no user
        user = self.with_user(SUPERUSER_ID)
        if not user.id or not user._is_portal():
            return False
        return user._customer_portal_account().must_change

    def _customer_portal_may_call(self):
        """Tell whether a key of the user opens anything."""
        is_open = self._customer_portal_get_door() in OPEN
        return is_open and not self._customer_portal_must_change()

    def _customer_portal_may_stay(self):
        """Tell whether the user's contact has not left the portal."""
        has_period = self._customer_portal_has_period()
        return has_period and self._customer_portal_get_door() in STAYS

    # ------------------------------------------------------------------
    # The doors
    # ------------------------------------------------------------------

    @api.model
    def _customer_portal_find(self, login):
        """Return the users with a login: as written, else as a mail address is written.

        :param str login: as typed
        :return: ``res.users`` records as superuser
        """
        # sudo: res.users - nobody is logged in yet
        users = self.sudo()
        for written in dict.fromkeys((login, tools.email_normalize(login or ""))):
            if written and (
                found := users.search(users._get_login_domain(written), limit=2)
            ):
                return found
        return users.browse()

    def _login(self, credential, user_agent_env):
        """Take as long for an unknown account as for a known one; note who came in."""
        is_known = True
        if credential["type"] == "password":
            found = self._customer_portal_find(credential.get("login"))
            is_known = bool(found)
            if len(found) == 1:
                credential = {**credential, "login": found.login}
        try:
            info = super()._login(credential, user_agent_env=user_agent_env)
        except AccessDenied as error:
            if not is_known and error.args == AccessDenied().args:
                self._customer_portal_refuse(credential)
            raise
        # sudo: res.users - the one who comes in, noted before anybody is logged in
        user = self.with_user(SUPERUSER_ID).browse(info["uid"])
        if user._customer_portal_get_door() is not None:
            user._customer_portal_account(make=True)._note_access()
        return info

    def _check_credentials(self, credential, env):
        """Let a portal user in only through an open door, and count who fails.

        Why a door is closed learns only who has the right password.
        """
        # sudo: res.users - asked before anybody is logged in; the second factor is
        # checked for another user than the current one
        user = (self or self.env.user).with_user(SUPERUSER_ID)
        if user._customer_portal_get_door() is None:
            return super()._check_credentials(credential, env)
        accounts = self.env["customer.portal.account"]
        password = credential.get("password") or ""
        try:
            if len(password) > MAX_LENGTH:
                raise AccessDenied()  # no hash is made of it
            if password and not user._customer_portal_get_hash():
                user._customer_portal_has_password(password)  # to take as long
            info = super()._check_credentials(credential, env)
        except AccessDenied:
            accounts._note_apart(user, "failure")
            raise
        state = user._customer_portal_get_door()
        if state != "active":
            accounts._note_apart(user, "refused", state)
            if user._customer_portal_account()._hides_answer():
                raise AccessDenied()
            raise AccessDenied(user._customer_portal_get_refusal(state))
        return info

    @api.model
    def _check_uid_passwd(self, uid, passwd):
        """Ask the doors each time: what Odoo remembers of a password knows no end."""
        if not self.browse(uid)._customer_portal_may_call():
            raise AccessDenied()
        return super()._check_uid_passwd(uid, passwd)

    def _compute_session_token(self, sid):
        """End the sessions of a portal user whose door is, or once was, closed."""
        door = self._customer_portal_get_door()
        if door not in OPEN:
            return False
        token = super()._compute_session_token(sid)
        era = door and self._customer_portal_account().era
        return f"{token}.{era}" if token and era else token

    def _customer_portal_refuse(self, credential):
        """Take as long for an unknown account as for a known one.

        A contact that was disabled has no active user: it is told so if the password is
        right.

        :param dict credential: ``login`` and ``password``, as typed
        :raise AccessDenied: telling a contact that it was disabled
        """
        accounts = self.env["customer.portal.account"]
        users = self.with_context(active_test=False)
        user = users._customer_portal_find(credential.get("login"))
        if len(user) != 1 or not user.share or not user._customer_portal_has_period():
            user = self.browse()
        if not user._customer_portal_has_password(credential.get("password") or ""):
            accounts._note_apart(user, "failure", False if user else "unknown")
            return
        accounts._note_apart(user, "refused", "disabled")
        if not user._customer_portal_account()._hides_answer():
            raise AccessDenied(user._customer_portal_get_refusal("disabled"))

    def _customer_portal_has_password(self, password):
        """Tell whether this is the user's password.

        No user, and one that has no password yet, takes as long.

        :rtype: bool
        """
        if len(password) > MAX_LENGTH:
            return False
        stored = self._customer_portal_get_hash()
        hashed = stored or self._customer_portal_no_hash()
        return self._crypt_context().verify(password, hashed) and bool(stored)

    def _customer_portal_get_hash(self):
        """Return the hash of the user's password, if it has one.

        :rtype: str or None
        """
        query = SQL("SELECT password FROM res_users WHERE id = ANY(%s)", self.ids)
        return next((found for [found] in self.env.execute_query(query)), None)

    @tools.ormcache(cache="stable")
    def _customer_portal_no_hash(self):
        return self._crypt_context().hash("")

    # ------------------------------------------------------------------
    # What is told
    # ------------------------------------------------------------------

    def _customer_portal_get_ending(self):
        """Tell the current user that its access ends within days, and whom to write to.

        :return: nothing where it does not end soon
        :rtype: str
        """
        policy, today = self._customer_portal_compile(), self._customer_portal_today()
        if not policy or not policy.end or (policy.end - today).days > ENDING_DAYS:
            return ""
        company = self.company_id
        values = {
            "end": self.env["ir.qweb.field.date"].value_to_html(policy.end, {}),
            "whom": company.email or company.name,
        }
        days = {0: self.env._("today"), 1: self.env._("tomorrow")}
        if day := days.get((policy.end - today).days):
            return self.env._(
                "Your access to the portal ends %(day)s, on %(end)s. To extend it, "
                "write to %(whom)s.",
                day=day,
                **values,
            )
        return self.env._(
            "Your access to the portal ends on %(end)s. To extend it, write to "
            "%(whom)s.",
            **values,
        )

    def _customer_portal_get_refusal(self, state):
        """Tell the person who gave the right password why it may not come in.

        :param str state: see :meth:`_customer_portal_get_door`
        :rtype: str
        """
        user = self.with_context(lang=self.lang)
        contact, company = user.partner_id, user.company_id
        date = user.env["ir.qweb.field.date"].value_to_html
        whom = company.email or company.name
        if state == "not_yet":
            return user.env._(
                "Your access to the portal begins on %(start)s.",
                start=date(contact.customer_portal_start, {}),
            )
        if state == "expired":
            return user.env._(
                "Your access to the portal ended on %(end)s. To extend it, write to "
                "%(whom)s.",
                end=date(contact.customer_portal_end, {}),
                whom=whom,
            )
        if state == "outdated":
            return user.env._(
                "The password in the mail was not used in time. Ask for another one: "
                "%(whom)s.",
                whom=whom,
            )
        if state == "disabled":
            return user.env._(
                "Your access to the portal is closed. To open it, write to %(whom)s.",
                whom=whom,
            )
        if user._customer_portal_account().locked:
            return user.env._(
                "Your access to the portal is locked. To unlock it, write to %(whom)s.",
                whom=whom,
            )
        return user.env._(
            "Too many attempts with a wrong password: your access is locked for a "
            "while. Wait some minutes, or reset your password."
        )
