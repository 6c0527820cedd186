# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import new_test_user, tagged

from . import common
from .smtp_sink import smtp_sink, text_of

MARTA, LUCA, SECOND = (
    "marta@support.example",
    "luca@support.example",
    "second@support.example",
)
ANN, EVE = "ann@acme.example", "eve@corsi.example"


@tagged("-at_install", "post_install", "without_website")
class TestArrival(common.PortalCase):
    """Support hears of a ticket at once: one mail for each person and event."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("it_IT")
        cls.luca = new_test_user(
            cls.env,
            "luca",
            "helpdesk_mgmt.group_helpdesk_user",
            email=LUCA,
            notification_type="email",
            lang="it_IT",
        )
        users = cls.agent | cls.luca
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Field service", "user_ids": users.ids}
        )
        cls.env["mail.mail"].search([]).unlink()

    def setUp(self):
        super().setUp()
        self.sink = self.enterContext(smtp_sink(self.env))

    def _sent(self):
        """Send what is queued and forget it.

        :return: the mails by recipient; each got one at most
        """
        self.env.cr.flush()  # what is told when a transaction ends
        self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        mails, self.sink.mails = self.sink.mails, []
        recipients = [mail.recipients[0] for mail in mails]
        self.assertEqual(len(recipients), len(set(recipients)), recipients)
        return dict(zip(recipients, mails, strict=True))

    def _open(self, user=None, **values):
        return (
            self.env["helpdesk.ticket"]
            .with_user(user or self.ann)
            .sudo()
            .create(
                {
                    "name": "Scanner",
                    "description": "It stops",
                    "partner_id": self.ann.partner_id.id,
                    "team_id": self.team.id,
                    "user_id": False,
                    **values,
                }
            )
        )

    def test_nobody_in_charge(self):
        ticket = self._open()
        mails = self._sent()
        self.assertEqual(set(mails), {ANN, MARTA, LUCA})
        self.assertIn("Scanner", mails[MARTA]["Subject"])
        self.assertIn("It stops", text_of(mails[MARTA]))
        self.assertIn(
            f"/mail/view?model=helpdesk.ticket&amp;res_id={ticket.id}",
            text_of(mails[MARTA]),
        )
        self.assertEqual(mails[MARTA]["Auto-Submitted"], "auto-generated")
        # each in its language: the frame around it is Odoo's
        self.assertIn('lang="en_US"', text_of(mails[MARTA]))
        self.assertIn('lang="it_IT"', text_of(mails[LUCA]))

    def test_written_while_nobody_is_in_charge(self):
        ticket = self._open()
        self.team.message_subscribe(self.luca.partner_id.ids)
        self._sent()
        comment = {
            "author_id": self.ann.partner_id.id,
            "message_type": "comment",
            "subtype_xmlid": "mail.mt_comment",
        }
        ticket.with_user(self.ann).sudo().message_post(body="Any news?", **comment)
        mails = self._sent()
        self.assertEqual(set(mails), {MARTA, LUCA})
        self.assertIn("Any news?", text_of(mails[LUCA]))
        ticket.with_user(self.agent).assign_to_me()
        self._sent()
        ticket.with_user(self.ann).sudo().message_post(body="Thanks", **comment)
        self.assertEqual(set(self._sent()), {MARTA})

    def test_in_charge(self):
        ticket = self._open(user_id=self.agent.id)
        self.assertEqual(set(self._sent()), {ANN, MARTA})
        ticket.user_id = self.luca
        mails = self._sent()
        self.assertEqual(set(mails), {LUCA})
        self.assertEqual(mails[LUCA]["Auto-Submitted"], "auto-generated")
        # who takes a ticket knows
        other = self._open()
        self._sent()
        other.with_user(self.luca).assign_to_me()
        self.assertEqual(set(self._sent()), {ANN}, "its state has changed")

    def test_at_once(self):
        """The queue is read as soon as the transaction is committed."""
        queue = self.env.ref("mail.ir_cron_mail_scheduler_action")
        self._sent()
        for assignee, told in ((self.agent, {ANN, MARTA}), (None, {ANN, MARTA, LUCA})):
            ticket = self._open(user_id=assignee and assignee.id)
            self._check_left(queue, told)
        ticket.with_user(self.agent).user_id = self.luca
        self._check_left(queue, {ANN, LUCA})

    def _check_left(self, queue, told):
        triggers = self.env["ir.cron.trigger"]
        of_queue = [("cron_id", "=", queue.id)]
        triggers.search(of_queue).unlink()
        self.env.cr.flush()
        self.assertFalse(self.sink.mails, "nothing leaves before the commit")
        self.assertTrue(triggers.search(of_queue))
        self.assertEqual(set(self._sent()), told)

    def test_author(self):
        """A member who enters a ticket for a customer is not told of it."""
        self._open(self.luca)
        self.assertEqual(set(self._sent()), {ANN, MARTA})

    def test_followers_of_the_team(self):
        """Who follows the team has the mail from that, and only that."""
        self.team.message_subscribe(self.luca.partner_id.ids)
        self._sent()
        self._open()
        self.assertEqual(set(self._sent()), {ANN, MARTA, LUCA})

    def test_other_team(self):
        second = new_test_user(
            self.env, "second", email=SECOND, notification_type="email"
        )
        team = self.env["helpdesk.ticket.team"].create(
            {"name": "Second", "user_ids": second.ids}
        )
        ticket = self._open(user_id=self.agent.id)
        self._sent()
        ticket.team_id = team
        self.assertFalse(ticket.user_id)
        self.assertEqual(set(self._sent()), {SECOND})
        ticket.team_id = team
        self.assertFalse(self._sent())

    def test_inbox(self):
        """Who reads its notifications in Odoo gets them there."""
        self.luca.notification_type = "inbox"
        ticket = self._open()
        self.assertEqual(set(self._sent()), {ANN, MARTA})
        notice = (
            self.env["mail.notification"]
            .search([("res_partner_id", "=", self.luca.partner_id.id)])
            .mail_message_id.filtered(lambda m: m.res_id == ticket.id)
        )
        self.assertEqual(len(notice), 1)

    def test_collaborator(self):
        """It follows the ticket while it works on it."""
        ticket = self._open(user_id=self.agent.id)
        self._sent()
        ticket.with_user(
            self.agent
        ).customer_portal_collaborator_id = self.eve.partner_id
        mails = self._sent()
        self.assertEqual(set(mails), {EVE})
        self.assertIn("Please work on ", mails[EVE]["Subject"])
        self.assertIn(f"/my/records/tickets/{ticket.id}", text_of(mails[EVE]))
        self.assertNotIn("token", text_of(mails[EVE]))
        self.assertIn(self.eve.partner_id, ticket.message_partner_ids)
        answer = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
        ticket.with_user(self.agent).message_post(body="Found it", **answer)
        self.assertEqual(set(self._sent()), {ANN, EVE})
        ticket.with_user(self.agent).customer_portal_collaborator_id = False
        self.assertNotIn(self.eve.partner_id, ticket.message_partner_ids)
        ticket.with_user(self.agent).message_post(body="Thanks", **answer)
        self.assertEqual(set(self._sent()), {ANN})
        # a colleague of the customer keeps following
        ticket.customer_portal_collaborator_id = self.bob.partner_id
        ticket.customer_portal_collaborator_id = False
        self.assertIn(self.bob.partner_id, ticket.message_partner_ids)

    def test_closing_mail(self):
        """The notice of the end is automatic, and an answer to it comes back."""
        self.team.alias_name = "field"
        self.team.alias_domain_id = self.env["mail.alias.domain"].search(
            [], limit=1
        ) or self.env["mail.alias.domain"].create({"name": "support.example"})
        ticket = self._open(user_id=self.agent.id)
        self._sent()
        done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        ticket.with_user(self.agent).stage_id = done
        mail = self._sent()[ANN]
        self.assertIn("Closed: ", mail["Subject"])
        self.assertEqual(mail["Auto-Submitted"], "auto-generated")
        self.assertIn(self.team.alias_email, mail["Reply-To"])
