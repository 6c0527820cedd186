# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""A ticket whose customer, colleagues, collaborator and agents get mails of it."""

import io
from datetime import date, timedelta

from odoo.tests import new_test_user

from ..inputs import Upload
from ..notices import EVENTS
from . import common
from .smtp_sink import smtp_sink

COMMENT = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
#: Addresses of everybody who follows the ticket.
ANN, BOB, EVE, DAN = (
    "ann@acme.example",
    "bob@acme.example",
    "eve@corsi.example",
    "dan@globex.example",
)
MARTA, LUCA, LAWYER = (
    "marta@support.example",
    "luca@support.example",
    "lawyer@law.example",
)


class NoticeCase(common.PortalCase):
    """Ann's ticket; Bob reads her company's, Eve works on it, Marta is in charge.

    Luca follows it; so do Dan, of another company, and a lawyer without a portal.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("it_IT")
        cls.env["mail.mail"].search([]).unlink()
        cls.env.company.write(
            {"street": "Via Esempio 12", "city": "Milano", "phone": "+39 02 0000"}
        )
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Mail", "alias_name": "notices", "user_ids": cls.agent.ids}
        )
        cls.team.alias_domain_id = cls.env["mail.alias.domain"].search(
            [], limit=1
        ) or cls.env["mail.alias.domain"].create({"name": "support.example"})
        cls.luca = new_test_user(
            cls.env,
            "luca",
            "helpdesk_mgmt.group_helpdesk_user",
            email=LUCA,
            notification_type="email",
        )
        cls.lawyer = cls.env["res.partner"].create({"name": "Lawyer", "email": LAWYER})
        stage = "helpdesk_mgmt.helpdesk_ticket_stage_"
        cls.pending = cls.env.ref(f"{stage}awaiting")
        cls.done = cls.env.ref(f"{stage}done")
        cls.ticket = cls.env["helpdesk.ticket"].create(
            {
                "name": "Printer",
                "description": "<p>It stops.</p>",
                "partner_id": cls.ann.partner_id.id,
                "user_id": cls.agent.id,
                "team_id": cls.team.id,
                "stage_id": cls.env.ref(f"{stage}in_progress").id,
                "customer_portal_collaborator_id": cls.eve.partner_id.id,
            }
        )
        users = cls.ann | cls.bob | cls.eve | cls.dan | cls.agent | cls.luca
        cls.ticket.message_subscribe((users.partner_id | cls.lawyer).ids)
        cls.everybody = users

    def setUp(self):
        super().setUp()
        self.env.cr.flush()
        self.env["mail.mail"].search([]).unlink()
        self.sink = self.enterContext(smtp_sink(self.env))

    def _leaving(self, all_ours=True):
        """End the transaction's work and send what is queued.

        :param bool all_ours: nothing leaves before; Odoo sends mails of stages at once
        :return: the mails by recipient; nobody gets two
        """
        self.env.cr.flush()
        if all_ours:
            self.assertFalse(self.sink.mails, "nothing leaves before the commit")
        self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        mails, self.sink.mails = self.sink.mails, []
        addresses = [address for mail in mails for address in mail.recipients]
        self.assertEqual(len(addresses), len(set(addresses)), addresses)
        return {address: mail for mail in mails for address in mail.recipients}

    def _template(self, event):
        return self.env.ref(f"customer_portal.mail_template_notice_{event}")

    def _row(self, event, profile=None):
        rows = (profile or self.profile_default).notice_ids
        return rows.filtered(lambda row: row.event == event)

    def _italian(self):
        """Let all mails say in Italian that they are."""
        for event in EVENTS:
            template = self._template(event)
            italian = template.with_context(lang="it_IT")
            italian.write(
                {
                    "subject": f"[it] {template.subject}",
                    "body_html": f"<p>In italiano</p>{template.body_html}",
                }
            )

    # ------------------------------------------------------------------
    # What happens
    # ------------------------------------------------------------------

    def _access(self, user):
        return self.env["customer.portal.access"].with_user(user)._of_user("tickets")

    def _gateway(self, user):
        return self.env["customer.portal.gateway"].with_user(user)

    def _open(self):
        tickets = self.env["helpdesk.ticket"].with_user(self.ann).sudo()
        return tickets.create(
            {
                "name": "Scanner",
                "description": "<p>No light</p>",
                "partner_id": self.ann.partner_id.id,
                "team_id": self.team.id,
                "user_id": self.agent.id,
            }
        )

    def _comment(self, user, body="Have you tried?"):
        if not user.share:
            ticket = self.ticket.with_user(user)
            return ticket.message_post(body=body, **COMMENT)
        record = self._access(user)._find(self.ticket.id)
        return record._customer_portal_post_comment(body)

    def _add_file(self, user, name="log.txt"):
        access = self._access(user)
        stream = io.BytesIO(b"content")
        upload = Upload(name=name, stream=stream, size=7)
        record = access._find(self.ticket.id)
        self._gateway(user)._attach_files(access, record, [upload], f"key-{name}")

    def _share_file(self):
        self.ticket.with_user(self.agent).message_post(
            body="", attachments=[("guide.txt", b"content")], **COMMENT
        )

    def _move(self, stage):
        self.ticket.with_user(self.agent).stage_id = stage

    def _close_in_portal(self, user):
        access = self._access(user)
        record = access._find(self.ticket.id)
        self._gateway(user)._close_record(access, record)

    def _cause(self, event):
        """Let something happen.

        :return: the ticket that it is about, none for an account's
        """
        none = self.ticket.browse()
        if event == "open":
            return self._open()
        if event == "collaborator":
            self.ticket.customer_portal_collaborator_id = False
            self._leaving()
            # one that follows nothing yet
            self.ticket.customer_portal_collaborator_id = self.eve.partner_id
        if event == "password":
            self.ann._change_password("a new one 26 x")
            return none
        if event == "expiry":
            end = date.today() + timedelta(days=10)
            self.ann.partner_id.customer_portal_end = end
            accounts = self.env["customer.portal.account"]
            accounts._get_expiring()._customer_portal_tell_end()
            return none
        if event == "credentials":
            self.ann.partner_id.action_customer_portal_send_credentials()
            return none
        if event == "reopen":
            self._move(self.done)
            self._leaving()
        actions = {
            "comment_by_support": lambda: self._comment(self.agent),
            "comment_by_customer": lambda: self._comment(self.ann),
            "comment_by_collaborator": lambda: self._comment(self.eve),
            "file_by_customer": lambda: self._add_file(self.ann),
            "file_by_support": self._share_file,
            "state": lambda: self._move(self.pending),
            "close": lambda: self._move(self.done),
            "close_in_portal": lambda: self._close_in_portal(self.ann),
            "reopen": lambda: self._move(self.pending),
            "internal_note": lambda: self.ticket.with_user(self.agent).message_post(
                body="Internal", subtype_xmlid="mail.mt_note"
            ),
        }
        if event in actions:
            actions[event]()
        return self.ticket
