# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from ..hooks import pre_init_hook
from . import common
from .common import CANARY, LIST

PRINTER = "[QP-7] Quill printer"


@tagged("-at_install", "post_install", "-standard", "with_apps")
class TestProducts(common.ProductCase):
    """The product of a ticket: chosen, shown, searched."""

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def test_create(self):
        response, ticket = self._send(product_id=str(self.printer.id))
        self.assertEqual(response.status_code, 303)
        self.assertEqual(ticket.product_id, self.printer)
        self.assertEqual(ticket.partner_id, self.ann.partner_id)

    def test_create_without(self):
        _response, ticket = self._send(product_id="")
        self.assertTrue(ticket)
        self.assertFalse(ticket.product_id)

    def test_typed_without_scripts(self):
        for typed in ("Quill printer", "quill p", "QP-7", "qp"):
            with self.subTest(typed=typed):
                sent = {"product_id": "", "find.product_id": typed}
                _response, ticket = self._send(**sent)
                self.assertEqual(ticket.product_id, self.printer)

    def test_detail(self):
        ticket = self._ticket(self.ann, product_id=self.printer.id)
        page = self.page(f"{LIST}/{ticket.id}")
        self.assertIn(PRINTER, self.texts(page, "//dd"))
        block = "//section[.//h2[normalize-space()='Ticket information']]//dt"
        self.assertIn("Product", self.texts(page, block))
        self.env["res.lang"]._activate_lang("it_IT")
        self.ann.lang = "it_IT"
        page = self.page(f"/it{LIST}/{ticket.id}")
        self.assertIn("Prodotto", self.texts(page, "//dt"))

    def test_list(self):
        """A manager can have it in the list, too, and it is searched there."""
        self.assertFalse(self.line.in_list)
        self._ticket(self.ann, "One", product_id=self.printer.id)
        self._ticket(self.ann, "Two", product_id=self.scanner.id)
        self._ticket(self.ann, "Three")
        self._ticket(self.bob, "Four", product_id=self.printer.id)
        both = {"c.product_id": "quill"}
        self.assertCountEqual(self._titles(**both), ["One", "Two", "Three"])
        self.line.in_list = True
        page = self.page(LIST)
        self.assertIn(PRINTER, self.texts(page, "//td[@name='td_product_id']"))
        self.assertCountEqual(self._titles(**both), ["One", "Two"])
        self.assertEqual(self._titles(**{"c.product_id": "QP-7"}), ["One"])
        self.assertEqual(self._titles(**{"c.product_id": CANARY}), [])
        self.assertEqual(self._titles(sort="product_id")[-1], "Three")

    def test_list_of_few(self):
        """Of few products the column has a pick list."""
        self.line.in_list = True
        self.line.allowed_values = f"{self.printer.id}, {self.scanner.id}"
        self._ticket(self.ann, "One", product_id=self.printer.id)
        self._ticket(self.ann, "Two", product_id=self.scanner.id)
        page = self.page(LIST)
        options = self.texts(page, "//select[@name='c.product_id']/option")
        self.assertIn(PRINTER, options)
        chosen = {"c.product_id": f"={self.scanner.id}"}
        self.assertEqual(self._titles(**chosen), ["Two"])

    def test_pick_list(self):
        """It is searched on the server, by what the name shows."""
        everything = [PRINTER, "[QS-1] Quill scanner"]
        self.assertEqual(self._found("quill"), everything)
        self.assertEqual(self._found("scan"), everything[1:])
        self.assertEqual(self._found("qp-"), everything[:1])
        for hidden in (CANARY, "8765", f"{CANARY} Quill printer"):
            self.assertEqual(self._found(hidden), [], hidden)
        page = self.page(f"{LIST}/new")
        self.assertTrue(page.xpath("//input[@name='find.product_id']"))
        self.assertNotIn("Quill", page.text_content())

    def test_variants(self):
        """Each is offered with what tells it from the others."""
        colour = self.env["product.attribute"].create(
            {
                "name": "Colour",
                "value_ids": [(0, 0, {"name": name}) for name in ("Red", "Blue")],
            }
        )
        line = {"attribute_id": colour.id, "value_ids": [(6, 0, colour.value_ids.ids)]}
        self.env["product.template"].create(
            {"name": "Goose pen", "attribute_line_ids": [(0, 0, line)]}
        )
        pens = ["Goose pen (Red)", "Goose pen (Blue)"]
        self.assertCountEqual(self._found("goose"), pens)

    def test_not_offered(self):
        """One that is not offered looks like one that does not exist."""
        missing = self._product("Quill nothing")
        number = str(missing.id)
        missing.unlink()
        self.assertEqual(len(self._found("quill")), 2)
        refusals = set()
        for name, raw in (
            ("missing", number),
            *((name, str(product.id)) for name, product in self.forbidden.items()),
        ):
            with self.subTest(product=name):
                response, ticket = self._send(product_id=raw)
                self.assertEqual(response.status_code, 422)
                self.assertFalse(ticket)
                self.assertNotIn("Quill", response.text)
                page = common.common.html.fromstring(response.text)
                refusals.update(self.texts(page, "//*[@id='cp_product_id_error']"))
        self.assertEqual(len(refusals), 1, refusals)

    def test_no_longer_offered(self):
        """A ticket keeps and shows it, also when something else is changed."""
        self.access.write_scope = "own"
        ticket = self._ticket(self.ann, product_id=self.printer.id)
        self.printer.sale_ok = False
        self.printer.active = False
        address = f"{LIST}/{ticket.id}"
        self.assertIn(PRINTER, self.texts(self.page(address), "//dd"))
        form = self.page(f"{address}/edit")
        self.assertTrue(form.xpath(f"//input[@value='{PRINTER}']"))
        sent = dict(form.xpath("//form[hasclass('cp-form')]")[0].form_values())
        response = self.post(f"{address}/edit", {**sent, "name": "Changed"})
        self.assertEqual(response.status_code, 303)
        self.assertEqual((ticket.name, ticket.product_id), ("Changed", self.printer))

    def test_hidden(self):
        """A profile that hides it has it nowhere."""
        self.line.in_list = True
        self.access.hidden_field_ids = self.line
        ticket = self._ticket(self.ann, product_id=self.printer.id)
        for address in (LIST, f"{LIST}/{ticket.id}", f"{LIST}/new", f"{LIST}/export"):
            response = self.get(address)
            self.assertEqual(response.status_code, 200)
            self.assertNotIn("Quill", response.text)
            self.assertNotIn("product_id", response.text)
        self.assertEqual(self._titles(**{"c.product_id": "scanner"}), [ticket.name])
        response = self.get(f"{LIST}/choices/product_id?q=quill")
        self.assertEqual(response.status_code, 404)
        _response, ticket = self._send(product_id=str(self.printer.id))
        self.assertFalse(ticket.product_id)
        self.login(self.bob)  # another profile
        self.assertEqual(len(self._found("quill")), 2)

    def test_queries(self):
        """They do not grow with the products of a list."""
        self.line.in_list = True
        counts = []
        for number in (2, 20):
            for count in range(number):
                product = self._product(f"Reed {number} {count}")
                self._ticket(self.ann, product_id=product.id)
            self.get(LIST)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.assertEqual(self.get(LIST).status_code, 200)
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_line_made_before(self):
        """A line that the manager made becomes the addon's, no second one is made."""
        name = "customer_portal_helpdesk_product.section_tickets_product"
        data = self.env["ir.model.data"].search(
            [
                ("module", "=", "customer_portal_helpdesk_product"),
                ("name", "=", "section_tickets_product"),
            ]
        )
        data.unlink()
        self.assertFalse(self.env.ref(name, raise_if_not_found=False))
        pre_init_hook(self.env)
        self.assertEqual(self.env.ref(name), self.line)
        self.line.unlink()
        pre_init_hook(self.env)
        self.assertFalse(self.env.ref(name, raise_if_not_found=False))
