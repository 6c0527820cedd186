# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import new_test_user, tagged

from . import common
from .smtp_sink import smtp_sink, text_of


@tagged("-at_install", "post_install", "without_website")
class TestMails(common.PortalHttpCase):
    """Each event: exactly one mail for each person, in its language."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("it_IT")
        cls.env["mail.mail"].search([]).unlink()

    def setUp(self):
        super().setUp()
        self.sink = self.enterContext(smtp_sink(self.env))

    def _flush(self):
        """Send what is queued and return recipients and mails, then forget them."""
        self.env.cr.flush()  # what is told when a transaction ends
        self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        mails, self.sink.mails = self.sink.mails, []
        self.assertFalse(
            self.env["mail.mail"]
            .search([("state", "=", "exception")])
            .mapped("failure_reason")
        )
        return {tuple(mail.recipients): mail for mail in mails}, len(mails)

    def _check(self, *recipients):
        """Check that exactly these people got one mail each.

        :return: the mails, by address
        """
        mails, count = self._flush()
        self.assertEqual(sorted(mails), sorted((r,) for r in recipients))
        self.assertEqual(count, len(recipients), [m["Subject"] for m in mails.values()])
        return {to: mail for (to,), mail in mails.items()}

    def _create(self):
        self.login(self.ann)
        self.post(
            "/my/records/tickets/new",
            {"name": "Scanner", "description": "It stops <b>", "priority": "1"},
        )
        return self.env["helpdesk.ticket"].search([("name", "=", "Scanner")])

    def test_conversation(self):
        ann, marta = "ann@acme.example", "marta@support.example"
        ticket = self._create()
        link = f"{ticket.get_base_url()}/my/records/tickets/{ticket.id}"
        mails = self._check(ann, marta)
        self.assertEqual(
            mails[ann]["Subject"], f"We received your ticket {ticket.display_name}"
        )
        body = text_of(mails[ann])
        self.assertIn("Dear Ann", body)
        self.assertIn("It stops &lt;b&gt;", body)
        self.assertIn(f'href="{link}"', body)
        self.assertIn("New ticket for you", mails[marta]["Subject"])

        ticket.with_user(self.agent).message_post(
            body="We look at it",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        mails = self._check(ann)
        self.assertIn("We look at it", text_of(mails[ann]))
        self.assertIn(f'href="{link}"', text_of(mails[ann]))

        ticket.with_user(self.agent).message_post(
            body="Internal", subtype_xmlid="mail.mt_note"
        )
        self._check()

        url = f"/my/records/tickets/{ticket.id}"
        self.post(f"{url}/comments", {"body": "Thank you"})
        mails = self._check(marta)
        self.assertIn("Thank you", text_of(mails[marta]))

        self.post(f"{url}/close")
        mails = self._check(ann, marta)
        self.assertEqual(mails[ann]["Subject"], f"Closed: {ticket.display_name}")
        self.assertIn("OK, resolved", text_of(mails[marta]))

    def test_no_token(self):
        """No mail to a portal contact carries a token that opens the ticket."""
        ticket = self._create()
        ticket.with_user(self.agent).message_post(
            body="We look at it",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        for mail in self._flush()[0].values():
            if mail.recipients == ["ann@acme.example"]:
                self.assertNotIn("token", text_of(mail))
                self.assertNotIn("hash=", text_of(mail))

    def test_public_address(self):
        """Links lead to the address that was configured, whoever asks by which one."""
        parameters = self.env["ir.config_parameter"]
        public = parameters.get_param("web.base.url")
        ticket = self._create()
        self._flush()
        session = f"session_id={self.session.sid}"
        headers = {"Host": "evil.example", "Cookie": session}
        url = f"/my/records/tickets/{ticket.id}/comments"
        # the client sends no cookies to a foreign host: neither the test's own
        self.http_request_allow_all = True
        response = self.post(url, {"body": "Hello"}, headers=headers)
        self.http_request_allow_all = False
        self.assertEqual(response.status_code, 303)
        mails, _count = self._flush()
        body = text_of(mails["marta@support.example",])
        self.assertIn(f'href="{public}/mail/view', body)
        self.assertNotIn("evil", mails["marta@support.example",].as_string())

    def test_public_address_stays(self):
        """A login of an administrator sets it in a new database, and no more."""
        parameters, users = self.env["ir.config_parameter"], self.env["res.users"]
        admin = new_test_user(
            self.env, "address", "base.group_system", password=common.PASSWORD
        )
        credential = {
            "login": admin.login,
            "password": common.PASSWORD,
            "type": "password",
        }
        for before, after in (
            ("http://localhost:8069", "https://other.example"),
            ("http://127.0.0.1:8069", "https://other.example"),
            ("http://odoo:8069", "https://other.example"),
            ("https://portal.example", "https://portal.example"),
        ):
            parameters.set_param("web.base.url", before)
            agent = {"interactive": False, "base_location": "https://other.example"}
            users.authenticate(credential, agent)
            self.assertEqual(parameters.get_param("web.base.url"), after)

    def test_followers(self):
        """A customer's comment reaches the assignee and the followers."""
        ticket = self._ticket(self.ann)
        second = new_test_user(
            self.env,
            "second",
            email="second@support.example",
            notification_type="email",
        )
        self._flush()  # its invitation
        ticket.message_subscribe(second.partner_id.ids + self.agent.partner_id.ids)
        self.login(self.ann)
        self.post(f"/my/records/tickets/{ticket.id}/comments", {"body": "Hello"})
        self._check("marta@support.example", "second@support.example")

    def test_followers_out_of_scope(self):
        """Following a ticket shows nothing of it to whom the profile does not."""
        ticket = self._ticket(self.ann)
        contacts = self.ann | self.bob | self.sue | self.dan | self.eve
        outsider = self.env["res.partner"].create(
            {"name": "Lawyer", "email": "lawyer@law.example"}
        )
        ticket.message_subscribe((contacts.partner_id | outsider).ids)
        as_agent = ticket.with_user(self.agent)
        answer = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
        as_agent.message_post(body="Found it", **answer)
        # eve sees what she works on, sue and dan belong to other companies
        self._check("ann@acme.example", "bob@acme.example", "lawyer@law.example")
        named = self.dan.partner_id.ids
        as_agent.message_post(body="Please help", partner_ids=named, **answer)
        mails = self._check(
            "ann@acme.example",
            "bob@acme.example",
            "dan@globex.example",
            "lawyer@law.example",
        )
        self.assertIn("Please help", text_of(mails["dan@globex.example"]))
        # whose access has ended follows nothing; Odoo still proposes the contact of the
        # ticket to who answers
        self.ann.partner_id.customer_portal_end = "2020-01-31"
        as_agent.message_post(body="Solved", **answer)
        self._check("bob@acme.example", "lawyer@law.example")
        proposed = as_agent._message_get_suggested_recipients(reply_discussion=True)
        self.assertIn(self.ann.partner_id.id, [p["partner_id"] for p in proposed])
        named = self.ann.partner_id.ids
        as_agent.message_post(body="Solved", partner_ids=named, **answer)
        self._check("ann@acme.example", "bob@acme.example", "lawyer@law.example")

    def test_hidden_field(self):
        """What the profile hides from the contact is in no mail to it."""
        fields = {field.name: field for field in self.section.field_ids}
        line = self.profile_default.access_ids
        line.write({"can_create": False, "hidden_field_ids": fields["description"].ids})
        self.env["helpdesk.ticket"].with_user(self.agent).create(
            {
                "name": "Scanner",
                "description": "Their account is overdue",
                "partner_id": self.ann.partner_id.id,
            }
        )
        mails, _count = self._flush()
        body = text_of(mails[("ann@acme.example",)])
        self.assertIn("Scanner", body)
        self.assertNotIn("overdue", body)

    def test_archived_assignee(self):
        self.agent.active = False
        self._create()
        self._check("ann@acme.example")

    def test_language(self):
        self.ann.partner_id.lang = "it_IT"
        template = self.env.ref("customer_portal.mail_template_notice_ticket_opened")
        italian = template.with_context(lang="it_IT")
        italian.subject = "Ricevuto: {{ notice['title'] }}"
        self._create()
        mails, _count = self._flush()
        mail = mails["ann@acme.example",]
        self.assertIn("Ricevuto: ", mail["Subject"])
        self.assertIn('lang="it-IT"', text_of(mail))

    def test_not_enabled(self):
        """Who has no portal gets no mail that leads there."""
        self.ann.partner_id.customer_portal_active = False
        self.env["helpdesk.ticket"].create(
            {"name": "X", "description": "x", "partner_id": self.ann.partner_id.id}
        )
        self.assertNotIn(("ann@acme.example",), self._flush()[0])

    def test_made_by_agent(self):
        """A ticket that support opens for a contact is confirmed to it too."""
        self.env["helpdesk.ticket"].with_user(self.agent).create(
            {
                "name": "By phone",
                "description": "x",
                "partner_id": self.ann.partner_id.id,
                "user_id": self.agent.id,
            }
        )
        self._check("ann@acme.example")

    def test_mail_to_the_team(self):
        """A mail opens a ticket, the answer to it and the reply are one thread."""
        team = self.env["helpdesk.ticket.team"].create(
            {"name": "Mail", "alias_name": "mail-test", "user_ids": self.agent.ids}
        )
        team.alias_domain_id = self.env["mail.alias.domain"].search(
            [], limit=1
        ) or self.env["mail.alias.domain"].create({"name": "support.example"})
        incoming = (
            "From: Ann <ann@acme.example>\nTo: {to}\nSubject: {subject}\n"
            "Message-Id: <{id}@acme.example>\n{more}\n{body}\n"
        )
        ticket_id = self.env["mail.thread"].message_process(
            False,
            incoming.format(
                to=team.alias_email, subject="By mail", id=1, more="", body="Help"
            ),
        )
        ticket = self.env["helpdesk.ticket"].browse(ticket_id)
        self.assertEqual(ticket.partner_id, self.ann.partner_id)
        self.assertFalse(ticket.user_id, "assigned to the customer")
        # the team hears of it, as nobody is in charge yet
        mails = self._check("ann@acme.example", "marta@support.example")
        self.assertIn("New ticket", mails["marta@support.example"]["Subject"])
        ticket.user_id = self.agent
        mails = self._check("ann@acme.example", "marta@support.example")
        self.assertEqual(
            mails["ann@acme.example"]["Subject"], f"Open: {ticket.display_name}"
        )
        answer = ticket.with_user(self.agent).message_post(
            body="Answer", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        mail = self._check("ann@acme.example")["ann@acme.example"]
        self.assertIn(team.alias_email, mail["Reply-To"])
        self.env["mail.thread"].message_process(
            False,
            incoming.format(
                to=mail["Reply-To"],
                subject="Re: By mail",
                id=2,
                more=f"In-Reply-To: {answer.message_id}\n",
                body="Thanks",
            ),
        )
        self.assertEqual(len(ticket._customer_portal_get_messages()), 3)
        self._check("marta@support.example")
