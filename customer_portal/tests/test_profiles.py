# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import random
from dataclasses import replace

from odoo import Command
from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from ..policy import RIGHTS, WIDER, is_within
from . import common


@tagged("-at_install", "post_install")
class TestProfiles(common.PortalCase):
    """A manager makes profiles, sees what they give, and takes them away."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, "test-manager", "customer_portal.group_manager"
        )
        for name in ("profile_default", "profile_company", "profile_collaborator"):
            setattr(cls, name, getattr(cls, name).with_user(cls.manager))

    def setUp(self):
        super().setUp()
        self.as_manager = self.env(user=self.manager)

    def _other_profile(self, **values):
        return self.profile_company.copy({"name": "Other", **values})

    # ------------------------------------------------------------------
    # New profile
    # ------------------------------------------------------------------

    def test_new_profile(self):
        form = Form(self.as_manager["customer.portal.new.profile"])
        form.name = "Key customers"
        form.description = "They see all."
        form.source_id = self.profile_company
        action = form.save().action_next()
        profile = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(action["views"], [(False, "form")])
        self.assertEqual(profile.name, "Key customers")
        self.assertEqual(profile.description, "They see all.")
        self.assertEqual(profile.access_ids.read_scope, "company")
        self.assertNotEqual(profile.access_ids, self.profile_company.access_ids)
        self.assertFalse(profile.partner_ids)
        self.assertTrue(self.profile_company.partner_ids)

    def test_new_profile_from_nothing(self):
        form = Form(self.as_manager["customer.portal.new.profile"])
        form.name = "Empty"
        self.assertTrue(form.source_id)
        form.source_id = self.profile_default.browse()
        action = form.save().action_next()
        profile = self.env[action["res_model"]].browse(action["res_id"])
        self.assertFalse(profile.access_ids)

    def test_manager_only(self):
        for model, values in (
            ("customer.portal.new.profile", {"name": "x"}),
            (
                "customer.portal.move",
                {
                    "profile_ids": [Command.set(self.profile_default.ids)],
                    "target_id": self.profile_company.id,
                },
            ),
        ):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.agent).create(values)

    # ------------------------------------------------------------------
    # A profile in use stays
    # ------------------------------------------------------------------

    def test_in_use(self):
        profile = self._other_profile()
        contacts = self.env["res.partner"].create(
            [
                {"name": f"Contact {n:02}", "customer_portal_profile_id": profile.id}
                for n in range(12)
            ]
        )
        contacts[0].active = False  # archived contacts count as well
        with self.assertRaises(UserError) as caught:
            profile.unlink()
        message = str(caught.exception)
        self.assertIn("Other", message)
        self.assertIn("Contact 05", message)
        self.assertIn("and 2 more", message)
        self.assertIn("archive the profile", message)
        for archive in (
            profile.action_archive,
            lambda: profile.write({"active": False}),
            lambda: (profile | self.profile_collaborator).action_archive(),
        ):
            with self.assertRaises(RedirectWarning) as caught, self.cr.savepoint():
                archive()
            message, action, _button, context = caught.exception.args
            self.assertIn("more.", message)
            self.assertTrue(profile.active)
        self.assertEqual(
            action, self.env.ref("customer_portal.customer_portal_move_action").id
        )
        self.assertIn(profile.id, context["default_profile_ids"])

    def test_move_and_archive(self):
        profile = self._other_profile()
        archived = self.env["res.partner"].create(
            {
                "name": "Former",
                "active": False,
                "customer_portal_profile_id": profile.id,
            }
        )
        self.ann.partner_id.customer_portal_profile_id = profile
        wizards = self.as_manager["customer.portal.move"].with_context(
            default_profile_ids=profile.ids
        )
        form = Form(wizards)
        self.assertIn("Ann", form.message)
        self.assertIn("Former", form.message)
        form.target_id = self.profile_company
        wizard = form.save()
        for wrong in (profile, self._other_profile(active=False)):
            with self.assertRaises(ValidationError) as caught, self.cr.savepoint():
                wizard.target_id = wrong
            self.assertIn("New profile", str(caught.exception))
        wizard.target_id = self.profile_company
        wizard.action_move()
        self.assertFalse(profile.active)
        self.assertEqual(
            self.ann.partner_id.customer_portal_profile_id, self.profile_company
        )
        self.assertEqual(archived.customer_portal_profile_id, self.profile_company)
        grant = self.ann._customer_portal_policy().grant("tickets")
        self.assertEqual(grant.read, "company")

    def test_compiled_alike(self):
        """A profile gives the same policy whoever compiles it, and in which order its
        lines were made; no right of any reaches further than read."""
        chance = random.Random(19)
        section = self.section.copy({"code": "again"})
        for _round in range(25):
            read = chance.choice(sorted(WIDER))
            within = [scope for scope in sorted(WIDER) if is_within(scope, read)]
            lines = [
                {
                    "section_id": one.id,
                    "sequence": 5,
                    "can_create": chance.random() < 0.5,
                    "read_scope": read,
                    **{
                        f"{right}_scope": chance.choice(within)
                        for right in RIGHTS
                        if right != "read"
                    },
                    "hidden_field_ids": chance.sample(
                        one.field_ids.filtered(
                            lambda f: not f.required and f.name not in ("number",)
                        ).ids,
                        2,
                    ),
                }
                for one in (self.section, section)
            ]
            profiles = self.env["customer.portal.profile"].create(
                [{"name": "A"}, {"name": "B"}]
            )
            policies = []
            for profile in profiles:
                for values in lines:
                    self.env["customer.portal.access"].create(
                        {"profile_id": profile.id, **values}
                    )
                self.env.flush_all()
                self.env.invalidate_all()
                contact = self.ann.partner_id.with_user(self.agent)
                policies += [
                    profile.sudo()._compile(self.ann.partner_id),
                    profile.with_user(self.manager).sudo()._compile(contact),
                ]
                self.assertEqual(policies[-1], policies[-2])
                self.assertEqual(hash(policies[-1]), hash(policies[-2]))
            first, second = (
                replace(p, grants=tuple(replace(g, access_id=0) for g in p.grants))
                for p in policies[::2]
            )
            self.assertEqual(first, second)
            for grant in first.grants:
                for right in RIGHTS:
                    self.assertTrue(is_within(getattr(grant, right), grant.read))

    def test_unused(self):
        profile = self._other_profile()
        profile.action_archive()
        self.assertFalse(profile.active)
        profile.action_unarchive()
        profile.unlink()
        self.assertFalse(profile.exists())

    # ------------------------------------------------------------------
    # Preview
    # ------------------------------------------------------------------

    def _preview(self, form):
        counts = {}
        for index in range(len(form.access_ids)):
            with form.access_ids.edit(index) as line:
                counts[line.section_id.code] = line.preview_count
        return counts

    def test_preview(self):
        """Counted as the policy does, before anything is saved or given."""
        for user in (self.ann, self.ann, self.bob, self.dan):
            self._ticket(user)
        newcomer = self.env["res.partner"].create(
            {"name": "Newcomer", "parent_id": self.acme.id}
        )
        form = Form(self.profile_default)
        self.assertFalse(form.preview_partner_id)
        for contact, expected in (
            (self.ann.partner_id, 2),
            (self.bob.partner_id, 1),
            (newcomer, 0),
        ):
            form.preview_partner_id = contact
            self.assertEqual(self._preview(form), {"tickets": expected})
        with form.access_ids.edit(0) as line:
            line.read_scope = "company"
            self.assertEqual(line.preview_count, 3)
        contacts = self.as_manager["customer.portal.section"].create(
            {
                "name": "Contacts",
                "singular": "Contact",
                "code": "contacts",
                "model_id": self.env["ir.model"]._get("res.partner").id,
                "contact_path": "id",
            }
        )
        with form.access_ids.new() as line:
            line.section_id = contacts
            self.assertEqual(line.preview_count, 1)
        form.save()
        self.assertEqual(self.profile_default.access_ids[0].read_scope, "company")
        self.assertFalse(newcomer.customer_portal_profile_id)
        # the same as what the contact then sees
        access = self.env["customer.portal.access"].with_user(self.ann)
        self.assertEqual(access._of_user("tickets")._records().search_count([]), 3)
        contacts.active = False
        form = Form(self.profile_default)
        form.preview_partner_id = newcomer
        self.assertEqual(self._preview(form), {"tickets": 3, "contacts": 0})
