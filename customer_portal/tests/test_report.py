# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from . import common


@tagged("-at_install", "post_install")
class TestReport(common.PortalHttpCase):
    """A record as PDF: where the section says so, and nothing is hidden."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.ui.view"].create(
            {
                "name": "Test ticket",
                "type": "qweb",
                "key": "customer_portal.test_report_ticket",
                "arch": """<t t-name="customer_portal.test_report_ticket">
                    <t t-call="web.html_container"><t t-foreach="docs" t-as="doc">
                        <main><p t-field="doc.name" /></main>
                    </t></t></t>""",
            }
        )
        cls.report = cls.env["ir.actions.report"].create(
            {
                "name": "Ticket",
                "model": "helpdesk.ticket",
                "report_type": "qweb-pdf",
                "report_name": "customer_portal.test_report_ticket",
            }
        )
        cls.ticket = cls._ticket(cls.ann, "Printer")
        cls.url = f"/my/records/tickets/{cls.ticket.id}"
        cls.line = cls.env.ref("customer_portal.profile_default_tickets")

    def _button(self):
        return self.page(self.url).xpath("//a[@name='pdf']/@href")

    def test_none(self):
        self.login(self.ann)
        self.assertFalse(self._button())
        self.assertEqual(self.get(f"{self.url}/pdf").status_code, 404)

    def test_owner(self):
        self.section.report_id = self.report
        self.login(self.ann)
        self.assertEqual(self._button(), [f"{self.url}/pdf"])
        response = self.get(f"{self.url}/pdf")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertIn("attachment", response.headers["Content-Disposition"])
        # a test renders what wkhtmltopdf would be given
        self.assertIn(b"Printer", response.content)
        self.assertEqual(self.post(f"{self.url}/pdf").status_code, 405)

    def test_stranger(self):
        self.section.report_id = self.report
        for user in (self.dan, self.sue, self.eve):
            self.login(user)
            self.assertEqual(self.get(f"{self.url}/pdf").status_code, 404, user.name)
        self.authenticate(None, None)
        self.assertEqual(self.get(f"{self.url}/pdf").status_code, 303)

    def test_hidden(self):
        """A report shows all there is: no field may be hidden from its reader."""
        self.section.report_id = self.report
        priority = self.section.field_ids.filtered(lambda f: f.name == "priority")
        priority.required = False
        self.line.hidden_field_ids = [Command.link(priority.id)]
        self.login(self.ann)
        self.assertFalse(self._button())
        self.assertEqual(self.get(f"{self.url}/pdf").status_code, 404)

    def test_other_model(self):
        report = self.env["ir.actions.report"].search(
            [("model", "!=", "helpdesk.ticket")], limit=1
        )
        with self.assertRaisesRegex(ValidationError, "no PDF report"):
            self.section.report_id = report
