# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import csv
import io
import re

from odoo.tests import tagged

from . import common

LIST = "/my/records/tickets"
STATES = ["Nuovo", "Aperto", "In attesa", "Chiuso"]
STAGES = {
    "Nuovo": "new",
    "Aperto": "in_progress",
    "In attesa": "awaiting",
    "Chiuso": "done",
}
#: What people read or hear of a page, but for countries and the names of languages.
TEXTS = """
//*[contains(@class, 'cp-frame') or contains(@class, 'cp-door')]
    //text()[not(ancestor::script or ancestor::style or ancestor::*[@hreflang]
                 or ancestor::select[@name = 'country_id'])]
| //*[contains(@class, 'cp-frame') or contains(@class, 'cp-door')]
    //@*[name() = 'aria-label' or name() = 'title' or name() = 'placeholder'
         or name() = 'alt']
"""
#: Words of the interface that are the same in both languages.
ALIKE = {
    "CSV",
    "Email",
    "Feature",
    "File",
    "Home",
    "Password",
    "Password:",
    "PDF",
    "Ticket",
    "XLSX",
}


@tagged("-at_install", "post_install", "without_website")
class TestItalian(common.PortalHttpCase):
    """An Italian contact reads Italian, everywhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("it_IT")
        cls.env["helpdesk.ticket"].search([]).unlink()
        cls.env.ref("customer_portal.profile_default_tickets").write(
            {"write_scope": "own", "delete_scope": "own"}
        )
        cls.ann.lang = "it_IT"
        cls.tickets = {
            state: cls._ticket(
                cls.ann,
                f"Xyz {number}",
                stage_id=cls.env.ref(f"helpdesk_mgmt.helpdesk_ticket_stage_{stage}").id,
            )
            for number, (state, stage) in enumerate(STAGES.items())
        }

    def _get(self, url, lang="it"):
        """GET a page in a language.

        :return: lxml element
        """
        code = {"it": "it_IT", "en": "en_US"}[lang]
        self.opener.cookies["frontend_lang"] = code
        response = self.url_open(f"/it{url}" if lang == "it" else url)
        self.assertEqual(response.status_code, 200, url)
        page = common.html.fromstring(response.text)
        self.assertEqual(page.get("lang"), code.replace("_", "-"), url)
        return page

    def test_states(self):
        """In list, search, filter, detail, chart and export."""
        self.login(self.ann)
        page = self._get(LIST)
        shown = self.texts(page, "//td//*[contains(@class, 'cp-state ')]")
        self.assertCountEqual(shown, STATES)
        choices = self.texts(page, "//tr[contains(@class, 'searches')]//option")
        self.assertLessEqual({"Tutti", *STATES}, set(choices))
        heads = self.texts(page, "//th[starts-with(@name, 'th_')]")
        self.assertIn("Titolo", heads)
        [count] = self.texts(page, "//*[@data-cp-part='count']")
        self.assertEqual(count, "1 - 4 di 4")
        for state, ticket in self.tickets.items():
            detail = self._get(f"{LIST}/{ticket.id}")
            [badge] = self.texts(
                detail,
                "//*[contains(@class, 'cp-head')]//*[contains(@class, 'cp-state ')]",
            )
            self.assertEqual(badge, state)
        chart = self.texts(
            self._get("/my"), "//table[contains(@class, 'cp-legend')]//th"
        )
        self.assertEqual(chart, [*STATES[:3], "Chiusi (30 giorni)"])
        text = self.url_open(f"/it{LIST}/export?format=csv").content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual(list(rows[0]), heads)
        self.assertCountEqual([row["Stato"] for row in rows], STATES)
        # what is typed into the box for all columns is Italian, too
        found = self._get(f"{LIST}?q=in+attesa")
        self.assertEqual(self.texts(found, "//td[@name='td_name']"), ["Xyz 2"])

    def _words(self, url, lang):
        """Return the texts of a page that have words of the interface."""
        page = self._get(url, lang)
        texts = {" ".join(str(text).split()) for text in page.xpath(TEXTS)}
        return {
            text
            for text in texts - self._get_data()
            if re.search(r"[^\W\d_]{2}", text) and self.env.company.name not in text
        }

    def _get_data(self):
        """Return what is no word of the interface but somebody's."""
        tickets = self.env["helpdesk.ticket"].search([])
        categories = self.env["helpdesk.ticket.category"].search([])
        users = self.ann | self.agent
        return {
            "It stops.",
            self.acme.name,
            self.ann.partner_id.display_name,
            *tickets.mapped("name"),
            *tickets.mapped("number"),
            *tickets.mapped("display_name"),
            *categories.mapped("display_name"),
            *users.mapped("name"),
            *users.mapped("email"),
        }

    def _check_words(self, urls):
        for url in urls:
            english, italian = self._words(url, "en"), self._words(url, "it")
            with self.subTest(url=url):
                self.assertGreater(len(italian), 3)
                self.assertFalse((english & italian) - ALIKE)

    def test_no_english_word(self):
        self.login(self.ann)
        ticket = self.tickets["Aperto"]
        self._check_words(
            (
                "/my",
                LIST,
                f"{LIST}?q=12345",
                f"{LIST}/new",
                f"{LIST}/{ticket.id}",
                f"{LIST}/{self.tickets['Chiuso'].id}",
                f"{LIST}/{ticket.id}/edit",
                f"{LIST}/{ticket.id}/delete",
                "/my/account",
                "/my/mail",
                "/my/mail/sent",
                "/my/security",
                "/my/addresses",
            )
        )

    def test_doors(self):
        self.env.company.customer_portal_registration = "agent"
        self._check_words(("/web/login", "/my/register", "/my/register/sent"))
