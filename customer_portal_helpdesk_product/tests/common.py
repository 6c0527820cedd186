# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.customer_portal.tests import common

LIST = "/my/records/tickets"
#: What a product keeps beside its name; no customer sees it.
CANARY = "Canary-7d0a"


class ProductCase(common.PortalHttpCase):
    """Tickets with products: some that are offered, and some that are not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.env.ref(
            "customer_portal_helpdesk_product.section_tickets_product"
        )
        cls.access = cls.env.ref("customer_portal.profile_default_tickets")
        cls.printer = cls._product("Quill printer", default_code="QP-7")
        cls.scanner = cls._product("Quill scanner", default_code="QS-1")
        company = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.forbidden = {
            "not for sale": cls._product("Quill crate", sale_ok=False),
            "not for tickets": cls._product("Quill voucher", ticket_active=False),
            "archived": cls._product("Quill telex", active=False),
            "another company's": cls._product("Quill fax", company_id=company.id),
        }

    @classmethod
    def _product(cls, name, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "barcode": f"{CANARY} {name}",
                "description": CANARY,
                "description_sale": CANARY,
                "list_price": 8765.43,
                "standard_price": 5678.91,
                **values,
            }
        )

    def _send(self, **values):
        """Send the form of a new ticket.

        :return: the answer, and the ticket that was made
        """
        before = self.env["helpdesk.ticket"].search([])
        form = {"name": "Ink", "description": "None left", "priority": "1", **values}
        response = self.post(f"{LIST}/new", form)
        return response, self.env["helpdesk.ticket"].search([]) - before

    def _found(self, text):
        response = self.get(f"{LIST}/choices/product_id", params={"q": text})
        self.assertEqual(response.status_code, 200)
        return [label for _value, label in response.json()["choices"]]

    def _titles(self, **params):
        """Return the titles of the tickets in the list."""
        response = self.get(LIST, params=params)
        self.assertEqual(response.status_code, 200)
        page = common.html.fromstring(response.text)
        return self.texts(page, "//td[@name='td_name']")
