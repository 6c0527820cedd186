# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from . import common

NEW = "unusual lantern over Trieste"
STATES = (
    "active",
    "moved",
    "must_change",
    "not_yet",
    "expired",
    "blocked",
    "locked",
    "disabled",
    "revoked",
    "archived",
    "outdated",
)
LOGGERS = (
    "odoo.http",
    "odoo.addons.rpc.controllers.jsonrpc",
    "odoo.addons.rpc.controllers.xmlrpc",
    "odoo.addons.base.models.res_users",
)


class DoorCase(common.PortalHttpCase):
    """Accounts in each state, and the doors that several tests try."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("auth_signup.reset_password", "True")
        cls.env["ir.config_parameter"].set_param("base.login_cooldown_after", "0")
        cls.env.company.email = "help@support.example"

    def _account(self, user):
        return self.env["customer.portal.account"]._ensure(user)

    def _set_state(self, user, state):
        today, now = user._customer_portal_today(), fields.Datetime.now()
        contact, day = user.partner_id, timedelta(days=1)
        of_contact = {
            "moved": {"parent_id": self.globex.id},
            "not_yet": {"customer_portal_start": today + day},
            "expired": {"customer_portal_end": today - day},
            "disabled": {"customer_portal_active": False},
        }
        of_account = {
            "must_change": {"must_change": True, "password_until": now + day},
            "blocked": {"locked_until": now + timedelta(minutes=5)},
            "locked": {"locked": True},
            "outdated": {
                "must_change": True,
                "password_until": now - timedelta(minutes=1),
            },
        }
        if state in of_contact:
            contact.write(of_contact[state])
        elif state in of_account:
            self._account(user).write(of_account[state])
        elif state == "revoked":  # with the agent's button, which archives the user
            contact.action_customer_portal_disable()
        elif state == "archived":
            user.active = False
        else:
            self.assertEqual(state, "active")
        self.env.flush_all()

    def _run(self, job):
        self.env.ref(f"customer_portal.{job}").method_direct_trigger()
        self.env.invalidate_all()

    def _post_login(self, login, password):
        self.authenticate(None, None)
        return self.post("/web/login", {"login": login, "password": password})

    def _told(self, response):
        page = common.html.fromstring(response.text)
        [alert] = self.texts(page, "//main//*[contains(@class, 'alert-')]")
        return response.status_code, alert

    def _prepare_api_key(self, user):
        return (
            self.env["res.users.apikeys"]
            .with_user(user)
            .sudo()
            ._generate("rpc", "test", None)
        )

    def _api_key(self, user, key):
        keys = self.env["res.users.apikeys"]
        return keys._check_credentials(scope="rpc", key=key) == user.id

    def _prepare_reset_link(self, user, signup_type="reset"):
        user.partner_id.signup_prepare(signup_type=signup_type)
        return user.partner_id._generate_signup_token()

    def _reset_link(self, user, token, url="/web/reset_password"):
        self.authenticate(None, None)
        before = self._hash(user)
        self.post(
            url,
            {
                "token": token,
                "login": user.login,
                "name": user.name,
                "password": NEW,
                "confirm_password": NEW,
            },
        )
        return self._hash(user) != before

    def _hash(self, user):
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [user.id])
        return self.env.cr.fetchone()[0]
