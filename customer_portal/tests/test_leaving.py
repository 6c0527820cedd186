# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from . import common

#: How a contact leaves: what the log says of it, and whether an agent did it.
WAYS = {
    "disable": ("disable", False, True),
    "expiry": ("disable", "expired", False),
    "company": ("leave", "company", True),
    "archive": ("disable", "archived", False),
    "merge": ("leave", "merged", False),
    "login": ("disable", "login", False),
    "no_profile": ("disable", "profile", True),
}
#: The contact still comes in afterwards, by its password, to another company.
STAYS = ("company", "merge")
PASSWORD = "unusual lantern 7 Trieste"


def get_ends(user):
    """Return what the log says of the end of a user's access."""
    ends = [("event", "in", ("disable", "leave")), ("user_id", "=", user.id)]
    return user.env["customer.portal.log"].search(ends)


@tagged("-at_install", "post_install", "without_website")
class TestLeaving(common.PortalHttpCase):
    """Whichever way a contact leaves, nothing of what it had is left to it."""

    def _enter(self, name):
        """Make a contact that uses everything it can.

        :return: user, its ticket, one that it works on, what is not its own
        """
        user = self._contact(name, self.acme, self.profile_company)
        contact = user.partner_id
        ticket = self._ticket(user)
        (ticket | self._ticket(self.bob)).message_subscribe(contact.ids)
        self.acme.message_subscribe(contact.ids)
        self.globex.message_subscribe(contact.ids)
        ticket._portal_ensure_token()
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        keys._generate(None, "key", None)
        if "auth_totp.device" in self.env:
            devices = self.env["auth_totp.device"].with_user(user).sudo()
            devices._generate("browser", "d", fields.Datetime.now() + timedelta(days=9))
        self.login(user)
        self.assertEqual(self.get("/my/security").status_code, 200)
        # tests leave no trace of their sessions
        now = fields.Datetime.now()
        self.env["res.device.log"].create(
            {
                "session_identifier": self.session.sid[:42],
                "user_id": user.id,
                "browser": "firefox",
                "platform": "linux",
                "first_activity": now,
                "last_activity": now,
                "revoked": False,
            }
        )
        contact.signup_prepare(signup_type="reset")
        self.env.flush_all()
        self.env.invalidate_all()
        return user, ticket

    def _leave(self, way, user):
        contact = user.partner_id
        if way == "disable":
            contact.with_user(self.agent).action_customer_portal_disable()
        elif way == "expiry":
            yesterday = fields.Date.today() - timedelta(days=2)
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE res_partner SET customer_portal_end = %s WHERE id = %s",
                [yesterday, contact.id],
            )
            self.env.invalidate_all()
            self.env["res.users"]._customer_portal_clear_policies()
            self.env["res.partner"]._cron_customer_portal_rotate_expired()
        elif way == "company":
            contact.with_user(self.agent).parent_id = self.globex
        elif way == "archive":
            user.active = False
            contact.action_archive()
        elif way == "merge":
            target = self._company("Same", parent_id=self.globex.id, is_company=False)
            merge = self.env["base.partner.merge.automatic.wizard"]
            merge._merge((contact | target).ids, target, extra_checks=False)
        elif way == "login":
            portal, public = (
                self.env.ref(f"base.group_{name}").id for name in ("portal", "public")
            )
            user.group_ids = [Command.unlink(portal), Command.link(public)]
        elif way == "no_profile":
            contact.with_user(self.agent).customer_portal_profile_id = False
        self.env.flush_all()
        self.env.invalidate_all()

    def _reach(self, contact):
        """Return what the dialog shows of a contact: ways by what they lead to."""
        action = contact.with_user(self.agent).action_customer_portal_reach()
        reach = self.env[action["res_model"]].with_user(self.agent)
        lines = reach.browse(action["res_id"]).line_ids
        self.assertLessEqual(lines.partner_id, contact)
        return {(line.kind, line.name, line.number) for line in lines}

    def _follows(self, contact, record):
        followed = self.env["mail.followers"].search([("partner_id", "=", contact.id)])
        return (record._name, record.id) in {(f.res_model, f.res_id) for f in followed}

    @mute_logger("odoo.models.unlink")
    def test_table(self):
        for way in WAYS:
            with self.subTest(way=way):
                user, ticket = self._enter(f"leaver{way.replace('_', '')}")
                kinds = {kind for kind, _name, _number in self._reach(user.partner_id)}
                self.assertEqual(
                    kinds, {"login", "read", "session", "link", "key", "follow"}
                )
                link = user.partner_id._generate_signup_token()
                token = ticket.access_token
                self._leave(way, user)
                self._check_left(way, user, ticket)
                event, reason, by_agent = WAYS[way]
                [entry] = get_ends(user)
                self.assertEqual((entry.event, entry.reason), (event, reason))
                self.assertEqual(bool(entry.author_id), by_agent)
                self.assertEqual(entry.customer_id, self.acme, "the one that it left")
                self.assertFalse(self.env["res.partner"]._get_partner_from_token(link))
                self.assertNotEqual(ticket.access_token, token)

    def _check_left(self, way, user, ticket):
        contact = user.partner_id
        self.assertEqual(self.get("/my/security").status_code, 303, "a session lives")
        self.assertFalse(self._follows(contact, ticket))
        self.assertFalse(self._follows(contact, self.acme))
        self.assertTrue(self._follows(contact, self.globex), "not what it left")
        reach = self._reach(contact)
        if way in STAYS:
            self.assertEqual(
                {kind for kind, _name, _number in reach}, {"login", "follow"}
            )
            self.assertFalse(user._customer_portal_policy().company == self.acme.id)
        else:
            if way == "no_profile":
                account = ("login", "Only its own account, without a profile", 1)
                self.assertIn(account, reach)
                reach.remove(account)
            self.assertEqual(reach, {("follow", "Contact", 1)})
            if way == "no_profile":
                return
            self.globex.message_unsubscribe(contact.ids)
            self.assertEqual(self._reach(contact), set())

    @mute_logger("odoo.models.unlink")
    def test_enabled_again(self):
        for way in WAYS:
            with self.subTest(way=way):
                user, ticket = self._enter(f"again{way.replace('_', '')}")
                self._leave(way, user)
                contact = user.partner_id
                contact.active = True
                contact.write({"customer_portal_end": False, "parent_id": self.acme.id})
                contact.with_user(self.agent).action_customer_portal_enable()
                self.env.flush_all()
                self.assertEqual(self.get("/my/security").status_code, 303)
                self.assertEqual(user._customer_portal_get_door(), "active")
                account = user._customer_portal_account()
                if account.must_change:
                    me = self.env(user=user).user
                    me._customer_portal_choose_password(PASSWORD, PASSWORD)
                    self.env.flush_all()
                    self.authenticate(user.login, PASSWORD)
                else:
                    self.login(user)
                self.assertEqual(self.get("/my").status_code, 200)
                address = f"/my/records/tickets/{ticket.id}"
                self.assertEqual(self.get(address).status_code, 200)
                if way not in STAYS:
                    self.assertTrue(self._follows(contact, ticket))

    def test_invitations_die(self):
        """Also the password in a mail, and the mail that has not left yet."""
        for way in ("company", "archive"):
            user = self._contact(f"invited{way}", self.acme, self.profile_default)
            account = user._customer_portal_account(make=True)
            account.write({"must_change": True, "pending": True})
            self.assertEqual(
                {
                    name
                    for kind, name, _number in self._reach(user.partner_id)
                    if kind == "link"
                },
                {"Credentials wait to be sent"},
            )
            self._leave(way, user)
            user.partner_id.active = user.active = True
            self.assertFalse(account.pending)
            self.assertEqual(user._customer_portal_get_door(), "outdated")
            user.partner_id.action_customer_portal_send_credentials()
            self.assertEqual(user._customer_portal_get_door(), "active")

    def test_old_session_stays_dead(self):
        """Nobody asked anything between leaving and coming back."""
        contact = self.ann.partner_id
        today = fields.Date.today()
        for away, back in (
            ({"customer_portal_active": False}, {"customer_portal_active": True}),
            (
                {"customer_portal_end": today - timedelta(days=3)},
                {"customer_portal_end": False},
            ),
            ({"parent_id": self.globex.id}, {"parent_id": self.acme.id}),
        ):
            self.login(self.ann)
            self.assertEqual(self.get("/my").status_code, 200)
            contact.write(away)
            contact.write(back)
            self.env.flush_all()
            self.assertEqual(self.get("/my").status_code, 303, away)

    def test_what_is_no_leaving(self):
        self.login(self.ann)
        self.assertEqual(self.get("/my").status_code, 200)
        contact = self.ann.partner_id
        for values in (
            {"customer_portal_profile_id": self.profile_company.id},
            {"customer_portal_end": fields.Date.today() + timedelta(days=9)},
            {"name": "Anna", "phone": "1"},
        ):
            contact.write(values)
            self.env.flush_all()
            self.assertEqual(self.get("/my").status_code, 200, values)
        # a contact that gets its company belonged to none before
        alone = self._contact("alone", self.acme, self.profile_default)
        alone.partner_id.parent_id = False
        era = alone._customer_portal_account().era
        alone.partner_id.parent_id = self.acme
        self.assertEqual(alone._customer_portal_account().era, era)

    def test_merge_gives_no_access(self):
        """A contact that was disabled stays so, whichever other is merged into it."""
        gone = self._company("Gone", parent_id=self.acme.id, is_company=False)
        gone.customer_portal_profile_id = self.profile_default
        contact = self.ann.partner_id
        merge = self.env["base.partner.merge.automatic.wizard"]
        manager = new_test_user(
            self.env, "merger", "base.group_partner_manager,base.group_user"
        )
        gone.email = contact.email
        merge.with_user(manager).sudo()._merge((gone | contact).ids, gone)
        self.assertFalse(gone.customer_portal_active)
        self.assertEqual(self.ann._customer_portal_get_door(), "disabled")

    def test_merge_into_nobody(self):
        """A plain contact takes access and period over, whole."""
        contact = self.ann.partner_id
        contact.customer_portal_end = "2099-12-31"
        plain = self._company("Plain", parent_id=self.acme.id, is_company=False)
        merge = self.env["base.partner.merge.automatic.wizard"]
        merge._merge((plain | contact).ids, plain, extra_checks=False)
        self.assertEqual(plain.customer_portal_profile_id, self.profile_default)
        self.assertEqual(str(plain.customer_portal_end), "2099-12-31")
        self.assertEqual(self.ann._customer_portal_get_door(), "active")
        self.assertEqual(self.ann.partner_id, plain)
        # and one without a company, which was its own and is gone
        plain.parent_id = False
        other = self._company("Other", is_company=False)
        merge._merge((plain | other).ids, other, extra_checks=False)
        self.assertEqual(get_ends(self.ann)[0].customer_id, other)

    def test_company(self):
        """Of a company the dialog shows its people, and who reaches in from outside."""
        eve = self.eve.partner_id
        ticket = self._ticket(self.ann, customer_portal_collaborator_id=eve.id)
        ticket.message_subscribe(self.dan.partner_id.ids)
        action = self.acme.with_user(self.agent).action_customer_portal_reach()
        lines = self.env[action["res_model"]].browse(action["res_id"]).line_ids
        found = {(line.partner_id, line.kind) for line in lines}
        ann, bob, dan = (u.partner_id for u in (self.ann, self.bob, self.dan))
        for line in ((ann, "login"), (ann, "read"), (bob, "read"), (dan, "follow")):
            self.assertIn(line, found)
        self.assertIn((eve, "assign"), found)
        self.assertNotIn(self.sue.partner_id, lines.partner_id)

    def test_agents_only(self):
        someone = new_test_user(self.env, "someone", "base.group_user")
        with self.assertRaises(UserError):
            self.ann.partner_id.with_user(someone).action_customer_portal_reach()
