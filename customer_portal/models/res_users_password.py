# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError

from .. import passwords

#: What keeps a link to choose a password from being sent, and from working.
NO_LINK = ("disabled", "expired")
#: The longest password that a database can ask for.
MOST_ASKED = 128


class ResUsers(models.Model):
    """How portal users choose a password, by whichever way."""

    _inherit = "res.users"

    @api.model
    def _get_minlength(self):
        """Return the fewest characters that the database asks of a password.

        :rtype: int
        """
        # a setting of auth_password_policy, if installed
        get = self.env["ir.config_parameter"]._customer_portal_get_number
        return get("auth_password_policy.minlength", 0, (0, MOST_ASKED))

    def _customer_portal_check_password(self, password):
        """Refuse a password that is easy to guess or the one there is already.

        :param str password: as typed
        :raise UserError: telling what is wrong with it
        """
        self.ensure_one()
        contact = self.partner_id
        company = contact.commercial_partner_id
        personal = [self.login, self.name, company.name, self.company_id.name]
        min_length = max(passwords.MIN_LENGTH, self._get_minlength())
        problem = passwords.find_problem(password, personal, min_length)
        if problem == "short":
            raise UserError(
                self.env._(
                    "Choose a password of at least %(number)s characters.",
                    number=min_length,
                )
            )
        if problem == "long":
            raise UserError(
                self.env._(
                    "Choose a password of at most %(number)s characters.",
                    number=passwords.MAX_LENGTH,
                )
            )
        if problem == "personal":
            raise UserError(
                self.env._(
                    "Choose a password without your name, mail address or company."
                )
            )
        if problem:
            raise UserError(
                self.env._("This password is easy to guess. Choose an unusual one.")
            )
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [self.id])
        [hashed] = self.env.cr.fetchone()
        if hashed and self._crypt_context().verify(password, hashed):
            raise UserError(
                self.env._("Choose a password that differs from the present one.")
            )

    def _prepare_password_values(self):
        """Prepare the page of the first login for its template.

        :rtype: dict
        """
        return {
            "password_name": self.name,
            "password_login": self.login,
            "password_email": self.email,
            "password_length": max(passwords.MIN_LENGTH, self._get_minlength()),
        }

    def _customer_portal_choose_password(self, password, repeated):
        """Change the password of the current user at its first login.

        :param str password: as typed
        :param str repeated: typed again
        :raise UserError: telling what is wrong with it
        """
        if password != repeated:
            raise UserError(self.env._("The two passwords are different."))
        self._change_password(password)

    def _change_password(self, new_passwd):
        """Hold portal users to the rules, wherever they change their password."""
        # sudo: res.users - the user's own account, or that of whom an administrator may
        user = self.sudo()
        if not user._is_portal():
            return super()._change_password(new_passwd)
        user._customer_portal_check_password(new_passwd.strip())
        noting = self.with_context(customer_portal_password=True)
        result = super(ResUsers, noting)._change_password(new_passwd)
        user._customer_portal_note_password()
        return result

    @api.model
    def signup(self, values, token=None):
        """Hold portal users to the rules also where a link lets them choose."""
        user = self.browse()
        if token:
            partners = self.env["res.partner"]
            partner = partners._signup_retrieve_partner(token, raise_exception=True)
            user = partner.user_ids[:1].filtered(lambda user: user._is_portal())
        if user:
            user._customer_portal_check_password(values.get("password") or "")
        noting = self.with_context(customer_portal_password=bool(user))
        result = super(ResUsers, noting).signup(values, token=token)
        if user:
            user._customer_portal_note_password()
        return result

    def _customer_portal_replace_password(self, password):
        """Set a password that the portal made. Odoo would tell of it in a second mail.

        :param str password: random
        """
        self._set_encrypted_password(self.id, self._crypt_context().hash(password))
        # the password is part of what sessions are checked with
        self.env.registry.clear_cache()

    def _customer_portal_note_password(self):
        """Open the portal to whoever chose a password; void all links to choose one."""
        account = self._customer_portal_account(make=True)
        account.write(
            {
                **account._no_failures(),
                "must_change": False,
                "password_until": False,
                "pending": False,
                "serial": account.serial + 1,
            }
        )
        self.partner_id.signup_cancel()
        self.env["customer.portal.log"]._add("password", self)
        self._customer_portal_tell("password_changed")

    # ------------------------------------------------------------------
    # Resetting by mail
    # ------------------------------------------------------------------

    def _customer_portal_may_get_link(self):
        """Tell whether the user may choose a password by a link in a mail.

        Too many wrong attempts are no obstacle: the mail is the way back in.

        :rtype: bool
        """
        # sudo: res.users - asked when nobody is logged in
        user = self.with_user(SUPERUSER_ID)
        if user._customer_portal_get_door() in NO_LINK:
            return False
        return not user._customer_portal_account().locked

    def reset_password(self, login):
        """Note that somebody asks for a new password: for whom is looked up later.

        So the answer, and the time it takes, tell nothing about accounts.

        :param str login: as typed
        """
        # sudo: customer.portal.reset - anybody may ask
        self.env["customer.portal.reset"].sudo()._request(login)

    def _action_reset_password(self, signup_type="reset"):
        """Send no link to whom the portal is closed."""
        if closed := self.filtered(lambda u: not u._customer_portal_may_get_link()):
            raise UserError(
                self.env._(
                    "The portal is closed to: %(names)s. Open it on the contact first.",
                    names=", ".join(closed.mapped("name")),
                )
            )
        result = super()._action_reset_password(signup_type=signup_type)
        portal = self.filtered(lambda user: user._is_portal())
        if portal and signup_type == "reset":
            self.env["customer.portal.log"]._add("reset", portal)
        return result
