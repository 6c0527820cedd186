# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_apps import AppsCase

#: The lists that apps add to Odoo's portal.
LISTS = (
    "/my/orders",
    "/my/orders/page/2",
    "/my/quotes",
    "/my/invoices",
    "/my/invoices/overdue",
    "/my/tasks?search_in=name&search=Secret",
    "/my/tasks?groupby=none&sortby=name",
    "/my/tasks/page/2",
    "/my/projects",
    "/my/purchase",
    "/my/purchase?filterby=all",
    "/my/rfq",
)
COUNTERS = (
    *("quotation_count", "order_count", "invoice_count", "bill_count"),
    *("overdue_invoice_count", "project_count", "task_count", "rfq_count"),
    "purchase_count",
)


@tagged("-at_install", "post_install", "-standard", "with_apps")
class TestApps(AppsCase):
    """A profile that grants tickets grants nothing of Odoo's other apps."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.documents = cls._documents(cls.ann)
        cls.by_model = {record._name: record for record in cls.documents}

    def _check_redirect(self, response, location):
        self.assertEqual(response.status_code, 303, response.url)
        self.assertURLEqual(response.headers["Location"], location)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_orm(self):
        for records in self.documents:
            with self.subTest(model=records._name):
                self.assertTrue(records)
                as_ann = records.with_user(self.ann)
                for operation in ("read", "write", "create", "unlink"):
                    self.assertFalse(as_ann.has_access(operation))
                for call in (
                    lambda r=as_ann: r.read(["display_name"]),
                    lambda r=as_ann: r.search([]),
                    lambda r=as_ann: r.search_count([("id", "in", r.ids)]),
                    lambda r=as_ann: r.formatted_read_group([], [], ["__count"]),
                ):
                    with self.assertRaises(AccessError):
                        call()

    def test_lists(self):
        """A list of Odoo's portal leads to the home, whatever is asked of it."""
        self.login(self.ann)
        for url in LISTS:
            with self.subTest(url=url):
                self._check_redirect(self.get(url), "/my")
        counts = self.make_jsonrpc_request("/my/counters", {"counters": list(COUNTERS)})
        self.assertFalse(counts)

    def test_documents(self):
        """No document opens, by right or by token, as page, PDF or action."""
        self.login(self.ann)
        for records in self.documents:
            record = records[0]
            url = record._fields.get("access_url") and record.access_url
            if not url or url == "#":
                continue
            token = record._portal_ensure_token()
            missing = url.rpartition("/")[0] + "/2147483000"
            for query in (
                "",
                f"?access_token={token}",
                "?report_type=pdf",
                f"?report_type=pdf&download=true&access_token={token}",
                f"?report_type=html&access_token={token}",
                f"?access_token={token}&update=True&acknowledge=1",
            ):
                with self.subTest(url=url, query=query):
                    self._check_redirect(self.get(url + query), "/my")
                    self._check_redirect(self.get(missing + query), "/my")

    def test_documents_beside(self):
        """Neither do their subordinate pages, and actions change nothing."""
        order, project = self.by_model["sale.order"], self.by_model["project.project"]
        task, picking = self.by_model["project.task"], self.by_model["stock.picking"]
        invoice = self.by_model["account.move"]
        tokens = {r: r._portal_ensure_token() for r in (order, project, invoice)}
        self.login(self.ann)
        for url in (
            f"/my/projects/{project.id}/task/{task.id}?access_token={tokens[project]}",
            f"/my/projects/{project.id}/task/{task.id}/subtasks",
            f"/my/projects/{project.id}/project_sharing",
            f"/my/picking/pdf/{picking.id}?access_token={tokens[order]}",
            f"/my/orders/{order.id}/document/1?access_token={tokens[order]}",
            f"/my/orders/{order.id}/download_edi?access_token={tokens[order]}",
        ):
            with self.subTest(url=url):
                self._check_redirect(self.get(url), "/my")
        before = order.read(["state", "signature", "signed_by"])
        for action in ("accept", "transaction", "decline"):
            url = f"/my/orders/{order.id}/{action}?access_token={tokens[order]}"
            values = {"name": "x", "signature": "eA==", "access_token": tokens[order]}
            response = self.url_open(url, json={"params": values})
            self.assertNotIn("Secret", response.text)
        with mute_logger("odoo.http"):
            response = self.url_open(
                f"/invoice/transaction/{invoice.id}",
                json={"params": {"access_token": tokens[invoice]}},
            )
        self.assertIn("error", response.json())
        order.invalidate_recordset()
        self.assertEqual(order.read(["state", "signature", "signed_by"]), before)

    def test_mail_routes(self):
        self.login(self.ann)
        for records in self.documents:
            record = records[0]
            if "message_ids" not in record._fields:
                continue
            with self.subTest(model=record._name):
                record.message_post(
                    body="Secret word",
                    message_type="comment",
                    subtype_xmlid="mail.mt_comment",
                )
                params = {"thread_model": record._name, "thread_id": record.id}
                with mute_logger("odoo.http"):
                    response = self.url_open(
                        "/mail/thread/messages", json={"params": params}
                    )
                self.assertNotIn("Secret", response.text)
                response = self.get(
                    f"/mail/view?model={record._name}&res_id={record.id}"
                )
                self.assertNotIn("Secret", response.text)

    def test_home(self):
        self.login(self.ann)
        self.ann.partner_id.user_id = self.agent
        self.assertEqual(self.get("/my").status_code, 200)
        for page in ("/my/account", "/my/security", "/my/addresses", "/my/address"):
            with self.subTest(page=page):
                self.assertEqual(self.get(page).status_code, 200)
        self.assertEqual(self.get("/my/payment_method").status_code, 200)

    def test_home_without_profile(self):
        """Odoo's home has no tile of an app for who has nothing but its account."""
        self.ann.partner_id.customer_portal_profile_id = False
        self.ann.partner_id.user_id = self.agent
        self.login(self.ann)
        page = self.page("/my")
        self.assertTrue(page.xpath("//a[@href='/my/security']"))
        cards = page.xpath(
            "//div[hasclass('o_portal_index_card') and not(hasclass('d-none'))]//a"
        )
        allowed = ("/my/account", "/my/addresses", "/my/security", "/my/payment_method")
        for card in cards:
            self.assertTrue(card.get("href").startswith(allowed), card.get("href"))
        for url in LISTS:
            self._check_redirect(self.get(url), "/my")

    def test_payment(self):
        """Odoo's page to pay an amount works, for the own contact."""
        self.login(self.ann)
        response = self.get("/payment/pay?amount=10")
        self.assertEqual(response.status_code, 200)
        self.assertIn("o_payment_form", response.text)
        self.assertIn("Ann", response.text)
