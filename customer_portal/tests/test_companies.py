# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from . import common
from .smtp_sink import smtp_sink


@tagged("-at_install", "post_install", "without_website")
class TestCompanies(common.PortalCase):
    """What agents keep about companies beside Odoo's own fields."""

    def test_external_code(self):
        self.acme.customer_portal_code = "  AC-1_% "
        self.assertEqual(self.acme.customer_portal_code, "AC-1_%")
        for code in ("AC-1_%", "ac-1_% "):
            with self.assertRaisesRegex(ValidationError, "Test Acme has "):
                self.globex.customer_portal_code = code
        self.globex.customer_portal_code = "AC-12%"
        self.acme.customer_portal_code = "  "
        self.assertFalse(self.acme.customer_portal_code)
        self.assertFalse(self.branch.customer_portal_code, "empty ones are no codes")

    def test_archived(self):
        old = self._company("Old Customer", customer_portal_code="77", active=False)
        with self.assertRaisesRegex(ValidationError, r"Old Customer \(archived\)"):
            self.acme.customer_portal_code = "77"
        self.assertFalse(old.active)

    def test_for_each_company_of_ours(self):
        ours, theirs = self.env.company, self.env["res.company"].create({"name": "2"})
        self._company("First", customer_portal_code="5", company_id=ours.id)
        second = self._company("Second", customer_portal_code="5", company_id=theirs.id)
        with self.assertRaises(ValidationError):
            self._company("Third", customer_portal_code="5", company_id=ours.id)
        with self.assertRaises(ValidationError):
            self._company("Of all", customer_portal_code="5")
        with self.assertRaises(ValidationError):
            second.company_id = ours

    def test_names_no_company_that_one_does_not_see(self):
        theirs = self.env["res.company"].create({"name": "2"})
        values = {"customer_portal_code": "5", "company_id": theirs.id}
        secret = self._company("Secret Customer", **values)
        acme = self.acme.with_user(self.agent)
        with self.assertRaisesRegex(ValidationError, "you do not see has 5 ") as caught:
            acme.customer_portal_code = "5"
        self.assertNotIn("Secret", str(caught.exception))
        self.agent.company_ids += theirs
        with self.assertRaisesRegex(ValidationError, "Secret Customer has 5 "):
            acme.customer_portal_code = "5"
        secret.customer_portal_code = "6"
        acme.customer_portal_code = "5"

    def test_merge(self):
        """The one that remains keeps its code, or gets that of another one."""
        wizard = self.env["base.partner.merge.automatic.wizard"]
        for code_of_one, code_of_two, kept in (
            ("77", False, "77"),
            (False, "78", "78"),
            ("79", "80", "80"),
        ):
            for value in (False, True):
                one = self._company("One", customer_portal_code=code_of_one)
                two = self._company("Two", customer_portal_code=code_of_two)
                one.customer_portal_no_mails = value
                with self.subTest(codes=(code_of_one, code_of_two), no_mails=value):
                    wizard._merge((one | two).ids, two, extra_checks=False)
                    self.assertFalse(one.exists())
                    self.assertEqual(two.customer_portal_code, kept)
                    self.assertEqual(two.customer_portal_no_mails, value)
                    two.customer_portal_code = False
                    self.env.flush_all()

    @mute_logger("odoo.sql_db")
    def test_two_at_once(self):
        """PostgreSQL refuses what two agents enter at the same moment."""
        self.acme.customer_portal_code = "9"
        self.env.flush_all()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env.cr.execute(
                "UPDATE res_partner SET customer_portal_code = '9' WHERE id = %s",
                [self.globex.id],
            )

    def test_in_charge(self):
        """Odoo's own field says who is in charge of a company."""
        with Form(self.acme) as form:
            form.user_id = self.agent
            form.customer_portal_code = "A1"
        self.assertEqual(self.acme.user_id, self.agent)

    def _sent(self, sink, user=None):
        """Send what waits; return the subjects of the mails to Ann, or to a user."""
        self.env.flush_all()
        self.env.cr.precommit.run()  # what is tracked
        self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        mails, sink.mails = sink.mails, []
        email = (user or self.ann).email
        return [mail["Subject"] for mail in mails if email in mail.recipients]

    def test_block_automatic_mails(self):
        stages = self.env["helpdesk.ticket.stage"]
        template = self.env.ref("helpdesk_mgmt.closed_ticket_template")
        closing = stages.search([("mail_template_id", "=", template.id)], limit=1)
        contact = self.ann.partner_id
        self.env["mail.mail"].search([]).unlink()
        for blocking in (contact.browse(), contact, self.acme):
            (contact | self.acme).customer_portal_no_mails = False
            blocking.customer_portal_no_mails = True
            with self.subTest(blocking=blocking.name), smtp_sink(self.env) as sink:
                values = {"name": "x", "description": "x", "partner_id": contact.id}
                ticket = self.env["helpdesk.ticket"].create(values)
                self.assertEqual(len(self._sent(sink)), 0 if blocking else 1)
                # what somebody writes is not automatic
                ticket.with_user(self.agent).message_post(
                    body="Hello",
                    message_type="comment",
                    subtype_xmlid="mail.mt_comment",
                )
                self.assertEqual(len(self._sent(sink)), 1)
                ticket.stage_id = closing
                self.assertEqual(len(self._sent(sink)), 0 if blocking else 1)
        # a collaborator is told by nobody in person, either
        eve = self.eve.partner_id
        for blocking in (eve.browse(), eve, eve.commercial_partner_id):
            (eve | eve.commercial_partner_id).customer_portal_no_mails = False
            blocking.customer_portal_no_mails = True
            with self.subTest(collaborator=blocking.name), smtp_sink(self.env) as sink:
                ticket = self._ticket(self.bob).with_context(tracking_disable=False)
                ticket.customer_portal_collaborator_id = eve
                self.assertEqual(len(self._sent(sink, self.eve)), 0 if blocking else 1)
        # nor is what concerns the access
        with smtp_sink(self.env) as sink:
            contact.action_customer_portal_send_credentials()
        self.assertEqual(sink.mails[0].recipients, [self.ann.email])
