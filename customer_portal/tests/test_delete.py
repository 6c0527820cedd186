# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common

CANARY = "Canary-7f3a"


@tagged("-at_install", "post_install")
class TestDelete(common.PortalHttpCase):
    """Deleting asks first, says what is lost, and is done by who may."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.env.ref("customer_portal.profile_default_tickets")
        cls.line.delete_scope = "own"
        cls.ticket = cls._ticket(cls.ann)
        cls.message = cls.ticket.with_user(cls.agent).message_post(
            body="Answer", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        cls.ticket.with_user(cls.agent).message_post(
            body="Note", subtype_xmlid="mail.mt_note"
        )
        cls.file = cls._file(cls.ticket, "answer.txt", cls.agent, cls.message)
        cls.url = f"/my/records/tickets/{cls.ticket.id}"

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def test_delete(self):
        self.assertTrue(self.page(self.url).xpath("//a[@name='delete']"))
        page = self.page(f"{self.url}/delete")
        self.assertTrue(self.ticket.exists(), "asking deletes nothing")
        self.assertEqual(
            self.texts(page, "//li[@name='comment_count' or @name='file_count']"),
            ["comments: 1", "files: 1"],
        )
        key = {"request_key": "2" * 32}
        for _time in range(2):
            response = self.post(f"{self.url}/delete", key)
            self.assertEqual(response.status_code, 303)
        self.env.invalidate_all()
        self.assertFalse(self.ticket.exists())
        self.assertFalse(self.message.exists())
        self.assertFalse(self.file.exists())
        page = self.page(response.headers["Location"])
        self.assertIn("It was deleted.", self.texts(page, "//*[@role='status']"))
        self.assertEqual(self.get(self.url).status_code, 404)
        self.assertEqual(self.post(f"{self.url}/delete").status_code, 404)

    def test_without_right(self):
        self.line.delete_scope = "none"
        self.assertFalse(self.page(self.url).xpath("//a[@name='delete']"))
        self.assertEqual(self.get(f"{self.url}/delete").status_code, 404)
        self.assertEqual(self.post(f"{self.url}/delete").status_code, 404)
        self.assertTrue(self.ticket.exists())

    def test_strangers(self):
        for profile in (self.profile_company, self.profile_collaborator):
            line = profile.access_ids[:1]
            line.delete_scope = line.read_scope
        missing = self.post("/my/records/tickets/999999999/delete")
        self.assertEqual(missing.status_code, 404)
        for user in (self.dan, self.sue, self.eve):
            self.login(user)
            self.assertEqual(self.get(f"{self.url}/delete").status_code, 404)
            self.assertEqual(self.post(f"{self.url}/delete").status_code, 404)
        self.authenticate(None, None)
        self.post(f"{self.url}/delete")
        self.assertTrue(self.ticket.exists())

    def test_foreign_key(self):
        """The key of another deletion opens nothing."""
        other = self._ticket(self.dan, "Other")
        key = {"request_key": "3" * 32}
        url = f"/my/records/tickets/{other.id}/delete"
        self.assertEqual(self.post(url, key).status_code, 404)
        self.assertEqual(self.post(f"{self.url}/delete", key).status_code, 303)
        self.assertEqual(self.post(url, key).status_code, 404)
        self.assertTrue(other.exists())

    @mute_logger("odoo.http")
    def test_get_and_csrf(self):
        self.get(f"{self.url}/delete", params={"request_key": "4" * 32})
        response = self.post(f"{self.url}/delete", csrf=False)
        self.assertEqual(response.status_code, 400)
        self.assertEqual(
            self.post(f"{self.url}/delete", {"request_key": "x"}).status_code, 400
        )
        self.assertTrue(self.ticket.exists())

    def test_refused_by_the_app(self):
        """Why the app refuses is not told: its words may name what is hidden."""

        def unlink(records):
            raise UserError(CANARY)

        self.patch(type(self.env["helpdesk.ticket"]), "unlink", unlink)
        response = self.post(f"{self.url}/delete")
        self.assertEqual(response.status_code, 422)
        self.assertIn("This was not accepted.", response.text)
        self.assertNotIn(CANARY, response.text)
        self.assertTrue(self.ticket.exists())
