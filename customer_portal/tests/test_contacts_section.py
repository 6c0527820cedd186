# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.tests import tagged

from . import common

LIST = "/my/records/colleagues"


@tagged("-at_install", "post_install", "without_website")
class TestContactsSection(common.PortalHttpCase):
    """Contacts are a section like any other: list, search, detail, edit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        fields = cls.env["ir.model.fields"]
        cls.section = cls.env["customer.portal.section"].create(
            {
                "name": "Colleagues",
                "singular": "Colleague",
                "code": "colleagues",
                "model_id": cls.env["ir.model"]._get("res.partner").id,
                "contact_path": "id",
                "order": "name",
                "field_ids": [
                    Command.create(
                        {
                            "field_id": fields._get("res.partner", name).id,
                            "in_list": True,
                            "in_form": name in ("phone", "function"),
                        }
                    )
                    for name in (
                        "name",
                        "email",
                        "phone",
                        "function",
                        "country_id",
                        "category_id",
                    )
                ],
            }
        )
        cls.access = cls.env["customer.portal.access"].create(
            {
                "profile_id": cls.profile_default.id,
                "section_id": cls.section.id,
                "read_scope": "company",
                "write_scope": "own",
                "close_scope": "none",
                "can_create": False,
            }
        )
        tags = cls.env["res.partner.category"].create(
            [{"name": "Buyer"}, {"name": "Debtor"}]
        )
        italy, france = cls.env.ref("base.it"), cls.env.ref("base.fr")
        cls.ann.partner_id.write(
            {"phone": "011-111", "country_id": italy.id, "category_id": tags[0].ids}
        )
        cls.bob.partner_id.write({"phone": "02-222", "function": "Buyer of paper"})
        cls.dan.partner_id.write(
            {"phone": "04-333", "country_id": france.id, "category_id": tags[1].ids}
        )

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def _found(self, **params):
        response = self.get(LIST, params=params)
        self.assertEqual(response.status_code, 200)
        page = common.html.fromstring(response.text)
        return self.texts(page, "//td[@name='td_name']//a")

    def test_list(self):
        self.assertEqual(self._found(), ["Ann", "Bob", "Test Acme"])
        page = self.page(LIST)
        for name, offered in (("country_id", "Italy"), ("category_id", "Buyer")):
            options = self.texts(page, f"//select[@name='c.{name}']/option")
            self.assertEqual(options, ["All", offered], "none of another company")
        for secret in ("04-333", "France", "Debtor", "Dan"):
            self.assertNotIn(secret, page.text_content())

    def test_search(self):
        for params, expected in (
            ({"q": "011-1"}, ["Ann"]),
            ({"q": "04-3"}, []),
            ({"q": "buyer"}, ["Ann", "Bob"]),
            ({"c.phone": "02-"}, ["Bob"]),
            ({"c.email": "bob@"}, ["Bob"]),
            ({"c.country_id": f"={self.env.ref('base.fr').id}"}, []),
            ({"c.category_id": "buy"}, ["Ann"]),
            ({"c.category_id": "debtor"}, []),
            ({"c.vat": "IT"}, ["Ann", "Bob", "Test Acme"]),
            ({"c.phone": "2", "c.function": "paper"}, ["Bob"]),
            ({"sort": "name desc"}, ["Test Acme", "Bob", "Ann"]),
        ):
            self.assertEqual(self._found(**params), expected, params)

    def test_detail(self):
        page = self.page(f"{LIST}/{self.bob.partner_id.id}")
        [phone] = self.texts(page, "//*[@name='field_phone']")
        self.assertEqual(phone, "02-222")
        self.assertFalse(page.xpath("//a[@name='edit']"))
        for other in (self.dan.partner_id, self.globex, self.branch):
            self.assertEqual(self.get(f"{LIST}/{other.id}").status_code, 404)

    def test_edit(self):
        own, colleague = self.ann.partner_id, self.bob.partner_id
        address = f"{LIST}/{own.id}/edit"
        [form] = self.page(address).xpath("//form[contains(@class, 'cp-form')]")
        values = {k: v for k, v in form.form_values() if k != "csrf_token"}
        self.assertEqual(values["phone"], "011-111")
        sent = values | {"phone": "011-999", "name": "Taken", "email": "x@evil.example"}
        self.assertEqual(self.post(address, sent).status_code, 303)
        self.assertEqual((own.phone, own.name), ("011-999", "Ann"))
        self.assertEqual(own.email, self.ann.login)
        for other in (colleague, self.acme, self.dan.partner_id):
            before = other.phone
            response = self.post(f"{LIST}/{other.id}/edit", sent)
            self.assertEqual(response.status_code, 404)
            self.assertEqual(other.phone, before)
        self.assertEqual(self.get(f"{LIST}/{colleague.id}/edit").status_code, 404)

    def test_mail_is_the_login(self):
        """Who may edit a colleague takes its login no more than its own."""
        self.access.write_scope = "company"
        self.section.field_ids.filtered(lambda f: f.name == "email").in_form = True
        for contact in (self.bob.partner_id, self.ann.partner_id):
            before = contact.email
            address = f"{LIST}/{contact.id}/edit"
            [form] = self.page(address).xpath("//form[contains(@class, 'cp-form')]")
            values = {k: v for k, v in form.form_values() if k != "csrf_token"}
            response = self.post(address, values | {"email": "evil@acme.example"})
            self.assertEqual(response.status_code, 422)
            self.assertIn("This was not accepted", response.text)
            self.env.invalidate_all()
            self.assertEqual(contact.email, before)
            self.assertEqual(contact.user_ids.login, before)
