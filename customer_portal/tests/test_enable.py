# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from ..hooks import post_init_hook
from . import common


@tagged("-at_install", "post_install")
class TestEnable(common.PortalCase):
    """Agents give contacts access and take it."""

    def _new_contact(self, **values):
        return self.env["res.partner"].create(
            {
                "name": "Nina New",
                "email": "Nina.New@Acme.Example",
                "parent_id": self.acme.id,
                **values,
            }
        )

    def test_enable(self):
        contact = self._new_contact()
        self.env["mail.mail"].search([]).unlink()
        action = contact.with_user(self.agent).action_customer_portal_enable()
        self.assertEqual(action["tag"], "display_notification")
        user = contact.user_ids
        self.assertEqual(user.login, "nina.new@acme.example")
        self.assertTrue(user._is_portal())
        self.assertTrue(contact.customer_portal_active)
        self.assertEqual(contact.customer_portal_profile_id, self.profile_default)
        self.assertEqual(contact.customer_portal_state, "invited")

    def test_enable_again(self):
        contact = self._new_contact(customer_portal_profile_id=self.profile_company.id)
        contact.action_customer_portal_enable()
        user = contact.user_ids
        contact.action_customer_portal_disable()
        self.assertFalse(user.active)
        self.assertFalse(contact.customer_portal_active)
        contact.action_customer_portal_enable()
        self.assertTrue(user.active)
        self.assertTrue(user._is_portal())
        self.assertTrue(contact.customer_portal_active)
        self.assertEqual(contact.customer_portal_profile_id, self.profile_company)

    def test_enable_existing_user(self):
        """A portal user of before keeps login and password."""
        user = new_test_user(self.env, "old@acme.example", "base.group_portal")
        user.partner_id.email = "old@acme.example"
        self.env["mail.mail"].search([]).unlink()
        user.partner_id.action_customer_portal_enable()
        self.assertEqual(
            user.partner_id.customer_portal_profile_id, self.profile_default
        )
        self.assertFalse(self.env["mail.mail"].search([]))

    def test_enable_many(self):
        contacts = self._new_contact() | self._new_contact(
            name="Nick", email="nick@acme.example"
        )
        contacts.action_customer_portal_enable()
        self.assertEqual(len(contacts.user_ids), 2)

    def test_problems(self):
        """Every contact that cannot be enabled is named; nothing is done."""
        good = self._new_contact()
        problems = {
            self._new_contact(name="Twin"): "has the email address of",
            self._new_contact(name="Nomail", email=False): "no valid email address",
            self._new_contact(name="Bad", email="x"): "no valid email address",
            self._new_contact(name="Same", email="ann@ACME.example"): "address of",
            self.agent.partner_id: "is an internal user",
        }
        contacts = good.union(*problems)
        with self.assertRaises(UserError) as caught:
            contacts.action_customer_portal_enable()
        for contact, problem in problems.items():
            [line] = [
                line
                for line in str(caught.exception).splitlines()
                if line.startswith(contact.display_name)
            ]
            self.assertIn(problem, line)
        self.assertFalse(good.user_ids)
        self.assertFalse(good.customer_portal_active)

    def test_agents_only(self):
        clerk = new_test_user(
            self.env, "clerk", "base.group_user,base.group_partner_manager"
        )
        contact = self._new_contact().with_user(clerk)
        with self.assertRaises(UserError):
            contact.action_customer_portal_enable()
        with self.assertRaises(UserError):
            contact.action_customer_portal_disable()
        for values in (
            {"customer_portal_active": True},
            {"customer_portal_profile_id": self.profile_company.id},
            {"customer_portal_start": "2026-01-01"},
            {"customer_portal_end": "2026-01-01"},
        ):
            with self.assertRaises(AccessError), mute_logger("odoo.orm.models"):
                contact.write(values)
            with self.assertRaises(AccessError), mute_logger("odoo.orm.models"):
                self.env["res.partner"].with_user(clerk).create({"name": "X", **values})
        contact.write({"phone": "1"})
        description = contact.fields_get(["customer_portal_active"], ["readonly"])
        self.assertTrue(description["customer_portal_active"]["readonly"])

    def test_portal_users_read_nothing_of_it(self):
        with self.assertRaises(AccessError), mute_logger("odoo.orm.models"):
            self.ann.partner_id.with_user(self.ann).read(["customer_portal_active"])

    @mute_logger("odoo.sql_db")
    def test_period(self):
        contact = self._new_contact(customer_portal_start="2026-03-15")
        contact.customer_portal_end = "2026-03-15"
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            contact.customer_portal_end = "2026-03-14"
            contact.flush_recordset()

    def test_form(self):
        """The agent finds the fields on the contact's form."""
        contact = self._new_contact()
        with Form(contact.with_user(self.agent)) as form:
            form.customer_portal_profile_id = self.profile_collaborator
            form.customer_portal_end = "2030-12-31"
        self.assertEqual(contact.customer_portal_profile_id, self.profile_collaborator)
        contact.action_customer_portal_enable()
        policy = contact.user_ids._customer_portal_policy()
        self.assertEqual(policy.grant("tickets").read, "assigned")
        self.assertEqual(str(policy.end), "2030-12-31")

    def test_internal_users_have_no_policy(self):
        self.assertIsNone(self.agent._customer_portal_policy())
        self.assertIsNone(self.env.ref("base.public_user")._customer_portal_policy())
        self.assertIsNone(self.env["res.users"]._customer_portal_policy())

    def test_changes_take_effect(self):
        """Whatever the policy is compiled from clears it."""
        ticket = self._ticket(self.bob)

        def sees():
            tickets = self.env["helpdesk.ticket"].with_user(self.ann)
            return tickets.has_access("read") and ticket in tickets.search([])

        self.assertFalse(sees())
        line = self.env.ref("customer_portal.profile_default_tickets")
        line.read_scope = "company"
        self.assertTrue(sees())
        line.read_scope = "own"
        self.assertFalse(sees())
        self.ann.partner_id.customer_portal_profile_id = self.profile_company
        self.assertTrue(sees())
        self.ann.partner_id.customer_portal_active = False
        self.assertFalse(sees())
        self.ann.partner_id.customer_portal_active = True
        self.assertTrue(sees())
        archived = self.profile_company.copy({"active": False})
        self.ann.partner_id.customer_portal_profile_id = archived
        self.assertFalse(sees())
        archived.active = True
        self.assertTrue(sees())
        self.section.domain = "[('name', '=', 'x')]"
        self.assertFalse(sees())
        self.section.domain = "[]"
        self.assertTrue(sees())
        self.ann.partner_id.parent_id = self.globex
        self.assertFalse(sees())
        self.ann.partner_id.parent_id = self.acme
        self.assertTrue(sees())
        other = self.ann.partner_id.copy({"name": "Anna"})
        other.write(
            {
                "customer_portal_profile_id": self.profile_default.id,
                "customer_portal_active": True,
            }
        )
        self.ann.partner_id = other
        self.assertFalse(sees())
        self.section.active = False
        self.assertIsNone(self.ann._customer_portal_policy().grant("tickets"))

    def test_writes_only_through_the_gateway(self):
        ticket = self._ticket(self.ann).with_user(self.ann)
        self.assertEqual(ticket.name, "Printer")
        with self.assertRaises(AccessError):
            ticket.name = "Changed"
        with self.assertRaises(AccessError):
            ticket.unlink()
        with self.assertRaises(AccessError):
            ticket.create({"name": "X", "description": "x"})
        self.assertFalse(ticket.has_access("write"))

    def test_profiles(self):
        copy = self.profile_company.copy()
        self.assertEqual(copy.access_ids.read_scope, "company")
        self.assertFalse(copy.partner_count)
        with self.assertRaises(UserError):
            self.profile_company.unlink()
        copy.unlink()
        self.assertGreaterEqual(self.profile_company.partner_count, 3)

    def test_user_without_profile(self):
        user = new_test_user(self.env, "nobody@acme.example", "base.group_portal")
        user.partner_id.parent_id = self.acme
        self._ticket(self.ann)
        self.assertFalse(user._customer_portal_policy().grants)
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models"):
            self.env["helpdesk.ticket"].with_user(user).search([])
        user.company_id.customer_portal_without_profile = "standard"
        self.assertIsNone(user._customer_portal_policy())
        self.assertTrue(self.env["helpdesk.ticket"].with_user(user).search([]))
        user.partner_id.customer_portal_profile_id = self.profile_company
        self.assertFalse(user._customer_portal_policy().grants, "not yet enabled")

    def test_installed_on_a_database_with_portal_users(self):
        """Nobody is cut off by an install; a new database denies."""
        user = new_test_user(self.env, "nobody@acme.example", "base.group_portal")
        post_init_hook(self.env)
        company = self.env.company
        self.assertEqual(company.customer_portal_without_profile, "standard")
        todo = self.env["ir.actions.todo"].search([("state", "=", "open")])
        self.assertEqual(
            todo.action_id.id,
            self.env.ref("customer_portal.customer_portal_without_profile_action").id,
            "the manager is shown them next",
        )
        self.assertEqual(todo.action_launch()["res_model"], "res.partner")
        company.customer_portal_without_profile = "account"
        users = self.env["res.users"].search(
            [
                ("share", "=", True),
                ("partner_id.customer_portal_profile_id", "=", False),
                ("group_ids", "in", self.env.ref("base.group_portal").ids),
            ]
        )
        self.assertIn(user, users)
        action = self.env.ref("customer_portal.customer_portal_without_profile_action")
        listed = self.env["res.partner"].search(safe_eval(action.domain))
        self.assertLessEqual(users.partner_id, listed)
        self.assertNotIn(self.ann.partner_id, listed)
        users.active = False
        post_init_hook(self.env)
        self.assertEqual(company.customer_portal_without_profile, "account")

    def test_give_profile(self):
        """The button above the list of portal users without a profile."""
        user = new_test_user(self.env, "nobody@acme.example", "base.group_portal")
        user.partner_id.email = "nobody@acme.example"
        wizards = self.env["customer.portal.give.profile"].with_user(self.agent)
        form = Form(wizards.with_context(active_ids=user.partner_id.ids))
        self.assertEqual(form.profile_id, self.profile_default)
        form.profile_id = self.profile_company
        wizard = form.save()
        self.assertEqual(wizard.partner_ids, user.partner_id)
        self.assertEqual(wizard.action_give()["tag"], "display_notification")
        self.assertEqual(
            user._customer_portal_policy().grant("tickets").read, "company"
        )
        clerk = new_test_user(
            self.env, "clerk", "base.group_user,base.group_partner_manager"
        )
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models"):
            wizards.with_user(clerk).create({"profile_id": self.profile_company.id})

    def test_groups(self):
        self.assertTrue(self.agent.has_group("customer_portal.group_agent"))
        admin = self.env.ref("base.user_admin")
        self.assertTrue(admin.has_group("customer_portal.group_manager"))
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models"):
            self.profile_default.with_user(self.agent).name = "X"
        self.assertEqual(
            self.env["customer.portal.profile"]
            .with_user(self.agent)
            .search([("id", "=", self.profile_default.id)]),
            self.profile_default,
        )
        menu = self.env.ref("customer_portal.customer_portal_menu")
        self.assertTrue(menu.with_user(self.agent)._filter_visible_menus())
        self.assertTrue(menu.web_icon_data)
        self.env["res.partner"].with_user(self.agent).create(
            {"name": "X", "child_ids": [Command.create({"name": "Y"})]}
        )
