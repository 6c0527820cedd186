# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common

#: one red pixel
PICTURE = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAA"
    b"AABJRU5ErkJggg=="
)


@tagged("-at_install", "post_install", "with_apps")
class TestContacts(common.PortalHttpCase):
    """Of all contacts a portal user reads its own, and of that what pages name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.others = (
            cls.bob.partner_id
            | cls.dan.partner_id
            | cls.acme
            | cls.globex
            | cls.agent.partner_id
        )
        cls.others.image_1920 = PICTURE
        cls.ann.partner_id.image_1920 = PICTURE
        cls.delivery = cls.env["res.partner"].create(
            {
                "name": "Delivery of Acme",
                "type": "delivery",
                "parent_id": cls.acme.id,
                "street": "Via Roma 1",
            }
        )
        cls.foreign = cls.delivery.copy(
            {"name": "Delivery of Globex", "parent_id": cls.globex.id}
        )

    def _as_ann(self):
        return self.env["res.partner"].with_user(self.ann)

    def test_records(self):
        own = self.ann.partner_id
        self.assertEqual(self._as_ann().search([]), own)
        self.assertEqual(self._as_ann().search_count([("name", "ilike", "Bob")]), 0)
        self.assertEqual(own.with_user(self.ann).display_name, own.display_name)
        for other in self.others:
            self.assertFalse(other.with_user(self.ann).has_access("read"), other.name)
        self.assertFalse(own.with_user(self.ann).has_access("write"))
        agent = self.others.with_user(self.agent)
        self.assertEqual(len(agent.search([("id", "in", agent.ids)])), len(agent))

    @mute_logger("odoo.models")
    def test_fields(self):
        own = self.ann.partner_id.with_user(self.ann)
        for name in ("comment", "user_id", "category_id", "barcode", "child_ids"):
            with self.assertRaises(AccessError):
                own.read([name])
            with self.assertRaises(AccessError):
                own.search([(name, "!=", False)])

    def test_no_period(self):
        """Who has no access any more still has an account."""
        self.ann.partner_id.customer_portal_end = "2000-01-01"
        self.assertEqual(self._as_ann().search([]), self.ann.partner_id)

    def test_pictures(self):
        """A picture of somebody else is the placeholder that a missing one is."""
        self.login(self.ann)
        own = self.ann.partner_id

        def picture(contact, name):
            return self.get(f"/web/image/res.partner/{contact}/{name}").content

        for name in ("avatar_128", "image_128", "image_1920"):
            missing = picture(2147483000, name)
            for other in self.others:
                self.assertTrue(picture(other.id, name) == missing, name)
        self.assertFalse(picture(own.id, "avatar_128") == picture(0, "avatar_128"))
        for route in ("content", "image"):
            for name in ("name", "email", "comment"):
                for contact in (own, self.dan.partner_id):
                    url = f"/web/{route}/res.partner/{contact.id}/{name}"
                    self.assertNotIn(contact.name, self.get(url).text)

    def test_addresses(self):
        """The addresses of the own company can be seen and changed, no others."""
        self.login(self.ann)
        page = self.get("/my/addresses").text
        self.assertIn("Via Roma 1", page)
        self.assertNotIn("Globex", page)
        url = "/my/address?address_type=delivery&partner_id="
        self.assertIn("Via Roma 1", self.get(f"{url}{self.delivery.id}").text)
        for other in self.others | self.foreign:
            with self.subTest(contact=other.name):
                response = self.get(f"{url}{other.id}")
                self.assertEqual(response.status_code, 403)
                self.assertNotIn(other.name, response.text)
                values = {"partner_id": other.id, "name": "Taken"}
                response = self.post("/my/address/submit", values)
                self.assertEqual(response.status_code, 403)
                self.assertNotEqual(other.name, "Taken")

    def test_chatter(self):
        """Comments on a contact are not for it; its authors' names are shown."""
        contact = self.ann.partner_id
        contact.message_post(
            body="Secret word", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        ticket = self._ticket(self.ann)
        ticket.with_user(self.agent).message_post(
            body="Hello", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        file = self._file(contact, "secret.txt", self.agent)
        self.login(self.ann)
        for thread in (contact, self.dan.partner_id):
            params = {"thread_model": "res.partner", "thread_id": thread.id}
            response = self.url_open("/mail/thread/messages", json={"params": params})
            self.assertNotIn("Secret", response.text)
        self.assertEqual(self.get(f"/web/content/{file.id}").status_code, 404)
        page = self.get(f"/my/records/tickets/{ticket.id}").text
        self.assertIn(self.agent.name, page)

    def test_section(self):
        """A section of contacts widens what is read as its grant says."""
        model = self.env["ir.model"]._get("res.partner")
        field = self.env["ir.model.fields"]._get
        section = self.env["customer.portal.section"].create(
            {
                "name": "Colleagues",
                "singular": "Colleague",
                "code": "colleagues",
                "model_id": model.id,
                "contact_path": "id",
                "field_ids": [
                    Command.create(
                        {"field_id": field("res.partner", name).id, "in_list": True}
                    )
                    for name in ("name", "email")
                ],
            }
        )
        self.env["customer.portal.access"].create(
            {
                "profile_id": self.profile_default.id,
                "section_id": section.id,
                "read_scope": "company",
                "close_scope": "none",
            }
        )
        colleagues = self._as_ann().search([])
        self.assertIn(self.bob.partner_id, colleagues)
        self.assertNotIn(self.dan.partner_id, colleagues)
        self.assertEqual(colleagues.read(["email"])[0].keys(), {"id", "email"})
        self.login(self.ann)
        page = self.get("/my/records/colleagues").text
        self.assertIn(self.bob.email, page)
        self.assertNotIn(self.dan.email, page)
        self.assertEqual(self.get("/my/account").status_code, 200)
