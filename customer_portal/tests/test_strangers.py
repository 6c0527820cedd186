# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common


@tagged("-at_install", "post_install", "without_website")
class TestStrangers(common.PortalHttpCase):
    """What is forbidden looks like what is missing, and changes nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._ticket(cls.ann, "Secret printer")
        comment = cls.ticket.with_user(cls.agent).message_post(
            body="Secret answer",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        cls.file = cls._file(cls.ticket, "secret.txt", cls.agent, comment)
        cls.own_file = cls._file(cls.ticket, "own.txt", cls.ann)
        cls.url = f"/my/records/tickets/{cls.ticket.id}"
        cls.missing = "/my/records/tickets/2147483000"

    def _snapshot(self):
        self.env.invalidate_all()
        return (
            self.ticket.read()[0],
            len(self.ticket.message_ids),
            self.env["ir.attachment"].search_count([]),
            self.env["helpdesk.ticket"].search_count([]),
        )

    def _comparable(self, response):
        """Return a body without what differs from request to request."""
        return re.sub(r"/my/records/tickets/\d+", "", common.comparable(response.text))

    def _check_like_missing(self, method, path, **kw):
        before = self._snapshot()
        forbidden = getattr(self, method)(self.url + path, **kw)
        missing = getattr(self, method)(self.missing + path, **kw)
        self.assertEqual(forbidden.status_code, 404, path)
        self.assertEqual(missing.status_code, 404, path)
        self.assertEqual(self._comparable(forbidden), self._comparable(missing))
        self.assertNotIn("Secret", forbidden.text)
        self.assertEqual(self._snapshot(), before, path)

    def _check_stranger(self, user):
        self.login(user)
        self._check_like_missing("get", "")
        self._check_like_missing("get", f"/attachments/{self.file.id}")
        self._check_like_missing("get", f"/attachments/{self.own_file.id}")
        self._check_like_missing("post", "/comments", data={"body": "Hi"})
        self._check_like_missing("post", "/close")
        self._check_like_missing(
            "post",
            "/attachments",
            files=[("attachments", ("x.txt", b"x", "text/plain"))],
        )
        listing = self.get("/my/records/tickets?size=100")
        self.assertNotIn("Secret", listing.text)
        self.assertNotIn("Secret", self.get("/my").text)
        search = self.get("/my/records/tickets?q=Secret")
        self.assertNotIn(self.url, search.text)
        for attachment in self.file | self.own_file:
            self.assertEqual(self.get(f"/web/content/{attachment.id}").status_code, 404)

    def test_other_company(self):
        self._check_stranger(self.dan)

    def test_subsidiary(self):
        """A subsidiary is another company, which stock Odoo lets in both ways."""
        self._check_stranger(self.sue)
        self.ticket.partner_id = self.sue.partner_id
        self._check_stranger(self.bob)

    def test_follower(self):
        """Following a ticket, as a Cc in a mail does, opens it to nobody."""
        self.ticket.message_subscribe(self.dan.partner_id.ids)
        self._check_stranger(self.dan)

    def test_colleague_of_own_scope(self):
        carl = self._contact("carl", self.acme, self.profile_default)
        self._check_stranger(carl)

    def test_collaborator(self):
        self._check_stranger(self.eve)
        self.ticket.customer_portal_collaborator_id = self.eve.partner_id
        self.assertEqual(self.get(self.url).status_code, 200)
        self.assertEqual(self.post(f"{self.url}/close").status_code, 404)
        self.assertEqual(self.get("/my/records/tickets/new").status_code, 404)
        response = self.post(f"{self.url}/comments", {"body": "I look at it"})
        self.assertEqual(response.status_code, 303)

    def test_company_user_reads_only(self):
        """A colleague of a company-wide profile reads, and does nothing else."""
        self.login(self.bob)
        page = self.page(self.url)
        self.assertFalse(page.xpath("//button[@name='close' or @name='send']"))
        before = self._snapshot()
        for path, data in (("/comments", {"body": "Hi"}), ("/close", {})):
            self.assertEqual(self.post(self.url + path, data).status_code, 404)
        self.assertEqual(self._snapshot(), before)

    def test_moved_contact(self):
        """The ticket stays with the company that it was opened for."""
        self.ann.partner_id.parent_id = self.globex
        self.assertEqual(self.ticket.commercial_partner_id, self.acme)
        self._check_stranger(self.ann)
        self._check_stranger(self.dan)
        self.login(self.bob)
        self.assertEqual(self.get(self.url).status_code, 200)

    def test_not_enabled(self):
        states = (
            {"customer_portal_active": False},
            {"customer_portal_start": "2999-01-01"},
            {"customer_portal_end": "2000-01-01"},
            {"customer_portal_profile_id": False},
        )
        opened = {
            "customer_portal_active": True,
            "customer_portal_start": False,
            "customer_portal_end": False,
            "customer_portal_profile_id": self.profile_default.id,
        }
        for state in states:
            with self.subTest(state=state):
                self.ann.partner_id.write(opened)
                self.login(self.ann)
                self.ann.partner_id.write(state)
                if state.get("customer_portal_profile_id", True):
                    # the door is closed, and the session ends
                    response = self.get(self.url)
                    self.assertIn("/web/login", response.headers["Location"])
                    response = self.post(f"{self.url}/close")
                    self.assertIn("/web/login", response.headers["Location"])
                    continue
                self.login(self.ann)  # the door is open, there is nothing behind it
                self.assertEqual(self.get(self.url).status_code, 404)
                self.assertEqual(self.get("/my/records/tickets").status_code, 404)
                self.assertEqual(self.get("/my").status_code, 200)
                self._check_like_missing("post", "/close")
        self.ann.partner_id.write(opened)
        self.login(self.ann)
        self.assertEqual(self.get(self.url).status_code, 200)

    def test_public(self):
        """Who is not logged in is led to the login, whatever it asks for."""
        for url in (self.url, self.missing, "/my", "/my/records/tickets/new"):
            response = self.get(url)
            self.assertEqual(response.status_code, 303)
            self.assertIn("/web/login", response.headers["Location"])

    def test_internal(self):
        """Agents work in the backend; the portal's pages are not theirs."""
        self.login(self.agent)
        self.assertEqual(self.get(self.url).status_code, 404)

    def test_odd_ids(self):
        self.login(self.ann)
        for odd in ("0", "-1", "1e3", "2147483648", str(2**63), "9" * 40, "x", "%00"):
            with self.subTest(id=odd):
                url = f"/my/records/tickets/{odd}"
                self.assertEqual(self.get(url).status_code, 404)
                self.assertEqual(self.post(f"{url}/close").status_code, 404)
        for code in ("nothing", "helpdesk.ticket", "TICKETS", "%00"):
            response = self.get(f"/my/records/{code}")
            self.assertEqual(response.status_code, 404, code)
        attachment = f"{self.url}/attachments/{2**63}"
        self.assertEqual(self.get(attachment).status_code, 404)

    def test_file_of_another_record(self):
        """A file is reached through its own ticket only."""
        other = self._ticket(self.ann, "Other")
        self.login(self.ann)
        url = f"/my/records/tickets/{other.id}/attachments/{self.file.id}"
        self.assertEqual(self.get(url).status_code, 404)

    @mute_logger("odoo.http")
    def test_csrf_and_get(self):
        """State changes are POST and carry the session's token."""
        self.login(self.ann)
        before = self._snapshot()
        for path in ("/close", "/comments", "/attachments"):
            response = self.get(f"{self.url}{path}?body=Hi")
            self.assertEqual(response.status_code, 303)  # back to the record
            self.assertURLEqual(response.headers["Location"], self.url)
            response = self.post(self.url + path, {"body": "Hi"}, csrf=False)
            self.assertEqual(response.status_code, 400)
        response = self.post(
            "/my/records/tickets/new", {"name": "x", "description": "x"}, csrf=False
        )
        self.assertEqual(response.status_code, 400)
        self.assertEqual(self._snapshot(), before)

    def test_mass_assignment(self):
        """Nothing but the form's own fields is taken from the form."""
        self.login(self.ann)
        self.post(
            "/my/records/tickets/new",
            {
                "name": "Mine",
                "description": "x",
                "priority": "1",
                "partner_id": str(self.dan.partner_id.id),
                "commercial_partner_id": str(self.globex.id),
                "user_id": str(self.env.ref("base.user_admin").id),
                "stage_id": "1",
                "number": "HACK",
                "company_id": "99",
                "default_partner_id": str(self.dan.partner_id.id),
                "access_token": "x",
                "id": str(self.ticket.id),
            },
        )
        ticket = self.env["helpdesk.ticket"].search([("name", "=", "Mine")])
        self.assertEqual(ticket.partner_id, self.ann.partner_id)
        self.assertEqual(ticket.commercial_partner_id, self.acme)
        self.assertEqual(ticket.user_id, self.agent)
        self.assertNotEqual(ticket.number, "HACK")
        self.assertNotEqual(ticket.access_token, "x")
