# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common

CANARY = "Canary-7f3a"


@tagged("-at_install", "post_install")
class TestFields(common.PortalHttpCase):
    """A hidden field is as if it did not exist; a read-only one cannot be entered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.env.ref("customer_portal.profile_default_tickets")
        cls.fields = {field.name: field for field in cls.section.field_ids}
        cls.category = cls.env["helpdesk.ticket.category"].create({"name": CANARY})
        cls.ticket = cls._ticket(cls.ann, category_id=cls.category.id)
        cls.url = f"/my/records/tickets/{cls.ticket.id}"

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def _hide(self, *names):
        self.line.hidden_field_ids = self.env["customer.portal.section.field"].union(
            *(self.fields[name] for name in names)
        )

    def test_hidden(self):
        self.fields["category_id"].in_list = True
        pages = (self.url, "/my/records/tickets", "/my/records/tickets/new")
        for page in pages:
            self.assertIn(CANARY, self.get(page).text, page)
        self._hide("category_id")
        for page in (*pages, "/my", "/my/records/tickets?sort=category_id"):
            response = self.get(page)
            self.assertEqual(response.status_code, 200)
            self.assertNotIn(CANARY, response.text, page)
            self.assertNotIn("category_id", response.text.replace(page, ""))
        self.post(
            "/my/records/tickets/new",
            {
                "name": "New",
                "description": "x",
                "priority": "1",
                "category_id": str(self.category.id),
            },
        )
        ticket = self.env["helpdesk.ticket"].search([("name", "=", "New")])
        self.assertTrue(ticket)
        self.assertFalse(ticket.category_id)

    def test_hidden_from_search(self):
        """Searching in a hidden field would tell what it holds."""
        email = self.env["customer.portal.section.field"].create(
            {
                "section_id": self.section.id,
                "field_id": self.env.ref(
                    "helpdesk_mgmt.field_helpdesk_ticket__partner_email"
                ).id,
                "searchable": True,
            }
        )
        self.ticket.partner_email = "canary@acme.example"

        def found():
            return self.url in self.get("/my/records/tickets?q=canary").text

        self.assertTrue(found())
        self.line.hidden_field_ids = email
        self.assertFalse(found())

    @mute_logger("odoo.models", "odoo.orm.models")
    def test_orm(self):
        """What the pages do not show, no other way in reads."""
        ticket = self.ticket.with_user(self.ann)
        self.assertEqual(ticket.category_id, self.category)
        self._hide("category_id")
        self.env.invalidate_all()
        for read in (
            lambda: ticket.category_id,
            lambda: ticket.read(["category_id"]),
            lambda: ticket.read(["color"]),
            lambda: ticket.partner_email,
            lambda: ticket.access_token,
            lambda: ticket.search([("category_id.name", "=", CANARY)]),
            lambda: ticket.search([("partner_email", "like", "a")]),
            lambda: ticket.search([], order="color"),
            lambda: ticket._read_group([], ["category_id"]),
            lambda: ticket._read_group([], [], ["color:sum"]),
            lambda: ticket.message_ids,
        ):
            with self.assertRaises(AccessError):
                read()
        self.assertNotIn("category_id", ticket.fields_get())
        self.assertNotIn("access_token", ticket.fields_get())
        self.assertTrue(all(f["readonly"] for f in ticket.fields_get().values()))
        values = ticket.read()[0]
        self.assertNotIn("category_id", values)
        self.assertEqual(values["name"], "Printer")
        self.assertEqual(ticket.display_name, f"{ticket.number} - Printer")
        self.assertEqual(ticket.search([("name", "=", "Printer")]), ticket)
        self.assertEqual(ticket.search([]), ticket)

    def test_granted_again(self):
        """A change takes effect in the environments that are open already."""
        ticket = self.ticket.with_user(self.ann)
        self._hide("category_id")
        with self.assertRaises(AccessError), mute_logger("odoo.models"):
            ticket.read(["category_id"])
        self.line.hidden_field_ids = False
        self.assertTrue(ticket.read(["category_id"]))

    def test_internal_users(self):
        """Agents are not concerned."""
        ticket = self.ticket.with_user(self.agent)
        self._hide("category_id")
        self.assertEqual(ticket.category_id, self.category)
        self.assertTrue(ticket.read(["access_token", "color", "message_ids"]))
        self.assertIn("category_id", ticket.fields_get())

    def test_readonly(self):
        self.line.readonly_field_ids = self.fields["category_id"]
        self.assertIn(CANARY, self.get(self.url).text)
        form = self.get("/my/records/tickets/new").text
        self.assertNotIn("category_id", form)
        self.post(
            "/my/records/tickets/new",
            {
                "name": "New",
                "description": "x",
                "priority": "1",
                "category_id": str(self.category.id),
            },
        )
        ticket = self.env["helpdesk.ticket"].search([("name", "=", "New")])
        self.assertFalse(ticket.category_id)

    def test_required(self):
        self.line.required_field_ids = self.fields["category_id"]
        values = {"name": "New", "description": "x", "priority": "1"}
        response = self.post("/my/records/tickets/new", values)
        self.assertEqual(response.status_code, 422)
        self.assertIn("Please fill this in", response.text)
        values["category_id"] = str(self.category.id)
        self.assertEqual(self.post("/my/records/tickets/new", values).status_code, 303)

    def test_refused_declarations(self):
        other = self.env["customer.portal.section"].create(
            {
                "name": "Contacts",
                "singular": "Contact",
                "code": "contacts",
                "model_id": self.env.ref("base.model_res_partner").id,
                "contact_path": "id",
                "field_ids": [
                    (
                        0,
                        0,
                        {"field_id": self.env.ref("base.field_res_partner__name").id},
                    )
                ],
            }
        )
        for values, message in (
            ({"hidden_field_ids": self.fields["description"]}, "is required"),
            ({"readonly_field_ids": self.fields["name"]}, "is required"),
            ({"hidden_field_ids": self.fields["number"]}, "record's title"),
            ({"hidden_field_ids": self.fields["name"]}, "record's title"),
            ({"hidden_field_ids": other.field_ids}, "another section"),
            (
                {
                    "hidden_field_ids": self.fields["category_id"],
                    "required_field_ids": self.fields["category_id"],
                },
                "is required",
            ),
        ):
            with self.assertRaises(ValidationError) as caught, self.cr.savepoint():
                self.line.write({key: value.ids for key, value in values.items()})
            self.assertIn(message, str(caught.exception))
        self.line.write(
            {"can_create": False, "hidden_field_ids": self.fields["description"].ids}
        )

    def test_two_sections_of_one_model(self):
        """Each shows its own records, though the policy grants both."""
        closed = self.section.copy(
            {"code": "closed", "domain": "[('stage_id.closed', '=', True)]"}
        )
        self.section.domain = "[('stage_id.closed', '=', False)]"
        self.env["customer.portal.access"].create(
            {"profile_id": self.profile_default.id, "section_id": closed.id}
        )
        done = self._ticket(
            self.ann,
            "Done",
            stage_id=self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done").id,
        )
        for code, shown, missing in (
            ("tickets", self.ticket, done),
            ("closed", done, self.ticket),
        ):
            text = self.get(f"/my/records/{code}").text
            self.assertIn(shown.name, text)
            self.assertNotIn(f">{missing.name}<", text)
            page = f"/my/records/{code}/{shown.id}"
            self.assertIn(f'href="{page}"', text)
            for ticket, status in ((shown, 200), (missing, 404)):
                response = self.get(f"/my/records/{code}/{ticket.id}")
                self.assertEqual(response.status_code, status)
        comment = self.post(
            f"/my/records/closed/{done.id}/attachments",
            files=[("attachments", ("a.txt", b"a", "text/plain"))],
        )
        self.assertEqual(comment.status_code, 422, "closed tickets take no files")
        self.assertIn("/my/records/closed", comment.text)
