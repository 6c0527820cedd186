# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from . import common


@tagged("-at_install", "post_install")
class TestTokens(common.PortalHttpCase):
    """What is revoked takes its tokens with it: of records, files and links."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls.ann.partner_id
        cls.ticket = cls._ticket(cls.ann)
        cls.file = cls._file(cls.ticket, "a.txt", cls.ann)
        cls.plain = cls._ticket(cls.ann, "Never shared")
        cls.followed = cls._ticket(cls.bob, "Followed")
        cls.followed.message_subscribe(cls.ann.partner_id.ids)
        cls.assigned = cls._ticket(
            cls.dan, "Assigned", customer_portal_collaborator_id=cls.ann.partner_id.id
        )
        cls.other = cls._ticket(cls.dan, "Other")
        cls.shared = cls.ticket | cls.followed | cls.assigned | cls.other
        for ticket in cls.shared:
            ticket._portal_ensure_token()
        cls.file.generate_access_token()

    def _tokens(self):
        """Return token and hash of each record that was shared, and of the file."""
        self.env.invalidate_all()
        pid = self.contact.id
        tokens = {t: (t.access_token, t._sign_token(pid)) for t in self.shared}
        return {**tokens, self.file: self.file.access_token}

    def _check(self, change, rotated=None):
        """Check which tokens a change renews; the contact's own by default."""
        if rotated is None:
            rotated = [self.ticket, self.followed, self.assigned, self.file]
        self.followed.message_subscribe(self.contact.ids)  # leaving ends it
        before = self._tokens()
        change()
        after = self._tokens()
        for record, token in before.items():
            self.assertEqual(after[record] != token, record in rotated, record)
        self.assertTrue(all(after.values()))
        self.assertFalse(self.plain.access_token, "no token is made")

    def _write(self, **values):
        return lambda: self.contact.write(
            {f"customer_portal_{name}": value for name, value in values.items()}
        )

    def test_disable(self):
        self._check(self.contact.action_customer_portal_disable)

    def test_profile(self):
        self._check(self._write(profile_id=self.profile_company.id))
        self._check(self._write(profile_id=False))

    def test_period(self):
        day = timedelta(days=1)
        today = fields.Date.today()
        self._check(self._write(end=today + 9 * day), [])
        self._check(self._write(end=today - 2 * day))
        self._check(self._write(end=today - 3 * day), [])
        self._check(self._write(end=False), [])
        self._check(self._write(start=today + 2 * day))

    def test_archived(self):
        self._check(lambda: self.ann.write({"active": False}))
        self._check(self.contact.action_archive)

    def test_login_taken(self):
        """By the user's form, past the contact's."""
        portal, public = (
            self.env.ref(f"base.group_{name}").id for name in ("portal", "public")
        )
        groups = [Command.unlink(portal), Command.link(public)]
        self._check(lambda: self.ann.write({"group_ids": groups}))

    def test_user_deleted(self):
        self._check(self.ann.unlink)

    def test_company(self):
        self._check(lambda: self.contact.write({"parent_id": self.globex.id}))

    def test_company_of_many(self):
        """A company that moves takes its contacts along: another commercial entity."""
        self.acme.is_company = True
        self._check(lambda: self.acme.write({"is_company": False}), [])
        holding = self._company("Holding")
        self._check(lambda: self.acme.write({"parent_id": holding.id}))

    def test_no_revocation(self):
        for change in (
            lambda: self.contact.write({"phone": "1", "name": "Anna"}),
            self._write(active=True),
            self._write(profile_id=self.profile_default.id),
            lambda: self.ann.write({"lang": "en_US", "active": True}),
            lambda: self.dan.partner_id.write({"function": "x"}),
        ):
            self._check(change, [])

    def test_expired(self):
        """Nobody writes anything on the day on which the support ends."""
        yesterday = fields.Date.today() - timedelta(days=1)
        self.contact.customer_portal_end = fields.Date.today()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET customer_portal_end = %s WHERE id = %s",
            [yesterday, self.contact.id],
        )
        self.env.invalidate_all()
        later = fields.Datetime.now() + timedelta(days=4)
        cron = self.env["res.partner"].with_context(lastcall=later)
        self._check(cron._cron_customer_portal_rotate_expired, [])
        job = self.env.ref("customer_portal.ir_cron_rotate_expired")
        self._check(job.method_direct_trigger)
        # once is enough
        self._check(job.method_direct_trigger, [])

    def test_links_stay_closed(self):
        """After the section is gone Odoo opens by token again: not by the old one."""
        old, signed = self.ticket.access_token, self.ticket._sign_token(self.contact.id)
        self.contact.action_customer_portal_disable()
        self.section.active = False
        thread = self.env["helpdesk.ticket"].with_user(self.env.ref("base.public_user"))
        found = thread._get_thread_with_access
        self.assertFalse(found(self.ticket.id, token=old))
        self.assertFalse(found(self.ticket.id, hash=signed, pid=self.contact.id))
        self.assertTrue(found(self.ticket.id, token=self.ticket.access_token))

    def test_many_records(self):
        """The number of statements does not depend on the number of records."""
        counts = []
        for number in (2, 2, 60):
            tickets = [self._ticket(self.ann) for _index in range(number)]
            for ticket in tickets:
                ticket._portal_ensure_token()
                self._file(ticket, "x.txt", self.ann).generate_access_token()
            self.env.flush_all()
            self.contact.customer_portal_active = True
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.contact.customer_portal_active = False
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])

    def test_pictures_in_texts(self):
        """Texts keep the former address of their picture; who may see it still does."""
        picture = self._file(self.ticket, "picture.txt", self.agent)
        [old] = picture.generate_access_token()
        address = f"/web/image/{picture.id}?access_token={old}"
        self.ticket.description = f'<p><img src="{address}"/></p>'
        self.profile_company.access_ids.read_scope = "company"
        self.contact.customer_portal_active = False
        self.assertNotEqual(picture.access_token, old)
        for user, seen in (
            (self.agent, True),
            (self.bob, True),
            (self.dan, False),
            (None, False),  # as is Ann, who does not get in any more
        ):
            with self.subTest(user=user and user.name):
                if user:
                    self.login(user)
                else:
                    self.authenticate(None, None)
                for token in (old, "è", ""):
                    response = self.get(
                        f"/web/content/{picture.id}?access_token={token}"
                    )
                    self.assertEqual(b"content of" in response.content, seen)
                    self.assertIn(response.status_code, (200, 404))

    def test_merged_contact(self):
        """The policy of a user whose contact was merged is of the other contact."""
        self.assertEqual(self.ann._customer_portal_policy().contact, self.contact.id)
        target = self._company("Anna", parent_id=self.globex.id, is_company=False)
        target.email = self.ann.email
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.contact | target).ids, target, extra_checks=False
        )
        self.env.invalidate_all()
        policy = self.ann._customer_portal_policy()
        self.assertEqual(policy.contact, target.id)
        self.assertEqual(policy.company, self.globex.id)

    def test_no_token_is_read(self):
        for record in (self.ticket, self.file):
            with self.assertRaises(AccessError):
                record.with_user(self.ann).read(["access_token"])
