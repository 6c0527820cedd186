# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo.http import root

from . import common
from .smtp_sink import smtp_sink, text_of

#: What a password in a mail looks like.
SHAPE = re.compile(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}")


class CredentialsCase(common.PortalHttpCase):
    """A new contact, the agent's buttons, and what comes by mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("base.login_cooldown_after", "0")
        cls.contact = cls._new_contact("Nina New", "Nina.New@Acme.Example")

    @classmethod
    def _new_contact(cls, name, email, **values):
        return cls.env["res.partner"].create(
            {"name": name, "email": email, "parent_id": cls.acme.id, **values}
        )

    def _mails_of(self, contacts, method="action_customer_portal_enable"):
        """Press a button of the agent.

        :return: the mails sent
        """
        with smtp_sink(self.env) as sink:
            getattr(contacts.with_user(self.agent), method)()
            self.env.flush_all()
        return sink.mails

    def _password_in(self, mail):
        [password] = SHAPE.findall(text_of(mail))
        return password

    def _enable(self):
        [mail] = self._mails_of(self.contact)
        return self.contact.user_ids, self._password_in(mail)

    def _log_in(self, user, password):
        self.authenticate(None, None)
        return self._follow(
            self.post("/web/login", {"login": user.login, "password": password})
        )

    def _follow(self, response):
        """Go on in the session that a response began."""
        if sid := response.cookies.get("session_id"):
            self.session = root.session_store.get(sid)
        return response

    def _account(self, user):
        self.env.invalidate_all()
        return self.env["customer.portal.account"]._of(user)
