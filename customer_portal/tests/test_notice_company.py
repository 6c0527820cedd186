# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import re

from odoo.tests import tagged

from . import common
from .notice_case import ANN, NoticeCase
from .smtp_sink import text_of
from .test_files import picture


@tagged("-at_install", "post_install", "without_website")
class TestNoticeCompany(NoticeCase):
    """Mails are of the company that the record belongs to."""

    def test_second_company(self):
        ours = self.env.company
        second = self.env["res.company"].create(
            {
                "name": "Nordica Spain",
                "email": "hola@nordica.example",
                "street": "Calle Mayor 7",
                "zip": "28013",
                "city": "Madrid",
                "phone": "+34 91 0000",
                "logo": base64.b64encode(picture()),
            }
        )
        domain = self.env["mail.alias.domain"].create(
            {"name": "spain.example", "company_ids": second.ids}
        )
        team = self.env["helpdesk.ticket.team"].create(
            {"name": "Spain", "company_id": second.id, "alias_name": "ayuda"}
        )
        team.alias_domain_id = domain
        (self.ann | self.agent).company_ids += second
        self.ticket.write({"team_id": team.id, "company_id": second.id})
        self._leaving()
        self._comment(self.agent)
        of_second = self._leaving()[ANN]
        self.ticket.write({"team_id": self.team.id, "company_id": ours.id})
        self._leaving()
        self._comment(self.agent)
        of_ours = self._leaving()[ANN]
        for mail, company, other, alias in (
            (of_second, second, ours, "ayuda@spain.example"),
            (of_ours, ours, second, self.team.alias_email),
        ):
            with self.subTest(company=company.name):
                self.assertIn(alias, mail["Reply-To"])
                html, plain = text_of(mail), mail.get_body(("plain",)).get_content()
                for part in (company.name, company.street, company.phone):
                    self.assertIn(part, html)
                    self.assertIn(part, plain)
                self.assertNotIn(other.street, html)
                self.assertEqual(
                    f"/logo.png?company={company.id}" in html,
                    not company.uses_default_logo,
                )
                self.assertNotIn(f"company={other.id}", html)

    def test_sender(self):
        """Who wrote is named; the address is one from which the company sends."""
        self._comment(self.agent)
        self.assertIn(self.agent.name, self._leaving()[ANN]["From"])
        self._move(self.done)
        self.assertIn(self.env.company.name, self._leaving()[ANN]["From"])


@tagged("-at_install", "post_install", "without_website")
class TestNoticeLink(common.PortalHttpCase):
    """The button of a mail leads through the login to the record."""

    def test_link(self):
        ticket = self._ticket(self.ann, "Printer")
        row = self.profile_default.notice_ids.filtered(lambda r: r.event == "closed")
        [mail] = row._compose(self.ann, ticket, {}).values()
        [url] = re.findall(r'href="([^"]*/my/records/[^"]*)"', mail)
        self.assertTrue(url.endswith(f"/my/records/tickets/{ticket.id}"), url)
        path = url.removeprefix(ticket.get_base_url())
        self.authenticate(None, None)
        response = self.url_open(path)
        page = common.html.fromstring(response.text)
        [redirect] = page.xpath("//form//input[@name='redirect']/@value")
        response = self.post(
            "/web/login",
            {
                "login": self.ann.login,
                "password": common.PASSWORD,
                "redirect": redirect,
            },
        )
        self.assertEqual(response.status_code, 303)
        self.assertURLEqual(response.headers["Location"], path)
        # to whom it is not meant the record is missing
        self.login(self.dan)
        self.assertEqual(self.get(path).status_code, 404)
