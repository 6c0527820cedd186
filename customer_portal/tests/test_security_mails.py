# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from . import common
from .smtp_sink import smtp_sink

NEW, OTHER = "unusual lantern over Trieste", "quiet harbour 1911 painted"


@tagged("-at_install", "post_install", "without_website")
class TestSecurityMails(common.PortalCase):
    """Who changes how it logs in is told of it once, by the portal or by Odoo."""

    def setUp(self):
        super().setUp()
        self.env.cr.flush()
        self.env["mail.mail"].search([]).unlink()
        self.sink = self.enterContext(smtp_sink(self.env))

    def _leaving(self):
        """Send what waits.

        :return: subject and recipients of each mail
        """
        self.env.cr.flush()
        self.assertFalse(self.sink.connections, "nothing leaves before the commit")
        self.env["mail.mail"].process_email_queue()
        mails, self.sink.mails = self.sink.mails, []
        self.sink.connections = 0
        return [(mail["Subject"], mail.recipients) for mail in mails]

    def _told(self, *changes):
        for name, change in changes:
            with self.subTest(name):
                change()
                [(_subject, recipients)] = self._leaving()
                self.assertEqual(recipients, [self.ann.email])

    def _choose_by_link(self):
        self.ann.partner_id.signup_prepare(signup_type="reset")
        token = self.ann.partner_id._generate_signup_token()
        self.env["res.users"].signup({"password": OTHER}, token)

    def _change_by_wizard(self):
        """As an administrator does."""
        wizard = self.env["change.password.wizard"].create(
            {"user_ids": [(0, 0, {"user_id": self.ann.id, "new_passwd": NEW + " 2"})]}
        )
        wizard.user_ids.change_password_button()

    def test_password(self):
        self._told(
            ("page", lambda: self.ann._change_password(NEW)),
            ("link", self._choose_by_link),
            ("wizard", self._change_by_wizard),
            ("write", lambda: self.ann.write({"password": OTHER + " 3"})),
        )

    def test_second_factor(self):
        if "auth_totp_mail" not in self.env.registry._init_modules:
            self.skipTest("Odoo's mails of the second factor are not installed")
        devices = self.env["auth_totp.device"].with_user(self.ann)
        until = fields.Datetime.now() + timedelta(days=1)
        devices._generate("browser", "Phone", until)
        self.assertEqual(self._leaving(), [])
        devices = devices.sudo().search([("user_id", "=", self.ann.id)])
        self._told(
            ("on", lambda: self.ann.write({"totp_secret": "JBSWY3DPEHPK3PXP"})),
            ("device", devices.unlink),
            ("off", lambda: self.ann.write({"totp_secret": False})),
        )

    def test_address(self):
        """The former address hears of the new one; nobody twice."""
        former = self.ann.email
        self.ann.partner_id.email = "ann.new@acme.example"
        [(_subject, recipients)] = self._leaving()
        self.assertEqual(recipients, [former])
