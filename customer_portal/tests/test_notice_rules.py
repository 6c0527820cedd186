# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .notice_case import ANN, BOB, COMMENT, DAN, EVE, LAWYER, LUCA, MARTA, NoticeCase
from .smtp_sink import text_of


@tagged("-at_install", "post_install", "without_website")
class TestNoticeRules(NoticeCase):
    """One mail for each person and event; none to whom it does not concern."""

    def test_everything_at_once(self):
        """Contact, follower, assignee and copied in one person: one mail."""
        self.ticket.user_id = self.luca
        self._leaving()
        self.ticket.with_user(self.agent).message_post(
            body="Done", partner_ids=(self.ann | self.luca).partner_id.ids, **COMMENT
        )
        self.assertEqual(set(self._leaving()), {ANN, BOB, EVE, LUCA, LAWYER})

    def test_shared_address(self):
        """Two contacts with one mailbox: it gets one mail, of the customer's own."""
        # the portal gives no address to two logins: as a database from before has it
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET email = 'Ann@ACME.example', email_normalized = %s"
            " WHERE id = %s",
            (ANN, self.bob.partner_id.id),
        )
        self.env.invalidate_all()
        self._comment(self.agent)
        mails = self._leaving()
        self.assertEqual(set(mails), {ANN, EVE, LUCA, LAWYER})
        self.assertIn("Dear Ann", text_of(mails[ANN]))
        self._move(self.done)
        mails = self._leaving()
        self.assertEqual(set(mails), {ANN, EVE})
        self.assertIn("Dear Ann", text_of(mails[ANN]))
        # nor does its author hear itself by another's name
        self._move(self.pending)
        self._leaving()
        self._comment(self.ann, "Me again")
        self.assertEqual(set(self._leaving()), {MARTA, LUCA, EVE, LAWYER})

    def test_context_of_a_client(self):
        """Odoo's routes take a context from clients: it changes no mail."""
        evil = "<b onclick='x()'>Pay here</b>"
        cause = ["comment_by_customer", {"text": evil, "author": "The boss"}]
        ticket = self.ticket.with_context(customer_portal_cause=cause)
        ticket.message_post(
            body="Only this", author_id=self.ann.partner_id.id, **COMMENT
        )
        mail = text_of(self._leaving()[MARTA])
        self.assertIn("Only this", mail)
        self.assertIn("Ann", mail)
        self.assertNotIn("Pay here", mail)
        self.assertNotIn("The boss", mail)

    def test_copy_to_the_author(self):
        self.profile_default.copy_of_own_comments = True
        self._comment(self.ann, "As I said")
        mails = self._leaving()
        self.assertEqual(set(mails), {ANN, MARTA, LUCA, BOB, EVE, LAWYER})
        self.assertIn("As I said", text_of(mails[ANN]))
        # what it follows or not; and only its own profile says so
        self.ticket.message_unsubscribe(self.ann.partner_id.ids)
        self._comment(self.ann, "And again")
        self.assertIn(ANN, self._leaving())
        self._comment(self.eve, "I see")
        self.assertNotIn(EVE, self._leaving())
        private = self._access(self.ann)._find(self.ticket.id)
        private._customer_portal_post_comment("Only for you", private=True)
        self.assertEqual(set(self._leaving()), {MARTA, LUCA})

    def test_copy_of_a_mail(self):
        """Who wrote by mail has what it wrote."""
        self.profile_default.copy_of_own_comments = True
        values = {**COMMENT, "message_type": "email"}
        self.ticket.message_post(
            body="By mail", author_id=self.ann.partner_id.id, **values
        )
        self.assertNotIn(ANN, self._leaving())

    def test_empty_choice(self):
        """An event without a mail sends none, to anybody of the profile."""
        for profile in (self.profile_default, self.profile_collaborator):
            profile.notice_ids.template_id = False
        self._comment(self.agent)
        self.assertEqual(set(self._leaving()), {BOB, LUCA, LAWYER})
        self._comment(self.ann)
        self.assertEqual(set(self._leaving()), {BOB, LAWYER})
        self._move(self.done)
        self.assertEqual(set(self._leaving()), {BOB})
        self._open()
        self.assertFalse(self._leaving())
        self.ann._change_password("a new one 26 x")
        self.assertFalse(self._leaving())
        # notes that agents write each other are none of the profile's mails
        self.ticket.with_user(self.agent).message_post(
            body="Luca?",
            partner_ids=self.luca.partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )
        self.assertEqual(set(self._leaving()), {LUCA})

    def test_no_credentials(self):
        """A profile may send none: its contacts have a password by another way."""
        self._row("credentials").template_id = False
        before = self.ann._customer_portal_account(make=True).serial
        self.ann.partner_id.action_customer_portal_send_credentials()
        self.assertFalse(self.sink.mails)
        account = self.ann._customer_portal_account()
        self.assertFalse(account.pending or account.sent_date)
        self.assertEqual(account.serial, before)

    def test_block_automatic_mails(self):
        """It stops what nobody wrote, never comments or the account's own mails."""
        self.ann.partner_id.customer_portal_no_mails = True
        self.assertEqual(self.ann.partner_id._customer_portal_wants("closed"), "never")
        self._move(self.done)
        self.assertEqual(set(self._leaving()), {BOB, EVE})
        self._comment(self.agent)
        self.assertIn(ANN, self._leaving())
        self.ann._change_password("a new one 26 x")
        self.assertEqual(set(self._leaving()), {ANN})

    def test_closing_with_a_comment(self):
        """Who reads in a comment's mail that it is closed gets no second mail."""
        self.ticket.with_user(self.agent).stage_id = self.done
        self._comment(self.agent, "It was the cable.")
        mails = self._leaving()
        self.assertEqual(set(mails), {ANN, BOB, EVE, LUCA, LAWYER})
        self.assertIn("It was the cable.", text_of(mails[ANN]))
        self.assertIn("Closed", text_of(mails[ANN]))

    def test_back_and_forth(self):
        """What is the same at the end of a transaction was no event."""
        before = self.ticket.stage_id
        for stage in (self.done, self.pending, before):
            self._move(stage)
        self.assertFalse(self._leaving())
        self._move(self.done)
        self._move(self.pending)
        mails = self._leaving()
        self.assertIn("Pending: ", mails[ANN]["Subject"])

    def test_rolled_back(self):
        """What a savepoint takes back is told to nobody, what is run again once."""
        for attempt in range(3):
            savepoint = self.env.cr.savepoint()
            self._open()
            self.env.flush_all()
            if attempt < 2:
                savepoint.rollback()
                self.env.invalidate_all()
            savepoint.close(rollback=False)
        mails = self._leaving()
        self.assertEqual(set(mails), {ANN, MARTA})

    def test_hidden_state(self):
        """Whose profile hides the state is told of no change, but of the end."""
        state = self.section.field_ids.filtered(
            lambda f: f.name == "customer_portal_state"
        )
        self.profile_default.access_ids.hidden_field_ids = state
        self._move(self.pending)
        self.assertEqual(set(self._leaving()), {BOB, EVE})
        self._comment(self.agent)
        self.assertNotIn("Pending", text_of(self._leaving()[ANN]))

    def test_lost_access(self):
        """Who is no longer enabled, or has lost the profile, is told nothing."""
        self.ann.partner_id.customer_portal_active = False
        self.eve.partner_id.customer_portal_profile_id = False
        self._move(self.done)
        mails = self._leaving(all_ours=False)
        self.assertEqual(set(mails), {BOB, ANN})
        self.assertNotIn("Customer area", text_of(mails[ANN]), "Odoo's own")
        self.assertNotIn("/my/", text_of(mails[ANN]))

    def test_without_a_profile(self):
        """Such a customer gets what Odoo sends: the stage's own mail."""
        tessa = self.env["res.partner"].create(
            {"name": "Tessa", "email": "tessa@other.example"}
        )
        ticket = self.ticket.create(
            {"name": "Old way", "description": "x", "partner_id": tessa.id}
        )
        self._leaving()
        ticket.with_user(self.agent).stage_id = self.done
        mails = self._leaving(all_ours=False)
        self.assertEqual(set(mails), {"tessa@other.example"})
        self.assertNotIn("Customer area", text_of(mails["tessa@other.example"]))

    def test_inbox(self):
        """Agents who read in Odoo get it there, also where their mail says nothing."""
        self.luca.notification_type = "inbox"
        self._comment(self.ann)
        self.assertNotIn(LUCA, self._leaving())
        self._add_file(self.ann)
        self.assertNotIn(LUCA, self._leaving())
        notices = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.luca.partner_id.id)]
        )
        self.assertEqual(len(notices), 2)
        self.assertEqual(set(notices.mapped("notification_type")), {"inbox"})

    def test_files_dropped_together(self):
        """They arrive one by one; support is told of the first."""
        for name in ("a.txt", "b.txt", "c.txt"):
            self._add_file(self.ann, name)
            if name == "a.txt":
                self.assertIn(MARTA, self._leaving())
        self.assertFalse(self._leaving())

    def test_expiry_once(self):
        """Once for each end; not before 14 days, nor whose access is over."""
        accounts = self.env["customer.portal.account"]
        today = self.ann._customer_portal_today()
        contact, told = self.ann.partner_id, []
        for days, by_cron in ((15, 0), (14, 1), (14, 0), (3, 1), (3, 0), (-1, 0)):
            contact.customer_portal_end = today + timedelta(days=days)
            accounts._get_expiring()._customer_portal_tell_end()
            mails = self._leaving()
            self.assertEqual(len(mails), by_cron, days)
            told += mails
        self.assertEqual(told, [ANN, ANN])
        contact.write(
            {
                "customer_portal_end": today + timedelta(days=9),
                "customer_portal_start": today + timedelta(days=5),
            }
        )
        accounts._get_expiring()._customer_portal_tell_end()
        self.assertFalse(self._leaving(), "it has not begun")

    def test_expiry_job(self):
        """The job that runs daily, in a transaction of its own."""
        self.registry_enter_test_mode()
        end = fields.Date.today() + timedelta(days=5)
        (self.ann | self.bob).partner_id.customer_portal_end = end
        self.env.ref("customer_portal.cron_tell_expiring").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(set(self._leaving()), {ANN, BOB})

    def test_kept_for_support(self):
        """An event leaves one message on the record, which customers never see."""
        before = self.ticket.message_ids
        self._move(self.done)
        self._leaving()
        kept = (self.ticket.message_ids - before).filtered(
            lambda m: m.message_type == "email_outgoing"
        )
        self.assertEqual(len(kept), 1)
        told = (self.ann | self.bob | self.eve).partner_id
        self.assertEqual(kept.notified_partner_ids, told)
        self.assertEqual(
            set(kept.notification_ids.mapped("notification_status")), {"sent"}
        )
        record = self._access(self.ann)._find(self.ticket.id)
        self.assertNotIn(kept, record._customer_portal_get_messages())
        found = self.env["mail.message"].with_user(self.ann).search([])
        self.assertNotIn(kept.id, found.ids)
        self.assertFalse(self.env["mail.mail"].search([]), "nothing else is kept")

    def test_out_of_scope(self):
        """Dan follows, and is even copied by mistake of a robot: nothing of it."""
        self._move(self.done)
        self.assertNotIn(DAN, self._leaving())
        self._comment(self.eve)
        self.assertNotIn(DAN, self._leaving())
