# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.http import root
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common
from .smtp_sink import smtp_sink, text_of

NEW = "ann.new@acme.example"
LINK = re.compile(r"/my/mail/confirm\?token=([\w-]+)")


@tagged("-at_install", "post_install", "without_website")
class TestNewMail(common.PortalHttpCase):
    """A contact takes another mail address, once it has shown that it is its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.email = "desk@ours.example"
        cls.env["mail.mail"].search([]).unlink()

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def _ask(self, mail=NEW, password=common.PASSWORD):
        response = self.post("/my/mail", {"mail": mail, "password": password})
        self.env.invalidate_all()
        return response

    def _mails(self):
        """Run the job and the queue.

        :return: the mails that were sent
        """
        with smtp_sink(self.env) as sink:
            self.env.ref("customer_portal.cron_send_new_mails").method_direct_trigger()
            self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        self.env.invalidate_all()
        return sink.mails

    def _token(self, mail=NEW):
        """Ask, and take the token out of the mail."""
        self.assertEqual(self._ask(mail).status_code, 303)
        [sent] = self._mails()
        self.assertEqual(sent.recipients, [mail.lower()])
        [token] = set(LINK.findall(text_of(sent)))
        return token

    def _confirm(self, token):
        response = self.post("/my/mail/confirm", {"token": token})
        # a session that goes on has another name
        self.session = root.session_store.get(self.opener.cookies["session_id"])
        self.env.invalidate_all()
        return response.status_code

    def test_change(self):
        token = self._token("Ann.New@acme.example")
        self.assertEqual(self.ann.login, "ann@acme.example", "not confirmed yet")
        stored = self.ann._customer_portal_account().read()
        self.assertNotIn(token, str(stored))
        page = self.get(f"/my/mail/confirm?token={token}")
        self.assertEqual(page.status_code, 200)
        self.assertIn(f"<strong>{NEW}</strong>", page.text, "what one confirms")
        self.assertEqual(self.ann.login, "ann@acme.example", "looking confirms nothing")
        queue = self.env.ref("mail.ir_cron_mail_scheduler_action")
        triggers = [("cron_id", "=", queue.id)]
        self.env["ir.cron.trigger"].search(triggers).unlink()
        with smtp_sink(self.env) as sink:
            self.assertEqual(self._confirm(token), 200)
        self.assertFalse(sink.mails, "nothing leaves before the change is certain")
        self.assertTrue(self.env["ir.cron.trigger"].search(triggers), "but then soon")
        self.assertEqual(self.ann.login, NEW)
        self.assertEqual(self.ann.partner_id.email, NEW)
        # this session goes on, and the former address is told
        self.assertEqual(self.get("/my/records/tickets").status_code, 200)
        [notice] = self._mails()
        self.assertEqual(notice.recipients, ["ann@acme.example"])
        self.assertNotIn(NEW, text_of(notice))
        logged = self.env["customer.portal.log"].search(
            [("user_id", "=", self.ann.id), ("event", "=", "mail")]
        )
        self.assertEqual(len(logged), 1)
        # the link works once
        self.assertEqual(self._confirm(token), 404)
        form = {"login": NEW, "password": common.PASSWORD}
        self.authenticate(None, None)
        self.assertEqual(self.post("/web/login", form).status_code, 303)

    def test_other_sessions_end(self):
        token = self._token()
        other, _session = self.opener, self.session
        self.login(self.ann)
        self.assertEqual(self._confirm(token), 200)
        self.opener = other
        self.assertEqual(self.get("/my").status_code, 303)

    def test_somebody_elses(self):
        """The page tells nothing of who is known, and no link is sent.

        Nor is one sent to an address where we read it, or that makes it a ticket.
        """
        answers = set()
        archived = self.dan.copy({"login": "former@globex.example", "active": False})
        self.bob.login = "Twin@Acme.example"
        self.env.company.alias_domain_id = self.env["mail.alias.domain"].create(
            {"name": "ours.example", "catchall_alias": "all", "bounce_alias": "bounce"}
        )
        self.env["mail.alias"].create(
            {
                "alias_name": "help",
                "alias_model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                "alias_domain_id": self.env.company.alias_domain_id.id,
            }
        )
        account = self.ann._customer_portal_account(make=True)
        for mail in (
            self.dan.login,
            self.agent.email,
            archived.login,
            "twin@acme.example",
            "desk@ours.example",
            "help@ours.example",
            "all@ours.example",
            NEW,
        ):
            response = self._ask(mail)
            page = self.get("/my/mail/sent")
            answers.add((response.status_code, common.comparable(page.text)))
            links = [sent for sent in self._mails() if LINK.search(text_of(sent))]
            self.assertEqual(len(links), int(mail == NEW), mail)
            account.new_mail_times = 0
        self.assertEqual(len(answers), 1)

    def test_limit(self):
        """A few mails a day to whoever is named, not more."""
        for number in range(4):
            response = self._ask(f"n{number}@other.example")
            self.assertEqual(response.status_code, 303 if number < 3 else 422)
        self.assertIn("several links today", response.text)
        with freeze_time(fields.Datetime.now() + timedelta(hours=25)):
            account = self.ann._customer_portal_account()
            self.assertTrue(account._may_request_mail())

    def test_agent(self):
        """An agent changes the contact's mail: it logs in with that one."""
        contact = self.ann.partner_id.with_user(self.agent)
        with smtp_sink(self.env) as sink:
            contact.email = "Ann Other <Ann.Other@Acme.example>"
            self.env.flush_all()
            self.assertEqual(self.ann.login, "ann.other@acme.example")
            self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        self.assertEqual(
            [mail.recipients for mail in sink.mails], [["ann@acme.example"]]
        )
        self.assertEqual(self.get("/my").status_code, 303, "the session has ended")
        with self.assertRaisesRegex(ValidationError, "Dan logs in with dan@globex"):
            contact.email = "DAN@globex.example"
        self.assertEqual(self.ann.login, "ann.other@acme.example")
        # the same address, written in another way, is no other one
        contact.email = "ANN.other@acme.example"
        self.ann.login = "Ann.Other@Acme.example"
        sent = self.env["mail.mail"].search_count([])
        contact.email = "ann.other@acme.example"
        self.assertEqual(self.ann.login, "Ann.Other@Acme.example")
        self.assertEqual(self.env["mail.mail"].search_count([]), sent)
        self.ann.login = "ann.other@acme.example"
        contact.email = False  # no mail is no login
        self.assertEqual(self.ann.login, "ann.other@acme.example")

    def test_colleague(self):
        """No contact takes another one's login by changing its mail."""
        contact = self.ann.partner_id
        for user in (self.bob, self.ann):
            with self.assertRaises(UserError):
                contact.with_user(user).sudo().email = "evil@acme.example"
        self.assertEqual(self.ann.login, "ann@acme.example")

    def test_taken_meanwhile(self):
        token = self._token()
        self.bob.login = NEW
        self.assertEqual(self._confirm(token), 404)
        self.assertEqual(self.ann.login, "ann@acme.example")

    @mute_logger("odoo.addons.base.models.res_users")
    def test_refused(self):
        for mail, password, wrong in (
            ("", common.PASSWORD, "mail"),
            ("x", common.PASSWORD, "mail"),
            ("a@b.example, c@d.example", common.PASSWORD, "mail"),
            ("a@b.example\nBcc: c@d.example", common.PASSWORD, "mail"),
            (f"{'a' * 250}@b.example", common.PASSWORD, "mail"),
            ("ANN@acme.example", common.PASSWORD, "mail"),
            (NEW, "wrong", "password"),
            (NEW, "", "password"),
        ):
            response = self._ask(mail, password)
            self.assertEqual(response.status_code, 422, (mail, password))
            page = common.html.fromstring(response.text)
            [shown] = page.xpath("//input[contains(@class, 'is-invalid')]/@name")
            self.assertEqual(shown, wrong)
            self.assertFalse(page.xpath("//input[@name='password']/@value"))
        self.assertFalse(self._mails())

    def test_link_of_another(self):
        """Whoever gets the mail must be logged in as the contact to use it."""
        token = self._token()
        self.login(self.dan)
        self.assertEqual(self._confirm(token), 404)
        self.assertEqual(self.dan.login, "dan@globex.example")
        self.authenticate(None, None)
        response = self.get(f"/my/mail/confirm?token={token}")
        self.assertEqual(response.status_code, 303)
        self.assertIn("/web/login", response.headers["Location"])
        self.assertEqual(self.ann.login, "ann@acme.example")

    def test_void_links(self):
        first = self._token()
        second = self._token("other@acme.example")
        self.assertEqual(self._confirm(first), 404)
        for token in ("", "x", first[:-1]):
            self.assertEqual(self._confirm(token), 404)
        account = self.ann._customer_portal_account()
        with freeze_time(fields.Datetime.now() + timedelta(hours=25)):
            self.assertFalse(account._is_link(second))
        # a password that is chosen or sent, and leaving, void it
        account.serial += 1
        self.assertFalse(account._is_link(second))
        account.serial -= 1
        self.assertEqual(self._confirm(second), 200)
        self.assertEqual(self.ann.login, "other@acme.example")

    def test_mail_server_down(self):
        """The link is sent once the server is back, for a day."""
        self._ask()
        account = self.ann._customer_portal_account()
        job = self.env.ref("customer_portal.cron_send_new_mails")
        with smtp_sink(self.env) as sink:
            self.env["ir.mail_server"].search([]).smtp_port = 1
            with mute_logger("odoo.addons.base.models.ir_mail_server"):
                job.method_direct_trigger()
        self.assertFalse(sink.mails)
        self.env.invalidate_all()
        self.assertTrue(account.new_mail_due)
        self.assertEqual(len(self._mails()), 1)
        self.assertFalse(account.new_mail_due)

    def test_who_is_no_contact(self):
        self.login(self.agent)
        self.assertEqual(self.get("/my/mail").status_code, 404)
        self.assertEqual(self._ask().status_code, 404)
        self.authenticate(None, None)
        self.assertEqual(self.get("/my/mail").status_code, 303)
