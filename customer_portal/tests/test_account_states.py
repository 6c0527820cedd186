# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .credentials_case import CredentialsCase


@tagged("-at_install", "post_install", "without_website")
class TestAccountStates(CredentialsCase):
    """What agents see of an account, and who else may change it."""

    def test_states(self):
        contact = self.contact
        self.assertEqual(contact.customer_portal_state, "never")
        user, _password = self._enable()
        self.assertEqual(contact.customer_portal_state, "invited")
        self._account(user).must_change = False
        contact.invalidate_recordset()
        self.assertEqual(contact.customer_portal_state, "active")
        as_agent = contact.with_user(self.agent)
        as_agent.action_customer_portal_lock()
        contact.invalidate_recordset()
        self.assertEqual(contact.customer_portal_state, "locked")
        as_agent.action_customer_portal_unlock()
        contact.invalidate_recordset()
        self.assertEqual(contact.customer_portal_state, "active")
        today = self.ann._customer_portal_today()
        contact.customer_portal_start = today + timedelta(days=1)
        self.assertEqual(contact.customer_portal_state, "not_yet")
        contact.customer_portal_start = False
        contact.customer_portal_end = today - timedelta(days=1)
        self.assertEqual(contact.customer_portal_state, "expired")
        contact.customer_portal_end = False
        as_agent.action_customer_portal_disable()
        contact.invalidate_recordset()
        self.assertEqual(contact.customer_portal_state, "disabled")
        self._mails_of(contact)
        contact.invalidate_recordset()
        self.assertEqual(contact.customer_portal_state, "invited")

    def test_states_of_many_need_no_more_queries(self):
        users = self.ann | self.bob | self.sue | self.dan | self.eve
        contacts = self.env["res.partner"].browse(users.partner_id.ids)
        contacts.mapped("customer_portal_state")

        def queries(some):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some.with_user(self.agent).mapped("customer_portal_state")
            return self.cr.sql_log_count - before

        few = self.env["res.partner"].browse(contacts.ids[:2])
        queries(few)
        self.assertEqual(queries(few), queries(contacts))

    def test_only_agents(self):
        clerk = new_test_user(
            self.env, "clerk", "base.group_user,base.group_partner_manager"
        )
        for name in ("send_credentials", "lock", "unlock"):
            with self.assertRaises(UserError):
                contact = self.ann.partner_id.with_user(clerk)
                getattr(contact, f"action_customer_portal_{name}")()
        with self.assertRaises(UserError):  # not enabled
            contact = self.contact.with_user(self.agent)
            contact.action_customer_portal_send_credentials()
        for model in ("customer.portal.account", "customer.portal.reset"):
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models"):
                self.env[model].with_user(self.agent).search([])

    def test_nobody_enables_in_the_name_of_an_agent(self):
        clerk = new_test_user(
            self.env, "clerk", "base.group_user,base.group_partner_manager"
        )
        values = {"customer_portal_queued_by_id": self.agent.id}
        for user in (clerk, self.agent):
            with self.assertRaises(AccessError), mute_logger("odoo.orm.models"):
                self.contact.with_user(user).write(values)
            with self.assertRaises(AccessError), mute_logger("odoo.orm.models"):
                self.contact.with_user(user).create({"name": "X", **values})

    def test_profile_of_the_company(self):
        self.acme.customer_portal_profile_id = self.profile_company
        clerk = new_test_user(
            self.env, "clerk", "base.group_user,base.group_partner_manager"
        )
        contact = (
            self.env["res.partner"]
            .with_user(clerk)
            .create({"name": "N", "email": "n@acme.example", "parent_id": self.acme.id})
        )
        self.assertEqual(
            contact.sudo().customer_portal_profile_id, self.profile_company
        )
        self.assertFalse(contact.sudo().customer_portal_active)
        # contacts of before get it when they are enabled
        self._enable()
        self.assertEqual(self.contact.customer_portal_profile_id, self.profile_company)
