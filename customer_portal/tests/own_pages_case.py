# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import Form, new_test_user

from .common_apps import AppsCase

#: A drawn signature: one red pixel.
SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAA"
    "AABJRU5ErkJggg=="
)


class OwnPagesCase(AppsCase):
    """Orders and invoices of several contacts, and sections that show them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, "test-manager", "customer_portal.group_manager"
        )
        cls.users = (cls.ann, cls.bob, cls.dan, cls.sue)
        cls.orders = {user: cls._order(user) for user in cls.users}
        cls.draft = cls._order(cls.ann, state="draft")
        cls.invoices = {user: cls._invoice(user) for user in cls.users}
        cls.draft_invoice = cls._invoice(cls.ann, posted=False)

    def _expose(self, model, code, domain, **values):
        """Make a section as a manager does, and give it to the shipped profiles.

        :return: ``customer.portal.section``
        """
        sections = self.env["customer.portal.section"].with_user(self.manager)
        with Form(sections) as form:
            form.model_id = self.env["ir.model"]._get(model)
            form.code = code
            form.domain = domain
        section = form.record.sudo()
        section.write(values)
        for profile, scope in (
            (self.profile_default, "own"),
            (self.profile_company, "company"),
        ):
            self.env["customer.portal.access"].create(
                {
                    "profile_id": profile.id,
                    "section_id": section.id,
                    "read_scope": scope,
                    "close_scope": "none",
                    "can_create": False,
                }
            )
        return section

    def _expose_orders(self, **values):
        domain = "[('state', '!=', 'draft')]"
        return self._expose("sale.order", "orders", domain, **values)

    def _expose_invoices(self, **values):
        domain = "[('state', '=', 'posted'), ('move_type', '=', 'out_invoice')]"
        return self._expose("account.move", "invoices", domain, **values)

    def _queries(self, record):
        token = record._portal_ensure_token()
        for query in ("", f"?access_token={token}"):
            yield query
            yield f"{query}{'&' if query else '?'}report_type=html"

    def _check_own_page(self, user, record, opens):
        """Check the page and its report, with a token and without."""
        if user:
            self.login(user)
        else:
            self.authenticate(None, None)
        missing = record.access_url.rpartition("/")[0] + "/2147483000"
        for query in self._queries(record):
            with self.subTest(user=user and user.name, name=record.name, query=query):
                response = self.get(record.access_url + query)
                if opens:
                    self.assertEqual(response.status_code, 200)
                    self.assertIn(record.name, response.text)
                    continue
                self.assertEqual(response.status_code, 303)
                self.assertNotIn("Secret", response.text)
                lost = self.get(missing + query)
                self.assertEqual(response.headers["Location"], lost.headers["Location"])

    def _sign(self, order, token=""):
        return self.url_open(
            f"/my/orders/{order.id}/accept?access_token={token}",
            json={"params": {"name": "Ann", "signature": SIGNATURE}},
        )
