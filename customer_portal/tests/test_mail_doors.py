# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .registration_case import RegistrationCase
from .smtp_sink import smtp_sink, text_of
from .test_mail_headers import NAMES, VICTIM
from .test_own_mail import ADDRESS

FOREIGN = "evil.example"


@tagged("-at_install", "post_install", "without_website")
class TestMailDoors(RegistrationCase):
    """What anybody types in the portal, seen by the server that gets the mails."""

    def _run(self, *jobs):
        """Run jobs and the queue.

        :return: the mails that were sent
        """
        with smtp_sink(self.env) as sink:
            for job in jobs:
                self.env.ref(f"customer_portal.{job}").method_direct_trigger()
            self.env.cr.flush()
            self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        self.env.invalidate_all()
        return sink.mails

    def _check(self, mails, *recipients):
        sent_to = {tuple(mail.recipients) for mail in mails}
        self.assertEqual(sent_to, {(recipient,) for recipient in recipients})
        for mail in mails:
            [to] = mail["To"].addresses
            self.assertEqual(to.addr_spec, mail.recipients[0])
            self.assertNotIn("Bcc", mail)

    def test_own_name(self):
        """Whatever a contact calls itself, its mails are its own."""
        ticket = self._ticket(self.ann)
        ticket.message_subscribe(self.agent.partner_id.ids)
        for name in (name for name in NAMES if name.isprintable() or "\n" in name):
            with self.subTest(name):
                self.login(self.ann)
                data = {
                    **ADDRESS,
                    "name": name,
                    "email": self.ann.email,
                    "partner_id": self.ann.partner_id.id,
                    "country_id": self.env.ref("base.be").id,
                }
                self.post("/my/address/submit", data)
                url = f"/my/records/tickets/{ticket.id}/comments"
                self.assertEqual(self.post(url, {"body": "Hello"}).status_code, 303)
                self._check(self._run(), "marta@support.example")
                self.authenticate(None, None)
                self.post("/web/reset_password", {"login": self.ann.login})
                self._check(self._run("cron_send_resets"), "ann@acme.example")

    def test_name_of_a_visitor(self):
        """Whoever asks for access has the mail sent to nobody else."""
        for number, name in enumerate(NAMES):
            with self.subTest(name):
                self.registrations.search([]).unlink()  # they are counted
                typed = {"name": name, "email": f"v{number}@new.example"}
                self._ask(**typed, company_name=name)
                self._check(self._run("cron_send_registrations"), typed["email"])
        for mail in (f"v@new.example, {VICTIM}", f"v@new.example\nBcc: {VICTIM}"):
            self._ask(email=mail)
            self.assertFalse(self._run("cron_send_registrations"))

    def test_public_address(self):
        """Mails of accounts link to our address, whatever Host asks for them."""
        public = self.env["ir.config_parameter"].get_param("web.base.url")
        self.http_request_allow_all = True
        headers = {"Host": FOREIGN, "Cookie": f"session_id={self.session.sid}"}
        self.post("/web/reset_password", {"login": self.ann.login}, headers=headers)
        form = {"name": "Vera", "email": "vera@new.example", "company_name": "New"}
        self.post("/my/register", form, headers=headers)
        self.http_request_allow_all = False
        mails = self._run("cron_send_resets", "cron_send_registrations")
        self._check(mails, "ann@acme.example", "vera@new.example")
        for mail in mails:
            self.assertNotIn(FOREIGN, mail.as_string())
            self.assertIn(f'href="{public}/', text_of(mail))
            self.assertIn("token=", text_of(mail))
