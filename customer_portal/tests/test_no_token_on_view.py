# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from . import common

LIST = "/my/records/tickets"


@tagged("-at_install", "post_install", "without_website")
class TestNoTokenOnView(common.PortalHttpCase):
    """Who looks at a record makes no token: one would outlive the right to look."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._ticket(cls.ann)
        cls.comment = cls.ticket.with_user(cls.agent).message_post(
            body="Answer", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        files = [
            cls._file(cls.ticket, "answer.txt", cls.agent, cls.comment),
            cls._file(cls.ticket, "picture.png", cls.agent),
            cls._file(cls.ticket, "own.txt", cls.ann),
        ]
        cls.comment.body = f'<p><img src="/web/image/{files[1].id}"/></p>'
        cls.files = cls.env["ir.attachment"].union(*files)
        cls.record = f"{LIST}/{cls.ticket.id}"

    def _check_none(self, asked):
        self.env.invalidate_all()
        self.assertFalse(self.ticket.access_token, asked)
        self.assertFalse(any(self.files.mapped("access_token")), asked)

    def _addresses(self):
        yield from ("/my", "/my/home", LIST, f"{LIST}?q=Printer", f"{LIST}?size=10")
        yield from (f"{LIST}/export", f"{LIST}/export?format=xlsx")
        yield from (f"{LIST}/new", f"{LIST}/new?follows={self.ticket.id}")
        for path in ("", "?comments=all", "/edit", "/delete", "/pdf", "/comments"):
            yield f"{self.record}{path}"
        for file in self.files:
            yield f"{self.record}/attachments/{file.id}"
            yield f"/web/content/{file.id}?download=1"
            yield f"/web/image/{file.id}"
        yield f"/mail/view?model={self.ticket._name}&res_id={self.ticket.id}"
        yield f"/mail/view?message_id={self.comment.id}"
        yield f"/my/ticket/{self.ticket.id}"
        yield "/my/tickets"

    def test_contacts(self):
        thread = {"thread_model": self.ticket._name, "thread_id": self.ticket.id}
        for user in (self.ann, self.bob, self.dan):
            self.login(user)
            with mute_logger("odoo.http"):
                for address in self._addresses():
                    self.assertLess(self.get(address).status_code, 500, address)
                    self._check_none((user.name, address))
                for route in (
                    "/mail/thread/messages",
                    "/mail/chatter_fetch",
                    "/portal/chatter_init",
                ):
                    try:
                        self.make_jsonrpc_request(route, thread)
                    except JsonRpcException:
                        self.assertNotEqual(user, self.ann, route)
                    self._check_none((user.name, route))

    def test_agent_looks_with_a_contacts_eyes(self):
        self.login(self.agent)
        contact = self.ann.partner_id.id
        self.page(f"/my/preview/tickets/{self.ticket.id}/{contact}")
        self._check_none("preview")

    def test_use(self):
        """Nor does who comments and adds files."""
        self.login(self.ann)
        file = ("attachments", ("new.txt", b"x", "text/plain"))
        for path, options in (
            ("/comments", {"data": {"body": "Hello"}}),
            ("/attachments", {"files": [file]}),
        ):
            response = self.post(f"{self.record}{path}", **options)
            self.assertEqual(response.status_code, 303, path)
            self._check_none(path)
        of_ticket = [("res_model", "=", self.ticket._name)]
        of_ticket += [("res_id", "=", self.ticket.id), ("access_token", "!=", False)]
        self.assertFalse(self.env["ir.attachment"].search(of_ticket))
