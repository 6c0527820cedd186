# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common

ADDRESS = {
    "name": "Ann",
    "phone": "+39 02 1234567",
    "street": "Via Roma 1",
    "city": "Milano",
    "zip": "20100",
}


@tagged("-at_install", "post_install", "without_website")
class TestOwnMail(common.PortalHttpCase):
    """The mail of a contact is its login: nobody takes another one by a form."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.country = cls.env.ref("base.be")

    def _submit(self, **values):
        data = {**ADDRESS, "country_id": self.country.id, **values}
        response = self.post("/my/address/submit", data)
        self.assertEqual(response.status_code, 200)
        self.env.invalidate_all()
        return response.json()

    def _save_own(self, **values):
        return self._submit(partner_id=self.ann.partner_id.id, **values)

    def test_own_mail(self):
        self.login(self.ann)
        victim = self.dan.email
        for verify in ({}, {"verify_address_values": ""}):
            for mail in (victim, victim.upper(), "new@acme.example", "x"):
                answer = self._save_own(email=mail, **verify)
                self.assertEqual(answer["invalid_fields"], ["email"], mail)
                self.assertEqual(self.ann.email, "ann@acme.example")
                self.assertNotEqual(self.ann.partner_id.street, "Via Roma 1")
        answer = self._save_own(email="ann@acme.example")
        self.assertIn("redirectUrl", answer)
        self.assertEqual(self.ann.partner_id.street, "Via Roma 1")
        self.assertEqual(self.ann.login, "ann@acme.example")

    def test_new_address(self):
        """What somebody else writes to support does not become this customer's."""
        self.login(self.ann)
        for mail in (self.dan.email, "stranger@nowhere.example"):
            answer = self._submit(email=mail, verify_address_values="")
            self.assertEqual(answer["invalid_fields"], ["email"], mail)
        contacts = self.env["res.partner"].search([("parent_id", "=", self.acme.id)])
        self.assertNotIn("stranger@nowhere.example", contacts.mapped("email"))
        self.assertIn("redirectUrl", self._submit(email=self.ann.email))

    def test_employer(self):
        self.login(self.ann)
        for verify in ({}, {"verify_address_values": ""}):
            self._save_own(email=self.ann.email, company_name="Mine", **verify)
            self.assertEqual(self.acme.name, "Test Acme")

    def test_form(self):
        self.login(self.ann)
        for url in ("/my/account", "/my/address?address_type=delivery"):
            [mail] = self.page(url).xpath("//input[@name='email']")
            self.assertEqual(mail.get("value"), "ann@acme.example")
            self.assertEqual(mail.get("readonly"), "readonly")

    def test_internal_users(self):
        """Who is no contact of the portal has Odoo's form."""
        self.login(self.agent)
        [mail] = self.page("/my/address").xpath("//input[@name='email']")
        self.assertIsNone(mail.get("readonly"))
