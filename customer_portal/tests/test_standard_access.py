# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged
from odoo.tools import mute_logger

from .own_pages_case import OwnPagesCase

COUNTERS = ("quotation_count", "invoice_count")
#: By model the list of it in Odoo's portal.
LISTS = {
    "sale.order": "/my/quotes",
    "account.move": "/my/invoices",
    "purchase.order": "/my/rfq",
    "project.task": "/my/tasks",
    "project.project": "/my/projects",
}


@tagged("-at_install", "post_install", "-standard", "with_apps")
class TestStandardAccess(OwnPagesCase):
    """Whom no policy concerns: Odoo's own pages are for them as Odoo has them."""

    @mute_logger("odoo.addons.base.models.ir_actions_report")
    def test_anonymous(self):
        """A quotation opens by its token for who has no login, as in stock."""
        order = self.orders[self.dan]
        order.require_payment = False
        token = order._portal_ensure_token()
        url = f"{order.access_url}?access_token="
        self.assertEqual(self.get(f"{url}wrong").status_code, 303)
        self.assertIn("Secret product", self.get(f"{url}{token}").text)
        self.assertIn("redirect_url", self._sign(order, token).text)
        order.invalidate_recordset()
        self.assertEqual(order.state, "sale")
        other = self.orders[self.ann]
        self._expose_orders(own_page=True)
        self._check_own_page(None, other, False)
        self._sign(other, other.access_token)
        other.invalidate_recordset()
        self.assertEqual(other.state, "sent")

    def _standard(self):
        """Leave Ann and Dan to Odoo's standard access."""
        self.env.company.customer_portal_without_profile = "standard"
        (self.ann + self.dan).partner_id.customer_portal_profile_id = False

    def test_standard_user(self):
        """Odoo's standard access stays, of exposed models too, but for tokens."""
        self._standard()
        order, foreign = self.orders[self.ann], self.orders[self.dan]
        self._expose_orders()
        self.login(self.ann)
        self.assertIn("Secret product", self.get(order.access_url).text)
        self.assertIn(order.name, self.get("/my/quotes").text)
        self._check_own_page(self.ann, foreign, False)
        counters = self.make_jsonrpc_request(
            "/my/counters", {"counters": list(COUNTERS)}
        )
        for name in COUNTERS:
            self.assertTrue(counters[name], name)

    def test_standard_user_in_every_app(self):
        """Lists, pages and subordinate pages of all apps are as Odoo has them."""
        self._standard()  # first: who loses its profile follows nothing any more
        documents = {u: self._named(u) for u in (self.ann, self.dan)}
        self._expose("project.task", "tasks", "[]")
        for user, foreign in ((self.ann, self.dan), (self.dan, self.ann)):
            self.login(user)
            for (name, page), record in documents[user].items():
                with self.subTest(user=user.name, model=name):
                    listed = self.get(f"{page}?size=100")
                    self.assertEqual(listed.status_code, 200)
                    self.assertIn(record.name, listed.text)
                    self.assertNotIn(documents[foreign][name, page].name, listed.text)
                    response = self.get(record.access_url)
                    self.assertEqual(response.status_code, 200)
                    self.assertIn(record.name, response.text)
                    other = documents[foreign][name, page]
                    response = self.get(other.access_url)
                    self.assertNotEqual(response.status_code, 200)
                    self.assertNotIn(other.name, response.text)
            task = documents[user]["project.task", "/my/tasks"]
            response = self.get(f"{task.project_id.access_url}/task/{task.id}")
            self.assertIn(task.name, response.text)

    def _named(self, user):
        """Make documents of all apps that are found by their name.

        :return: records by model and the address of its list
        """
        records = {r._name: r for r in self._documents(user)}
        for model in ("project.project", "project.task"):
            records[model].name = f"{records[model].name} of {user.name}"
            records[model].message_subscribe(user.partner_id.ids)
        records["sale.order"] = self.orders[user]
        return {(model, page): records[model] for model, page in LISTS.items()}

    def test_internal_user(self):
        self._expose_orders()
        order = self.orders[self.ann]
        self.agent.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        self._check_own_page(self.agent, order, True)
