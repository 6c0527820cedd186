# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .sections_case import SectionsCase

#: What customers want to see of the apps' models: title, state, date, amount, customer.
PROPOSED = {
    "sale.order": ("name", "state", "date_order", "amount_total", "partner_id"),
    "account.move": ("name", "state", "invoice_date", "amount_total", "partner_id"),
    "purchase.order": ("name", "state", "date_order", "amount_total", "partner_id"),
    "project.task": ("name", "state", "date_deadline", "partner_id"),
    "crm.lead": ("name", "stage_id", "expected_revenue", "partner_id"),
    "stock.picking": ("name", "state", "date_deadline", "partner_id"),
    "calendar.event": ("name", "start", "partner_ids"),
}


class ProposalCase(SectionsCase):
    def _lines(self, form):
        names = {}
        for index in range(len(form.field_ids)):
            with form.field_ids.edit(index) as line:
                names[line.field_id.name] = line.in_list
        return names


@tagged("-at_install", "post_install", "with_apps")
class TestProposals(ProposalCase):
    """A manager chooses a model; the rest of a section is proposed."""

    def test_proposals(self):
        form = self._form("helpdesk.ticket")
        self.assertEqual(form.name, "Helpdesk Tickets")
        self.assertEqual(form.singular, "Helpdesk Ticket")
        self.assertEqual(form.code, "helpdesk-tickets")
        self.assertEqual(form.icon, "fa-life-ring")
        self.assertEqual(form.contact_path, "partner_id")
        self.assertEqual(form.company_path, "commercial_partner_id")
        self.assertEqual(form.state_field, "customer_portal_state")
        self.assertIn("number desc", form.order)
        lines = self._lines(form)
        for name in (
            *("number", "name", "partner_id", "customer_portal_state"),
            "create_date",  # for want of a date that says more
        ):
            self.assertTrue(lines[name], name)
        section = form.save()
        self.assertFalse(section.problem)

    def test_every_model(self):
        """Whatever the model, the proposal can be saved, or lacks the path alone."""
        Sections = self.env["customer.portal.section"]
        models = self.env["ir.model"].search(
            [("transient", "=", False), ("abstract", "=", False)]
        )
        saved = 0
        for model in models:
            with self.subTest(model.model):
                section = Sections.new({"model_id": model.id})
                section._onchange_model_id()
                self.assertTrue(section.name and section.code and section.order)
                self.assertFalse(section._get_order_problem())
                self.assertFalse(section.field_ids._get_problems())
                if section.contact_path:
                    saved += 1
                    self.assertFalse(section._get_problem())
        self.assertGreater(saved, 20)

    def test_path_through_another_record(self):
        form = self._form("mail.followers")
        self.assertEqual(form.contact_path, "partner_id")
        section = self.env["customer.portal.section"]
        self.assertEqual(section._propose_path("res.partner"), "id")
        self.assertEqual(section._propose_path("res.country"), False)

    def test_chosen_values_stay(self):
        form = self._form()
        form.name = "Our contacts"
        form.model_id = self.env["ir.model"]._get("res.partner")
        self.assertEqual(form.name, "Our contacts")
        self.assertEqual(form.code, "contacts")
        self.assertEqual(form.contact_path, "id")
        self.assertIn("email", self._lines(form))
        # another model: what was proposed changes, what was chosen does not
        form.model_id = self.env["ir.model"]._get("helpdesk.ticket")
        self.assertEqual(form.name, "Our contacts")
        self.assertEqual(form.code, "helpdesk-tickets")
        self.assertEqual(form.contact_path, "partner_id")
        self.assertNotIn("email", self._lines(form))
        self.assertIn("number", self._lines(form))

    def test_plural(self):
        section = self.env["customer.portal.section"]
        for name, plural in (
            ("Ticket", "Tickets"),
            ("Activity", "Activities"),
            ("Survey", "Surveys"),
            ("Address", "Addresses"),
            ("Status", "Statuses"),
            ("Box", "Boxes"),
            ("Bank Accounts", "Bank Accounts"),
        ):
            self.assertEqual(section._propose_plural(name), plural)

    def test_code_is_free(self):
        for code in ("contacts", "contacts-2"):
            with self._form("res.partner") as form:
                self.assertEqual(form.code, code)
        self.env["customer.portal.section"].search(
            [("code", "=", "contacts")]
        ).active = False
        self.assertEqual(self._form("res.partner").code, "contacts-3")


@tagged("-at_install", "post_install", "-standard", "with_apps")
class TestProposalsWithApps(ProposalCase):
    """What is proposed of the models that sales, invoices, projects and more bring."""

    def test_what_customers_want_to_see(self):
        for model, names in PROPOSED.items():
            with self.subTest(model=model):
                form = self._form(model)
                self.assertTrue(form.contact_path.startswith("partner_id"), model)
                lines = self._lines(form)
                self.assertLessEqual(
                    set(names), {n for n, shown in lines.items() if shown}
                )
                self.assertFalse(form.save().problem)
