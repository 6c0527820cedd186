# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Real mails come in, real mails leave."""

from email.message import EmailMessage

from odoo.tools import mute_logger

from . import common
from .smtp_sink import smtp_sink

COMMENT = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}


class MailGatewayCase(common.PortalCase):
    """A team with an address, mails to it, and the server to which ours go."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["mail.mail"].search([]).unlink()
        stage = "helpdesk_mgmt.helpdesk_ticket_stage_"
        cls.pending = cls.env.ref(f"{stage}awaiting")
        cls.answered = cls.env.ref("customer_portal.stage_answered")
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Mail", "alias_name": "gateway", "user_ids": cls.agent.ids}
        )
        cls.team.alias_domain_id = cls.env["mail.alias.domain"].search(
            [], limit=1
        ) or cls.env["mail.alias.domain"].create({"name": "support.example"})
        cls.cleo = cls._contact("cleo", cls.acme, cls.profile_default)
        cls.count = 0

    def setUp(self):
        super().setUp()
        self.sink = self.enterContext(smtp_sink(self.env))

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def _mail(self, sender, answers="", headers=None, files=(), body="Still broken"):
        """Hand Odoo a mail as the mail server does.

        :param str answers: Message-Id of the mail that it answers
        :param dict headers: further ones; a list of values for several of a name
        :return: the ticket that it went to
        """
        type(self).count += 1
        mail = EmailMessage()
        mail["To"] = self.team.alias_email
        if "Subject" not in (headers or {}):
            mail["Subject"] = "Re: Printer" if answers else "Printer"
        mail["Message-Id"] = f"<gateway-{self.count}@acme.example>"
        if answers:
            mail["In-Reply-To"] = mail["References"] = answers
        mail.set_content(body)
        for name, content in files:
            mail.add_attachment(
                content, maintype="application", subtype="pdf", filename=name
            )
        # as they are on the wire: Python would mend some
        above = "".join(
            f"{name}: {value}\n"
            for name, values in ({"From": sender} | (headers or {})).items()
            for value in ([values] if isinstance(values, str) else values)
        )
        found = self.env["mail.thread"].message_process(
            False, above.encode() + mail.as_bytes()
        )
        return self.env["helpdesk.ticket"].browse(found or [])

    def _pending(self, **values):
        """Return a ticket of Ann's that was answered, and the answer's Message-Id."""
        ticket = self._ticket(self.ann, team_id=self.team.id, **values)
        ticket.message_subscribe((self.ann | self.agent).partner_id.ids)
        answer = ticket.with_user(self.agent).message_post(body="Try again", **COMMENT)
        self._leaving()
        self.assertEqual(ticket.stage_id, self.pending)
        return ticket, answer.message_id

    def _leaving(self):
        """Send what is queued.

        :return: the mails by recipient; each gets one at most
        """
        self.env.cr.flush()  # what is told when a transaction ends
        self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        mails, self.sink.mails = self.sink.mails, []
        recipients = [mail.recipients[0] for mail in mails]
        self.assertEqual(len(recipients), len(set(recipients)), recipients)
        return dict(zip(recipients, mails, strict=True))

    def _sees(self, user, ticket):
        lines = self.env["customer.portal.access"].with_user(user)._of_user("tickets")
        return lines._find(ticket.id)
