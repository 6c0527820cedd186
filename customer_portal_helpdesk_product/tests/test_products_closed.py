# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.customer_portal.tests.common import comparable

from . import common
from .common import CANARY, LIST

MODELS = ("product.product", "product.template")


@tagged("-at_install", "post_install", "-standard", "with_apps")
class TestProductsClosed(common.ProductCase):
    """Of products customers get the names that are offered, and nothing else."""

    def setUp(self):
        super().setUp()
        self.ticket = self._ticket(self.ann, product_id=self.printer.id)

    def test_stock(self):
        """The portal opens no more of products than Odoo does without it."""
        self.env.company.customer_portal_without_profile = "standard"
        stranger = new_test_user(self.env, "stranger", "base.group_portal")
        self.assertIsNone(stranger._customer_portal_policy())
        for model in MODELS:
            for operation in ("read", "write", "create", "unlink"):
                with self.subTest(model=model, operation=operation):
                    ours, stock = (
                        self.env[model].with_user(user).has_access(operation)
                        for user in (self.ann, stranger)
                    )
                    self.assertEqual(ours, stock)
                    self.assertFalse(ours)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_orm(self):
        ticket = self.ticket.with_user(self.ann)
        self.assertEqual(ticket.product_id, self.printer, "the number of its own")
        product = self.printer.with_user(self.ann)
        for call in (
            lambda: product.read(["display_name"]),
            lambda: product.name,
            lambda: product.list_price,
            lambda: ticket.product_id.standard_price,
            lambda: product.search([]),
            lambda: product.name_search("Quill"),
            lambda: product.search_count([("barcode", "like", CANARY)]),
            lambda: ticket.search([("product_id.standard_price", ">", 1)]),
            lambda: product.helpdesk_ticket_ids,
        ):
            self.env.invalidate_all()
            with self.assertRaises(AccessError):
                call()

    @mute_logger("odoo.http")
    def test_rpc(self):
        self.login(self.ann)
        number = self.printer.id
        for model, method, args in (
            ("product.product", "read", [[number], ["display_name"]]),
            ("product.product", "web_search_read", [[], {"list_price": {}}]),
            ("product.product", "name_search", ["Quill"]),
            ("product.product", "search_count", [[("barcode", "like", CANARY)]]),
            ("product.template", "search_read", [[]]),
            ("product.product", "action_view_helpdesk_tickets", [[number]]),
            ("helpdesk.ticket", "read", [self.ticket.ids, ["product_id"]]),
            ("no.such.model", "read", [[number]]),
        ):
            params = {"model": model, "method": method, "args": args, "kwargs": {}}
            with self.assertRaises(JsonRpcException, msg=method) as caught:
                self.make_jsonrpc_request("/web/dataset/call_kw", params)
            self.assertEqual(caught.exception.code, 404, (model, method))

    def test_pages(self):
        """No page shows what the product keeps beside its name."""
        self.line.in_list = True
        self.access.write_scope = "own"
        self.login(self.ann)
        detail = f"{LIST}/{self.ticket.id}"
        for address in (
            LIST,
            f"{LIST}?q={CANARY}",
            f"{LIST}/new",
            f"{LIST}/export",
            f"{LIST}/choices/product_id?q=quill",
            detail,
            f"{detail}/edit",
        ):
            response = self.get(address)
            self.assertEqual(response.status_code, 200, address)
            text = response.text.replace(f"q={CANARY}", "").replace(f"“{CANARY}”", "")
            text = text.replace(f'value="{CANARY}"', "")
            for secret in (CANARY, "8765", "8,765", "5678", "5,678"):
                self.assertNotIn(secret, text, address)

    def test_files(self):
        """Its picture and files look missing, as those of a product that is not."""
        self.printer.image_1920 = (
            b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAA"
            b"AABJRU5ErkJggg=="
        )
        file = self.env["ir.attachment"].create(
            {
                "name": "manual.txt",
                "raw": CANARY.encode(),
                "res_model": "product.template",
                "res_id": self.printer.product_tmpl_id.id,
            }
        )
        self.login(self.ann)
        gone = 2**31 - 5
        for address, missing in (
            (
                f"/web/image/product.product/{self.printer.id}/image_1920",
                f"/web/image/product.product/{gone}/image_1920",
            ),
            (f"/web/content/{file.id}", f"/web/content/{gone}"),
            (
                f"{LIST}/{self.ticket.id}/attachments/{file.id}",
                f"{LIST}/{self.ticket.id}/attachments/{gone}",
            ),
        ):
            with self.subTest(address=address):
                found, lost = self.get(address), self.get(missing)
                self.assertEqual(found.status_code, lost.status_code)
                # an error page names its own address, and has a token of its second
                bodies = {
                    comparable(page.text.replace(own, ""))
                    for page, own in ((found, address), (lost, missing))
                }
                self.assertEqual(len(bodies), 1)
