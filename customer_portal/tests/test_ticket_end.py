# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common

NEW = "/my/records/tickets/new"


@tagged("-at_install", "post_install", "without_website")
class TestTicketEnd(common.PortalHttpCase):
    """What can be done with a closed ticket: reopen, go on in a new one, rate."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.done = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")

    def _closed(self, user=None, days=0, **values):
        closed = fields.Datetime.now() - timedelta(days)
        return self._ticket(
            user or self.ann, stage_id=self.done.id, closed_date=closed, **values
        )

    def _url(self, ticket):
        return f"/my/records/tickets/{ticket.id}"

    def _offers(self, user, ticket):
        """Return the names of what the page of a ticket offers."""
        self.login(user)
        page = self.page(self._url(ticket))
        names = ("reopen_to_comment", "follow_up", "rate", "send", "close")
        return {n for n in names if page.xpath(f"//*[@name='{n}']")}

    def _post_quietly(self, url, data=None):
        with mute_logger("odoo.http"):
            return self.post(url, data).status_code

    def test_offers(self):
        self.assertEqual(
            self._offers(self.ann, self._closed()), {"reopen_to_comment", "rate"}
        )
        late = self._closed(days=31)
        self.assertEqual(self._offers(self.ann, late), {"follow_up", "rate"})
        self.assertEqual(self._offers(self.bob, late), {"follow_up"})
        # who may not reopen a colleague's ticket has a way as well
        self.assertEqual(self._offers(self.bob, self._closed()), {"follow_up"})
        self.assertEqual(
            self._offers(self.ann, self._ticket(self.ann)), {"send", "close"}
        )
        assigned = self._closed(customer_portal_collaborator_id=self.eve.partner_id.id)
        self.assertEqual(self._offers(self.eve, assigned), set())

    def test_refused(self):
        """A closed ticket takes no comment, file, change or second end."""
        ticket = self._closed(days=31)
        line = self.env.ref("customer_portal.profile_default_tickets")
        line.write_scope = "own"
        self.login(self.ann)
        before = ticket.message_ids
        for path, data in (
            ("/comments", {"body": "Late"}),
            ("/comments", {"body": "Late", "private": "1"}),
            ("/attachments", {}),
            ("/edit", {"name": "Late"}),
            ("/close", {}),
            ("/reopen", {}),
        ):
            status = self._post_quietly(f"{self._url(ticket)}{path}", data)
            self.assertIn(status, (303, 422), path)
            self.env.invalidate_all()
            self.assertEqual(ticket.stage_id, self.done, path)
            self.assertEqual(ticket.message_ids, before, path)
            self.assertEqual(ticket.name, "Printer", path)

    def test_create_chooses_no_state(self):
        """Whatever else the form sends, it decides neither state nor person."""
        self.login(self.ann)
        values = {"name": "Forged", "description": "x", "priority": "1"}
        forged = {
            "stage_id": self.done.id,
            "customer_portal_state": "closed",
            "user_id": self.ann.id,
            "partner_id": self.dan.partner_id.id,
            "customer_portal_hours": "5",
            "customer_portal_days": "5",
            "team_id": "1",
            "closed_date": "2026-01-01",
            "customer_portal_collaborator_id": self.eve.partner_id.id,
        }
        self.assertEqual(self._post_quietly(NEW, values | forged), 303)
        ticket = self.env["helpdesk.ticket"].search([("name", "=", "Forged")])
        self.assertEqual(ticket.customer_portal_state, "new")
        self.assertEqual(ticket.user_id, self.agent)
        self.assertEqual(ticket.partner_id, self.ann.partner_id)
        self.assertFalse(ticket.customer_portal_hours or ticket.customer_portal_days)
        self.assertFalse(ticket.customer_portal_collaborator_id)
        self.assertEqual(ticket.customer_portal_severity, "minor")

    def test_choices(self):
        """What the form offers, in its order."""
        self.login(self.ann)
        page = self.page(NEW)
        for name, expected in (
            ("customer_portal_severity", "minor major feature critical"),
            ("priority", "0 1 2 3"),
        ):
            values = page.xpath(f"//select[@name='{name}']/option/@value")
            self.assertEqual([v for v in values if v], expected.split())
        labels = self.texts(page, "//select[@name='priority']/option[@value!='']")
        self.assertEqual(labels, ["Low", "Normal", "High", "Urgent"])

    def test_severity(self):
        self.login(self.ann)
        values = {"description": "x", "priority": "1"}
        for severity, status in (("critical", 303), ("forged", 422), ("", 303)):
            form = {"name": f"S{severity}.", "customer_portal_severity": severity}
            self.assertEqual(self._post_quietly(NEW, values | form), status)
            made = self.env["helpdesk.ticket"].search([("name", "=", form["name"])])
            expected = {"critical": "critical", "": "minor"}.get(severity, False)
            self.assertEqual(made.customer_portal_severity, expected)

    def test_effort(self):
        """Agents enter it, customers read it where their profile shows it."""
        ticket = self._ticket(self.ann, customer_portal_hours=2.5)
        self.login(self.ann)
        path = "//dd[@name='field_customer_portal_hours']"
        self.assertEqual(self.texts(self.page(self._url(ticket)), path), ["2.5"])
        line = self.env.ref("customer_portal.profile_default_tickets")
        line.hidden_field_ids = self.env.ref("customer_portal.section_tickets_hours")
        self.assertFalse(self.page(self._url(ticket)).xpath(path))

    def test_follow_up(self):
        former = self._closed(days=31)
        self.login(self.ann)
        page = self.page(self._url(former))
        [link] = page.xpath("//a[@name='follow_up']/@href")
        form = self.page(link)
        [follows] = form.xpath("//input[@name='follows']/@value")
        self.assertIn(former.number, form.text_content())
        values = {"name": "Again", "description": "x", "priority": "1"}
        answer = self.post(NEW, values | {"follows": follows})
        self.assertEqual(answer.status_code, 303)
        ticket = self.env["helpdesk.ticket"].search([("name", "=", "Again")])
        self.assertEqual(ticket.customer_portal_previous_id, former)
        page = self.page(self._url(ticket))
        [link] = page.xpath("//p[@class='cp-follows']/a")
        self.assertEqual(link.get("href"), self._url(former))
        former.partner_id = self.dan.partner_id
        page = self.page(self._url(ticket))
        self.assertFalse(page.xpath("//p[@class='cp-follows']"), "it is gone")

    def test_follow_up_of_others(self):
        """What cannot be read counts as absent, and tells nothing."""
        foreign = self._closed(self.dan, days=31, name="Foreign secret")
        self.login(self.ann)
        values = {"description": "x", "priority": "1"}
        others = (foreign.id, 2**31 - 1, 0, -1, "x", "²", "9" * 30)
        for number, follows in enumerate(others):
            form = self.page(f"{NEW}?follows={follows}")
            self.assertFalse(form.xpath("//input[@name='follows']"), follows)
            self.assertNotIn("Foreign", form.text_content())
            data = values | {"name": f"F{number}", "follows": follows}
            self.assertEqual(self._post_quietly(NEW, data), 303)
            made = self.env["helpdesk.ticket"].search([("name", "=", f"F{number}")])
            self.assertEqual(len(made), 1)
            self.assertFalse(made.customer_portal_previous_id)

    def test_rating(self):
        ticket = self._closed()
        self.login(self.ann)
        url = f"{self._url(ticket)}/rating"
        for wrong in ({}, {"rating": "0"}, {"rating": "6"}, {"rating": "5.0"}):
            self.assertEqual(self._post_quietly(url, wrong), 422)
        self.assertFalse(ticket.rating_ids)
        said = {"rating": "4", "feedback": "Quick <b>help</b>"}
        self.assertEqual(self._post_quietly(url, said), 303)
        rating = ticket.rating_ids
        self.assertEqual((rating.rating, rating.feedback), (4, said["feedback"]))
        self.assertEqual(rating.partner_id, self.ann.partner_id)
        self.assertEqual(rating.rated_partner_id, self.agent.partner_id)
        self.assertEqual(ticket.rating_last_value, 4)
        [shown] = self.texts(self.page(self._url(ticket)), "//div[@name='rated']")
        self.assertIn("4 of 5", shown)
        self.assertIn("Quick <b>help</b>", shown)
        self.assertNotIn("rate", self._offers(self.ann, ticket))
        log = ticket.message_ids.filtered("is_internal").sorted("id")[-1:]
        self.assertIn("★★★★☆", log.body)
        self.assertEqual(self._post_quietly(url, {"rating": "1"}), 404, "once")
        self.assertEqual(self.get(url).status_code, 405)
        self.assertEqual(ticket.rating_ids, rating)

    def test_rating_of_others(self):
        """Its contact alone rates a ticket, closed, if its profile asks."""
        ticket = self._closed(customer_portal_collaborator_id=self.eve.partner_id.id)
        url = f"{self._url(ticket)}/rating"
        company = {f"{r}_scope": "company" for r in ("read", "comment", "close")}
        self.env.ref("customer_portal.profile_company_tickets").write(company)
        self.profile_collaborator.asks_rating = True
        for user in (self.bob, self.eve, self.dan, self.sue):
            self.login(user)
            self.assertEqual(self._post_quietly(url, {"rating": "1"}), 404)
        self.login(self.ann)
        opened = self._ticket(self.ann)
        status = self._post_quietly(f"{self._url(opened)}/rating", {"rating": "1"})
        self.assertEqual(status, 404)
        self.profile_default.asks_rating = False
        self.assertEqual(self._post_quietly(url, {"rating": "1"}), 404)
        self.assertNotIn("rate", self._offers(self.ann, ticket))
        self.assertFalse((ticket | opened).rating_ids)

    def test_collaborator(self):
        """Exactly what is assigned to it, while it is; nothing else of the customer."""
        ticket = self._ticket(
            self.ann, customer_portal_collaborator_id=self.eve.partner_id.id
        )
        other = self._ticket(self.ann, "Not assigned")
        self.ann.partner_id.phone = "Canary-phone"
        self.login(self.eve)
        rows = self.texts(self.page("/my/records/tickets"), "//tbody/tr")
        self.assertEqual(len(rows), 1)
        page = self.page(self._url(ticket)).text_content()
        for shown in ("Ann", "Test Acme"):
            self.assertIn(shown, page)
        for hidden in ("Canary-phone", "ann@acme.example", "Not assigned"):
            self.assertNotIn(hidden, page)
        contact = self.ann.partner_id.with_user(self.eve)
        self.assertFalse(contact.has_access("read"))
        self.assertEqual(self._post_quietly(f"{self._url(ticket)}/close"), 404)
        line = self.env.ref("customer_portal.profile_collaborator_tickets")
        line.close_scope = "assigned"
        self.assertEqual(self._post_quietly(f"{self._url(ticket)}/close"), 303)
        self.assertEqual(ticket.customer_portal_state, "closed")
        self.assertEqual(self._post_quietly(f"{self._url(ticket)}/reopen"), 303)
        ticket.customer_portal_collaborator_id = False
        for path in ("", "/comments", "/close", "/reopen"):
            for gone in (ticket, other):
                url = f"{self._url(gone)}{path}"
                status = (
                    self._post_quietly(url, {"body": "x"})
                    if path
                    else self.get(url).status_code
                )
                self.assertEqual(status, 404, url)
        self.assertFalse(self.texts(self.page("/my/records/tickets"), "//tbody/tr"))

    def test_company_user(self):
        """It reads its colleagues' tickets; where its scope says so it does more."""
        ticket = self._ticket(self.ann)
        line = self.env.ref("customer_portal.profile_company_tickets")
        self.login(self.bob)
        for scope, status in (("own", 404), ("company", 303)):
            line.write({"comment_scope": scope, "close_scope": scope})
            for path in ("/comments", "/close"):
                url = f"{self._url(ticket)}{path}"
                answer = self._post_quietly(url, {"body": "Colleague"})
                self.assertEqual(answer, status, (scope, path))
        self.assertEqual(ticket.customer_portal_state, "closed")
