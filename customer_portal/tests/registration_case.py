# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from . import common
from .smtp_sink import smtp_sink, text_of

TYPED = {
    "name": "Vera Visitor",
    "email": "Vera@New.example",
    "company_name": "New Ltd",
    "message": "Please let me in.",
}
LINK = re.compile(r"/my/register/confirm\?token=([\w-]+)")


class RegistrationCase(common.PortalHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.customer_portal_registration = "agent"
        cls.env.company.email = "desk@ours.example"
        cls.registrations = cls.env["customer.portal.registration"]
        cls.env["mail.mail"].search([]).unlink()

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def _ask(self, **texts):
        response = self.post("/my/register", {**TYPED, **texts})
        self.env.invalidate_all()
        return response

    def _mails(self):
        """Run the job.

        :return: the mails that it sent
        """
        job = self.env.ref("customer_portal.cron_send_registrations")
        with smtp_sink(self.env) as sink:
            job.method_direct_trigger()
        self.env.invalidate_all()
        return sink.mails

    def _token(self, **texts):
        """Ask, and take the token out of the mail."""
        self._ask(**texts)
        [mail] = self._mails()
        [token] = set(LINK.findall(text_of(mail)))
        return token

    def _confirm(self, token, **kw):
        response = self.post("/my/register/confirm", {"token": token}, **kw)
        self.env.invalidate_all()
        return response

    def _registered(self, **texts):
        """Return a request that was confirmed."""
        self.assertEqual(self._confirm(self._token(**texts)).status_code, 200)
        return self.registrations.search([], limit=1)
