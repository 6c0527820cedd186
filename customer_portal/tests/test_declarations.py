# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from . import common


@tagged("-at_install", "post_install")
class TestDeclarations(common.PortalCase):
    """A wrong declaration is refused when it is saved, with field and mend."""

    def _check_refused(self, record, values, message, error=ValidationError):
        with self.subTest(values=values):
            with self.assertRaises(error) as caught, self.cr.savepoint():
                record.write(values)
                record.flush_recordset()
            self.assertIn(message, str(caught.exception))

    @mute_logger("odoo.sql_db")
    def test_section(self):
        for values, message in (
            ({"contact_path": "nothing"}, "Path to the contact"),
            ({"contact_path": "stage_id"}, "does not lead to a contact"),
            ({"contact_path": "name"}, "does not lead to a contact"),
            ({"contact_path": "team_id.name"}, "does not lead to a contact"),
            ({"contact_path": "partner_id,team_id"}, "team_id"),
            ({"company_path": "company_id"}, "Path to the commercial entity"),
            ({"assigned_path": "user_id"}, "Path to the person working on it"),
            ({"domain": "[('nothing', '=', 1)]"}, "Filter"),
            ({"domain": "nonsense("}, "Filter"),
            ({"domain": "[('access_warning', '=', 'x')]"}, "Filter"),
            ({"domain": "[('id', '=', 'abc')]"}, "Filter"),
            ({"order": "nothing desc"}, "Default sort"),
            ({"order": "name; drop table res_users"}, "Default sort"),
            ({"order": "name sideways"}, "Default sort"),
            ({"state_field": "name"}, "State field"),
            ({"code": "No good"}, "Code"),
            ({"code": "../x"}, "Code"),
        ):
            self._check_refused(self.section, values, message)
        self._check_refused(
            self.section, {"page_size": 0}, "page_size_range", IntegrityError
        )
        self.section.write(
            {
                "contact_path": "user_id.partner_id, partner_id",
                "domain": "[('active', '=', True)]",
                "order": "priority desc, name",
            }
        )

    @mute_logger("odoo.sql_db")
    def test_access(self):
        line = self.env.ref("customer_portal.profile_default_tickets")
        self._check_refused(line, {"close_scope": "company"}, "further than")
        self._check_refused(line, {"read_scope": "none"}, "further than")
        self._check_refused(line, {"comment_scope": "assigned"}, "further than")
        self._check_refused(self.section, {"assigned_path": False}, "path to the pers")
        self.profile_collaborator.access_ids.unlink()
        self.section.assigned_path = False
        self._check_refused(
            line,
            {
                "read_scope": "assigned",
                "comment_scope": "assigned",
                "close_scope": "none",
            },
            "path to the person",
        )
        self._check_once(line, "one line for each section", "change the line")

    def _check_once(self, record, *messages):
        """Check what the manager reads who saves a second line for the same."""
        with self.assertRaises(IntegrityError) as caught, self.cr.savepoint():
            record.copy()
        told = record._sql_error_to_message(caught.exception)
        for message in messages:
            self.assertIn(message, told)

    @mute_logger("odoo.sql_db")
    def test_field(self):
        fields = {line.name: line for line in self.section.field_ids}
        self._check_refused(fields["number"], {"in_form": True}, "cannot be filled in")
        self._check_refused(fields["category_id"], {"searchable": True}, "be searched")
        self._check_refused(
            fields["category_id"],
            {"allowed_values": "[('x', '=', 1)]"},
            "Allowed values",
        )
        street = self.env.ref("base.field_res_partner__street")
        self._check_refused(fields["number"], {"field_id": street.id}, "no such field")
        token = self.env["ir.model.fields"]._get("helpdesk.ticket", "access_token")
        self._check_refused(fields["number"], {"field_id": token.id}, "secret")
        for name, values, message in (
            ("priority", {"strong_values": "3, 9"}, "there is no 9. Choose among 0"),
            ("number", {"strong_values": "3"}, "it is no selection"),
            ("customer_portal_hours", {"empty_text": "None"}, "it always has one"),
        ):
            self._check_refused(fields[name], values, message)
        # no rights of their own say which channels customers may know
        message = (
            "customers read no Helpdesk Ticket Channel of their own. Say in Allowed"
        )
        channel = fields["channel_id"]
        self._check_refused(channel, {"in_form": True}, message)
        channel.write({"in_form": True, "allowed_values": "[]"})
        self._check_once(fields["number"], "shows a field once", "change the line")

    def test_field_required_later(self):
        """What a profile withholds cannot become required afterwards."""
        fields = {line.name: line for line in self.section.field_ids}
        line = self.env.ref("customer_portal.profile_default_tickets")
        line.hidden_field_ids = fields["category_id"]
        self._check_refused(fields["category_id"], {"required": True}, "is required")
        line.can_create = False
        fields["category_id"].required = True

    def test_own_page(self):
        """A model without a page of its own cannot offer one."""
        section = self.env["customer.portal.section"].create(
            {
                "name": "Contacts",
                "singular": "Contact",
                "code": "people",
                "model_id": self.env["ir.model"]._get("res.partner").id,
                "contact_path": "id",
            }
        )
        self._check_refused(section, {"own_page": True}, "The app's own page")
        self.section.own_page = True

    def test_any_model(self):
        """Another model becomes a section by configuration alone."""
        with Form(self.env["customer.portal.section"]) as form:
            form.model_id = self.env.ref("base.model_res_partner")
        section = self.env["customer.portal.section"].search(
            [("code", "=", "contacts")]
        )
        self.env["customer.portal.access"].create(
            {
                "profile_id": self.profile_default.id,
                "section_id": section.id,
                "read_scope": "company",
            }
        )
        access = (
            self.env["customer.portal.access"].with_user(self.ann)._of_user("contacts")
        )
        names = {
            cell["html"]
            for row in access._prepare_list_values({})["rows"]
            for cell in row["cells"]
            if cell["name"] == "name"
        }
        self.assertEqual(names, {"Ann", "Bob", "Test Acme"})

    def test_stage_states(self):
        stages = self.env["helpdesk.ticket.stage"]
        for values, state in (
            ({"closed": True}, "closed"),
            ({"unattended": True}, "new"),
            ({}, "open"),
            ({"customer_portal_state": "pending"}, "pending"),
        ):
            stage = stages.create({"name": "S", **values})
            self.assertEqual(stage.customer_portal_state, state)
        awaiting = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_awaiting")
        self.assertEqual(awaiting.customer_portal_state, "pending")
