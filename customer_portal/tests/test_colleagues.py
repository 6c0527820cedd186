# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from . import common

NEW = "/my/records/tickets/new"


@tagged("-at_install", "post_install")
class TestColleagues(common.PortalHttpCase):
    """Whose profile says so makes records for colleagues, and for nobody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.env.ref("customer_portal.profile_company_tickets")
        cls.line.create_for_colleagues = True
        cls.former = cls._company(
            "Former", parent_id=cls.acme.id, is_company=False, active=False
        )
        cls.desk = cls._company(
            "Help desk", parent_id=cls.acme.id, is_company=False, type="delivery"
        )

    def _create(self, contact=None, name="For somebody", **values):
        values = {"name": name, "description": "x", "priority": "1", **values}
        if contact is not None:
            values["partner_id"] = str(contact)
        return self.post(NEW, values)

    def _made(self, name="For somebody"):
        return self.env["helpdesk.ticket"].search([("name", "=", name)])

    def test_form(self):
        """The list has the active contacts of the own company, oneself chosen."""
        self.login(self.bob)
        page = self.page(NEW)
        [control] = page.xpath("//form//select[@name='partner_id']")
        self.assertEqual(
            [option.text_content() for option in control.xpath("option[@value]")],
            ["Bob", "Ann"],
        )
        [chosen] = control.xpath("option[@selected]")
        self.assertEqual(chosen.get("value"), str(self.bob.partner_id.id))
        self.assertEqual(page.xpath("//form//select")[0].get("name"), "partner_id")

    def test_create(self):
        self.login(self.bob)
        response = self._create(self.ann.partner_id.id)
        self.assertEqual(response.status_code, 303)
        ticket = self._made()
        self.assertEqual(ticket.partner_id, self.ann.partner_id)
        self.assertEqual(ticket.partner_name, "Ann")
        self.assertEqual(ticket.partner_email, self.ann.email)
        self.assertEqual(ticket.commercial_partner_id, self.acme)
        self.assertEqual(ticket.create_uid, self.bob)
        self.assertEqual(self.get(response.headers["Location"]).status_code, 200)
        self.login(self.ann)
        self.assertEqual(self.get(response.headers["Location"]).status_code, 200)

    def test_nobody_chosen(self):
        self.login(self.bob)
        for index, contact in enumerate((None, "", self.bob.partner_id.id)):
            self._create(contact, f"Own {index}")
            made = self._made(f"Own {index}")
            self.assertEqual(made.partner_id, self.bob.partner_id)

    def test_foreign_ids(self):
        """Other companies, subsidiaries, the company itself, who left, and no ids."""
        self.login(self.bob)
        strangers = (
            self.dan.partner_id,
            self.sue.partner_id,
            self.eve.partner_id,
            self.agent.partner_id,
            self.acme,
            self.branch,
            self.globex,
            self.former,
            self.desk,
        )
        own = self.bob.partner_id.id
        odd = ("0", "-1", "x", f"{own},{self.dan.partner_id.id}", str(2**63), f" {own}")
        for contact in (*(s.id for s in strangers), *odd, f"[{own}]", "1e3"):
            with self.subTest(contact=contact):
                response = self._create(contact, description="Kept")
                self.assertEqual(response.status_code, 422)
                self.assertFalse(self._made())
                self.assertIn("Please choose one of the values", response.text)
                self.assertIn("Kept", response.text)
        for stranger in strangers[:3]:
            self.assertNotIn(f'value="{stranger.id}"', self.get(NEW).text)
        page = common.html.fromstring(self._create("x", name="").text)
        self.assertEqual(len(page.xpath("//div[@role='alert']//li")), 2)

    def test_without_flag(self):
        """The field is not offered, and what is sent for it counts as absent."""
        self.line.create_for_colleagues = False
        for user in (self.ann, self.bob):
            self.login(user)
            self.assertFalse(self.page(NEW).xpath("//form//*[@name='partner_id']"))
            for contact in (self.dan.partner_id, self.ann.partner_id, self.acme):
                name = f"{user.name} {contact.id}"
                self.assertEqual(self._create(contact.id, name).status_code, 303)
                self.assertEqual(self._made(name).partner_id, user.partner_id)

    def test_taken_away(self):
        """Forms that are open already offer nothing any more."""
        self.login(self.bob)
        self.get(NEW)
        self.line.create_for_colleagues = False
        self._create(self.ann.partner_id.id)
        self.assertEqual(self._made().partner_id, self.bob.partner_id)

    def test_alone(self):
        """Nobody is asked who has no colleagues."""
        self.login(self.dan)
        self.assertFalse(self.page(NEW).xpath("//form//*[@name='partner_id']"))
        self._create(self.dan.partner_id.id)
        self.assertEqual(self._made().partner_id, self.dan.partner_id)

    def test_edit(self):
        """The contact of a record stays."""
        self.line.write_scope = "company"
        ticket = self._ticket(self.ann, "Printer")
        self.login(self.bob)
        url = f"/my/records/tickets/{ticket.id}/edit"
        self.assertFalse(self.page(url).xpath("//form//*[@name='partner_id']"))
        [form] = self.page(url).xpath("//form[contains(@class, 'cp-form')]")
        values = {k: v for k, v in form.form_values() if k != "csrf_token"}
        values |= {"name": "Scanner", "partner_id": str(self.bob.partner_id.id)}
        self.assertEqual(self.post(url, values).status_code, 303)
        self.assertEqual(ticket.name, "Scanner")
        self.assertEqual(ticket.partner_id, self.ann.partner_id)

    def test_refused_declarations(self):
        partner = self.section.field_ids.filtered(lambda f: f.name == "partner_id")
        own = dict.fromkeys(("read_scope", "comment_scope", "close_scope"), "own")
        for values, message in (
            ({"can_create": False}, "Tick Create"),
            (own, "Choose Company or All for Read"),
            ({"hidden_field_ids": partner.ids}, "Take it off that list"),
            ({"readonly_field_ids": partner.ids}, "Take it off that list"),
        ):
            with self.subTest(values=values):
                with self.assertRaises(ValidationError) as caught, self.cr.savepoint():
                    self.line.write(values)
                self.assertIn("Create for colleagues", str(caught.exception))
                self.assertIn(message, str(caught.exception))
        # a path through other records, as a section that was copied may have
        self.line.create_for_colleagues = False
        self.section.contact_path = "user_id.partner_id, partner_id"
        with self.assertRaises(ValidationError) as caught:
            self.line.create_for_colleagues = True
        self.assertIn("first path", str(caught.exception))

    def test_path_changed_later(self):
        """A section whose first path leads elsewhere offers nobody, whatever is set."""
        with self.assertRaises(ValidationError) as caught:
            self.section.contact_path = "user_id.partner_id, partner_id"
        self.assertIn("Create for colleagues", str(caught.exception))
