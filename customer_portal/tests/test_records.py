# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common


@tagged("-at_install", "post_install", "without_website")
class TestRecords(common.PortalHttpCase):
    """The owner's way through the pages."""

    def test_home(self):
        self._ticket(self.ann)
        self.login(self.ann)
        page = self.page("/my")
        self.assertIn("Welcome, Ann", self.texts(page, "//h1"))
        self.assertIn(
            "Tickets open: 1",
            self.texts(page, "//nav//a[contains(@href, 'records')]"),
        )
        self.assertTrue(page.xpath("//a[@href='/my/records/tickets/new']"))

    def test_language(self):
        """The portal speaks the contact's language, whatever the browser's."""
        self.env["res.lang"]._activate_lang("it_IT")
        self.ann.lang = "it_IT"
        login = common.html.fromstring(self.url_open("/web/login").text)
        response = self.url_open(
            "/web/login",
            data={
                "login": self.ann.login,
                "password": common.PASSWORD,
                "csrf_token": login.xpath("//input[@name='csrf_token']/@value")[0],
                "redirect": "/my",
            },
        )
        self.assertURLEqual(response.url, "/it/my")

    def test_list(self):
        tickets = [self._ticket(self.ann, name) for name in ("One", "Two")]
        self._ticket(self.bob, "Three")
        self.login(self.ann)
        page = self.page("/my/records/tickets")
        self.assertCountEqual(self.texts(page, "//td[@name='td_name']"), ["One", "Two"])
        self.assertCountEqual(
            page.xpath("//td[contains(@class, 'cp-action')]/a/@href"),
            [f"/my/records/tickets/{ticket.id}" for ticket in tickets],
        )
        self.assertIn("1 to 2 of 2", self.texts(page, "//*[@role='status']"))

    def test_create(self):
        self.login(self.ann)
        form = self.page("/my/records/tickets/new")
        self.assertTrue(form.xpath("//input[@name='name'][@required]"))
        [shown] = self.texts(form, "//p[.//span[@class='cp-required']]")
        self.assertIn(f"Contact: {self.ann.name}", shown)
        category = self.env["helpdesk.ticket.category"].create({"name": "Paper"})
        response = self.post(
            "/my/records/tickets/new",
            {
                "name": "Scanner",
                "description": "Line 1\nLine <b>2</b>",
                "category_id": str(category.id),
                "priority": "2",
            },
            files=[("attachments", ("scan.txt", b"abc", "text/plain"))],
        )
        ticket = self.env["helpdesk.ticket"].search([("name", "=", "Scanner")])
        self.assertEqual(response.status_code, 303)
        self.assertURLEqual(
            response.headers["Location"], f"/my/records/tickets/{ticket.id}"
        )
        self.assertEqual(ticket.partner_id, self.ann.partner_id)
        self.assertEqual(ticket.commercial_partner_id, self.acme)
        self.assertEqual(ticket.user_id, self.agent)
        self.assertEqual(ticket.channel_id.name, "Portal")
        self.assertEqual(ticket.category_id, category)
        self.assertEqual(ticket.priority, "2")
        self.assertRegex(ticket.number, r"^HT\d+$")
        self.assertEqual(ticket.customer_portal_state, "new")
        self.assertNotIn("<b>", ticket.description)
        self.assertEqual(ticket.attachment_ids.name, "scan.txt")
        self.assertIn(self.ann.partner_id, ticket.message_partner_ids)
        page = self.page(f"/my/records/tickets/{ticket.id}")
        self.assertIn("scan.txt", self.texts(page, "//section[@id='files']//a"))
        self.assertIn("Line 1Line <b>2</b>", self.texts(page, "//dd"))

    def test_archived_assignee(self):
        """As in vtenext the assignee need not be active."""
        self.agent.active = False
        self.login(self.ann)
        self.post(
            "/my/records/tickets/new",
            {"name": "Scanner", "description": "x", "priority": "1"},
        )
        ticket = self.env["helpdesk.ticket"].search([("name", "=", "Scanner")])
        self.assertEqual(ticket.user_id, self.agent)

    def test_no_assignee(self):
        """A ticket without assignee is nobody's, not the customer's."""
        self.profile_default.user_id = False
        self.login(self.ann)
        self.post(
            "/my/records/tickets/new",
            {"name": "Scanner", "description": "x", "priority": "1"},
        )
        ticket = self.env["helpdesk.ticket"].search([("name", "=", "Scanner")])
        self.assertTrue(ticket)
        self.assertFalse(ticket.user_id)

    def test_sent_twice(self):
        """A double click or a resent request makes one ticket and one comment."""
        self.login(self.ann)
        values = {
            "name": "Scanner",
            "description": "x",
            "priority": "1",
            "request_key": "0" * 32,
        }
        first = self.post("/my/records/tickets/new", values)
        second = self.post("/my/records/tickets/new", values)
        tickets = self.env["helpdesk.ticket"].search([("name", "=", "Scanner")])
        self.assertEqual(len(tickets), 1)
        self.assertEqual(first.headers["Location"], second.headers["Location"])
        comment = {"body": "Hello", "request_key": "1" * 32}
        for _time in range(2):
            self.post(f"/my/records/tickets/{tickets.id}/comments", comment)
        self.assertEqual(len(tickets._customer_portal_get_messages()), 1)

    def test_comment(self):
        ticket = self._ticket(self.ann)
        self.login(self.ann)
        url = f"/my/records/tickets/{ticket.id}"
        response = self.post(
            f"{url}/comments",
            {"body": "Any <i>news</i>?"},
            files=[("attachments", ("log.txt", b"log", "text/plain"))],
        )
        self.assertEqual(response.status_code, 303)
        message = ticket.message_ids.filtered(lambda m: m.message_type == "comment")
        self.assertEqual(message.author_id, self.ann.partner_id)
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_comment"))
        self.assertEqual(message.attachment_ids.name, "log.txt")
        page = self.page(url)
        self.assertIn(
            "Any <i>news</i>?",
            self.texts(page, "//*[@class='cp-comment-body text-break']"),
        )
        self.assertEqual(self.texts(page, "//h2/span"), ["1"])

    def test_support_comment(self):
        ticket = self._ticket(self.ann)
        ticket.with_user(self.agent).message_post(
            body="We look at it",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        ticket.with_user(self.agent).message_post(
            body="Difficult customer", subtype_xmlid="mail.mt_note"
        )
        self.login(self.ann)
        page = self.page(f"/my/records/tickets/{ticket.id}")
        self.assertEqual(
            self.texts(page, "//article//strong | //article//span[1]")[:2],
            ["Marta Agent", "Support"],
        )
        self.assertNotIn("Difficult customer", page.text_content())

    def test_close(self):
        ticket = self._ticket(self.ann)
        self.login(self.ann)
        url = f"/my/records/tickets/{ticket.id}"
        self.assertTrue(self.page(url).xpath("//button[@name='close']"))
        for _time in range(2):
            self.assertEqual(self.post(f"{url}/close").status_code, 303)
        self.assertTrue(ticket.closed)
        self.assertEqual(ticket.customer_portal_state, "closed")
        self.assertEqual(len(ticket._customer_portal_get_messages()), 1)
        page = self.page(url)
        self.assertFalse(page.xpath("//button[@name='close' or @name='send']"))
        response = self.post(f"{url}/comments", {"body": "One more thing"})
        self.assertEqual(response.status_code, 422)
        self.assertIn("One more thing", response.text)

    def test_files(self):
        ticket = self._ticket(self.ann)
        note = ticket.with_user(self.agent).message_post(
            body="Note", subtype_xmlid="mail.mt_note"
        )
        comment = ticket.with_user(self.agent).message_post(
            body="Comment", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        hidden = self._file(ticket, "note.txt", self.agent, note)
        shown = self._file(ticket, "answer.txt", self.agent, comment)
        url = f"/my/records/tickets/{ticket.id}"
        self.login(self.ann)
        response = self.post(
            f"{url}/attachments",
            files=[
                ("attachments", ("a.txt", b"a", "text/plain")),
                ("attachments", ("b.svg", b"<svg/>", "image/svg+xml")),
            ],
        )
        self.assertEqual(response.status_code, 303)
        page = self.page(url)
        self.assertEqual(
            self.texts(page, "//section[@id='files']//a[@class='cp-file-name']"),
            ["b.svg", "a.txt", "answer.txt"],
        )
        response = self.get(f"{url}/attachments/{shown.id}")
        self.assertEqual(response.content, b"content of answer.txt")
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(self.get(f"{url}/attachments/{hidden.id}").status_code, 404)
        self.assertEqual(self.get(f"/web/content/{hidden.id}").status_code, 404)

    def test_list_parameters(self):
        """Search, sort, page and size; what is unknown counts as absent."""
        for number in range(12):
            self._ticket(self.ann, f"Ticket {number:02}", priority=str(number % 3))
        self.login(self.ann)

        def names(query):
            page = self.page(f"/my/records/tickets?{query}")
            return self.texts(page, "//td[@name='td_name']")

        expected = [f"Ticket {number:02}" for number in range(12)]
        self.assertEqual(names("sort=name"), expected)
        self.assertEqual(names("sort=name+desc"), expected[::-1])
        self.assertEqual(names("q=ticket+03"), ["Ticket 03"])
        self.assertEqual(names("q=nothing+like+it"), [])
        self.assertEqual(names("sort=name&size=10&page=2"), expected[10:])
        self.assertEqual(names("sort=name&size=10&page=99"), expected[10:])
        for column in ("user_id", "partner_id", "priority", "customer_portal_state"):
            self.assertCountEqual(names(f"sort={column}"), expected)
        for odd in (
            "sort=password",
            "sort=name;drop table res_users",
            "sort=description",
            "sort=name,id",
            "page=-1",
            "page=0",
            "page=1e9",
            "page=99999999999999999999",
            "page=%D9%A3",
            "size=3",
            "size=100000",
            "size=x",
            "q=",
            "q=%00",
            "domain=[]",
            "filter=zzz",
            "access_token=1",
        ):
            self.assertCountEqual(names(odd), expected, odd)
