# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .own_pages_case import OwnPagesCase


@tagged("-at_install", "post_install", "-standard", "with_apps")
class TestOwnPages(OwnPagesCase):
    """Orders and invoices as sections, and the apps' own pages of them."""

    def _check_shown(self, user, code, records, expected):
        """Check list and details over HTTP: these records, no others."""
        self.login(user)
        page = self.get(f"/my/records/{code}?size=100").text
        for record in records:
            with self.subTest(user=user.name, record=record.name):
                url = f"/my/records/{code}/{record.id}"
                shown = record in expected
                self.assertEqual(url in page, shown)
                self.assertEqual(self.get(url).status_code, 200 if shown else 404)

    def _check_sections(self, code, documents, draft):
        others = sum(documents.values(), draft)
        own = documents[self.ann]
        self._check_shown(self.ann, code, others, own)
        self._check_shown(self.bob, code, others, own | documents[self.bob])
        self._check_shown(self.dan, code, others, documents[self.dan])
        self._check_shown(self.sue, code, others, documents[self.sue])
        for right in ("write", "create", "unlink"):
            self.assertFalse(own.with_user(self.ann).has_access(right))

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.models")
    def test_orders(self):
        self._expose_orders()
        self._check_sections("orders", self.orders, self.draft)
        order = self.orders[self.ann].with_user(self.ann)
        with self.assertRaises(AccessError):
            order.read(["order_line"])
        with self.assertRaises(AccessError):
            order.read(["access_token"])
        line = order.sudo().order_line.with_user(self.ann)
        self.assertFalse(line.has_access("read"))

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.models")
    def test_invoices(self):
        self._expose_invoices()
        self._check_sections("invoices", self.invoices, self.draft_invoice)
        invoice = self.invoices[self.ann].with_user(self.ann)
        with self.assertRaises(AccessError):
            invoice.read(["invoice_line_ids"])
        line = invoice.sudo().invoice_line_ids.with_user(self.ann)
        self.assertFalse(line.has_access("read"))

    # ------------------------------------------------------------------
    # The apps' own pages
    # ------------------------------------------------------------------

    def test_without_flag(self):
        self._expose_orders()
        self._expose_invoices()
        for user in (self.ann, self.bob, self.dan, None):
            self._check_own_page(user, self.orders[self.ann], False)
            self._check_own_page(user, self.invoices[self.ann], False)
        self.login(self.ann)
        page = self.page(f"/my/records/orders/{self.orders[self.ann].id}")
        self.assertFalse(page.xpath("//a[@name='own_page']"))

    def test_with_flag(self):
        self._expose_orders(own_page=True)
        self._expose_invoices(own_page=True)
        for documents in (self.orders, self.invoices):
            record = documents[self.ann]
            for user, opens in (
                (self.ann, True),
                (self.bob, True),
                (self.dan, False),
                (self.sue, False),
                (None, False),
            ):
                self._check_own_page(user, record, opens)
                if opens:  # what Odoo's composer posts would be refused
                    [thread] = self.page(record.access_url).xpath(
                        "//*[@id='discussion']"
                    )
                    self.assertEqual(thread.get("data-allow_composer"), "0")
        self._check_own_page(self.ann, self.orders[self.bob], False)
        self._check_own_page(self.ann, self.draft, False)
        self._check_own_page(self.ann, self.draft_invoice, False)
        with self.assertRaises(ValidationError):
            self._expose("project.project", "projects", "[]", own_page=True)
        self.login(self.ann)
        order = self.orders[self.ann]
        page = self.page(f"/my/records/orders/{order.id}")
        [link] = page.xpath("//a[@name='own_page']/@href")
        self.assertEqual(link, f"/my/orders/{order.id}")
        for url in (
            "/my/orders",
            "/my/orders/page/2",
            "/my/tasks/page/2",
            "/my/quotes",
        ):
            self.assertURLEqual(self.get(url).headers["Location"], "/my")

    def test_current_place(self):
        """The menu marks the section that offers the page, by its records alone."""
        self._expose_orders(own_page=True)
        self._expose_invoices(own_page=True)
        quotes = self._expose(
            "sale.order", "quotes", "[('state', '=', 'draft')]", own_page=True
        )
        order, invoice = self.orders[self.ann], self.invoices[self.ann]
        current = "//nav[@id='cp_menu']//a[@aria-current]/@href"
        self.login(self.ann)
        for page, code in (
            (order.access_url, "orders"),
            (invoice.access_url, "invoices"),
            (self.draft.access_url, "quotes"),
        ):
            [place] = self.page(page).xpath(current)
            self.assertEqual(place, f"/my/records/{code}")
        quotes.access_ids.in_menu = False
        self.assertFalse(self.page(self.draft.access_url).xpath(current))
        # nothing is told of pages that are not offered
        find = self.env["customer.portal.access"].with_user(self.ann)
        for path, code in (
            (f"{order.access_url}/accept", "orders"),
            (self.orders[self.bob].access_url, None),
            (f"{order.access_url}0000", None),
            (f"/my/invoices/{order.id}0", None),
            ("/my/orders/999999999", None),
            ("/my/orders/99999999999", None),
            (f"/my/records/orders/{order.id}", None),
            ("/my/account", None),
        ):
            self.assertEqual(find._find_section_of_page(path), code, path)

    def test_purchases_and_tasks(self):
        """The pages of other apps work for whom a section offers them, too."""
        documents = {r._name: r for r in self._documents(self.ann)}
        for name, code in (("purchase.order", "requests"), ("project.task", "tasks")):
            self._expose(name, code, "[]", own_page=True)
            record = documents[name]
            for user, opens in ((self.ann, True), (self.bob, True), (self.dan, False)):
                self.login(user)
                response = self.get(record.access_url)
                self.assertEqual(response.status_code, 200 if opens else 303, name)
                self.assertEqual("Secret" in response.text, opens, name)
                response = self.get(f"/my/records/{code}/{record.id}")
                self.assertEqual(response.status_code, 200 if opens else 404, name)

    def test_other_documents(self):
        """A section's own page opens nothing that the section does not show."""
        documents = self._documents(self.ann)
        self._expose_orders(own_page=True)
        order = documents[1]
        token = order._portal_ensure_token()
        self.login(self.ann)
        for record in (record[0] for record in documents):
            if record._name in ("project.task", "project.project", "purchase.order"):
                for query in ("", f"?access_token={record._portal_ensure_token()}"):
                    response = self.get(record.access_url + query)
                    self.assertURLEqual(response.headers["Location"], "/my")
        project, task = (r for r in documents if r._name.startswith("project."))
        token_of_project = project._portal_ensure_token()
        url = f"{project.access_url}/task/{task.id}?access_token={token_of_project}"
        self.assertURLEqual(self.get(url).headers["Location"], "/my")
        picking = order.picking_ids
        with mute_logger("odoo.http"):
            response = self.get(f"/my/picking/pdf/{picking.id}?access_token={token}")
        self.assertEqual(response.status_code, 404)

    def test_hidden_field(self):
        """Who does not see a field of the section gets no page that may show it."""
        section = self._expose_orders(own_page=True)
        line = section.access_ids.filtered(
            lambda line: line.profile_id == self.profile_default
        )
        line.hidden_field_ids = section.field_ids.filtered(
            lambda field: field.name == "amount_total"
        )
        self.assertTrue(line.hidden_field_ids)
        self._check_own_page(self.ann, self.orders[self.ann], False)
        self._check_own_page(self.bob, self.orders[self.ann], True)

    def test_no_period(self):
        """When the period ends, so does the session, and no token opens the page."""
        self._expose_orders(own_page=True)
        order = self.orders[self.ann]
        for query in self._queries(order):
            self.ann.partner_id.customer_portal_end = False
            self.login(self.ann)
            self.assertEqual(self.get(order.access_url + query).status_code, 200)
            self.ann.partner_id.customer_portal_end = "2000-01-01"
            response = self.get(order.access_url + query)
            self.assertEqual(response.status_code, 303)
            self.assertNotIn("Secret", response.text)

    @mute_logger("odoo.addons.base.models.ir_actions_report")
    def test_sign(self):
        """The contact signs its quotation; a stranger does not, token or not."""
        order = self.orders[self.ann]
        order.require_payment = False
        token = order._portal_ensure_token()
        self._expose_orders(own_page=True)
        for user in (self.dan, None):
            if user:
                self.login(user)
            else:
                self.authenticate(None, None)
            for given in ("", token):
                self._sign(order, given)
                order.invalidate_recordset()
                self.assertFalse(order.signature)
                self.assertEqual(order.state, "sent")
        self.login(self.ann)
        self.assertIn("redirect_url", self._sign(order).text)
        order.invalidate_recordset()
        self.assertTrue(order.signature)
        self.assertEqual(order.state, "sale")

    def test_pay(self):
        """The contact pays its invoice on the app's page, as stock intends."""
        provider = self.env["payment.provider"].search(
            [("code", "=", "demo"), ("company_id", "=", self.env.company.id)]
        )
        provider.write({"state": "test", "is_published": True})
        method = self.env.ref("payment_demo.payment_method_demo")
        method.active = True
        invoice = self.invoices[self.ann]
        self._expose_invoices(own_page=True)
        params = {
            "provider_id": provider.id,
            "payment_method_id": method.id,
            "token_id": None,
            "amount": invoice.amount_total,
            "flow": "direct",
            "tokenization_requested": False,
            "landing_route": invoice.access_url,
            "access_token": invoice._portal_ensure_token(),
        }
        url = f"/invoice/transaction/{invoice.id}"
        for user in (self.dan, self.ann):
            self.login(user)
            with mute_logger("odoo.http"):
                answer = self.url_open(url, json={"params": params}).json()
            self.assertEqual("result" in answer, user == self.ann, answer)
        self.assertIn("o_payment_form", self.get(invoice.access_url).text)
        self.make_jsonrpc_request(
            "/payment/demo/simulate_payment",
            {
                "reference": answer["result"]["reference"],
                "payment_details": "1234",
                "simulated_state": "done",
            },
        )
        self.assertEqual(invoice.transaction_ids.mapped("state"), ["done"])
