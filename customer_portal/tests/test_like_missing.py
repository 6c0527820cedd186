# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from . import common

MISSING = 2147483000
LIST = "/my/records/tickets"
#: What is asked of a record, of one of its messages, of one of its files: method,
#: address, what is sent.
PAGES = (
    ("get", "{list}/{record}/pdf", {}),
    ("get", "{list}/{record}/edit", {}),
    ("get", "{list}/{record}/delete", {}),
    ("get", "{list}/{record}/comments", {}),
    ("get", "{list}/{record}/close", {}),
    ("get", "{list}/new?follows={record}", {}),
    ("post", "{list}/{record}/rating", {"rating": "5", "feedback": "Fine"}),
    ("post", "{list}/{record}/comments/{message}/edit", {"body": "Changed"}),
    ("post", "{list}/{record}/comments/{message}/delete", {}),
    ("get", "{list}/{record}/attachments/{file}", {}),
    ("get", "{list}/choices/parent_id?q={record}", {}),
    ("get", "{list}/choices/category_id?record={record}", {}),
    ("get", "/mail/view?model=helpdesk.ticket&res_id={record}", {}),
    ("get", "/mail/view?message_id={message}", {}),
    ("get", "/mail/message/{message}", {}),
    ("get", "/web/content/{file}", {}),
    ("get", "/web/content/{file}?access_token={token}", {}),
    ("get", "/web/content?model=helpdesk.ticket&id={record}&field=name", {}),
    ("get", "/web/content/helpdesk.ticket/{record}/description", {}),
    ("get", "/web/image/{file}", {}),
    ("get", "/web/image?model=helpdesk.ticket&id={record}&field=name", {}),
    ("get", "/mail/attachment/pdf_first_page/{file}", {}),
    ("get", "/my/ticket/{record}?access_token={token}", {}),
)
#: The same as remote calls of Odoo's chatter.
THREAD = {"thread_model": "helpdesk.ticket", "thread_id": "{record}"}
CALLS = (
    ("/mail/thread/messages", THREAD),
    ("/mail/thread/messages", THREAD | {"token": "{token}"}),
    ("/mail/chatter_fetch", THREAD),
    ("/portal/chatter_init", THREAD),
    ("/mail/thread/recipients", THREAD),
    ("/mail/data", {"fetch_params": [["mail.thread", THREAD | {"request_list": []}]]}),
    ("/mail/message/post", THREAD | {"post_data": {"body": "Hi"}}),
    ("/mail/message/reaction", {"message_id": "{message}", "content": "x"}),
    (
        "/mail/message/update_content",
        {"message_id": "{message}", "update_data": {"body": "x"}},
    ),
)


@tagged("-at_install", "post_install", "without_website")
class TestLikeMissing(common.PortalHttpCase):
    """What is forbidden answers like what is missing, on each way to a record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._ticket(cls.ann, "Secret printer")
        cls.comment = cls.ticket.with_user(cls.agent).message_post(
            body="Secret answer",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        cls.file = cls._file(cls.ticket, "secret.png", cls.agent, cls.comment)
        [token] = cls.file.generate_access_token()
        cls.forbidden = {
            "record": cls.ticket.id,
            "message": cls.comment.id,
            "file": cls.file.id,
            "token": token,
        }
        cls.missing = dict.fromkeys(("record", "message", "file"), MISSING)
        cls.missing["token"] = token

    def _fill(self, value, names):
        """Put ids into the values of a call."""
        if isinstance(value, dict):
            return {key: self._fill(inner, names) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._fill(inner, names) for inner in value]
        if not isinstance(value, str):
            return value
        filled = value.format(list=LIST, **names)
        return int(filled) if filled.isdecimal() and value[0] == "{" else filled

    def _comparable(self, text):
        """Return an answer without the ids asked for, and what differs each time."""
        text = common.comparable(text)
        ids = {*self.forbidden.values(), *self.missing.values()}
        for value in sorted(ids, key=str, reverse=True):
            text = re.sub(rf"(?<!\d){value}(?!\d)", "ID", text)
        return text

    def _answer_page(self, method, url, data, names):
        options = {"data": data} if method == "post" else {}
        response = getattr(self, method)(self._fill(url, names), **options)
        location = self._comparable(response.headers.get("Location", ""))
        return response.status_code, location, self._comparable(response.text)

    def _answer_call(self, route, params, names):
        try:
            answer = self.make_jsonrpc_request(route, self._fill(params, names))
        except JsonRpcException as error:
            answer = error.code, str(error)
        return self._comparable(str(answer))

    def _snapshot(self):
        self.env.invalidate_all()
        messages = self.ticket.message_ids
        return (
            self.ticket.read()[0],
            messages.mapped("body"),
            messages.reaction_ids.ids,
            self.ticket.rating_ids.ids,
        )

    def _check_alike(self):
        before = self._snapshot()
        for answer, asked in (
            *((self._answer_page, page) for page in PAGES),
            *((self._answer_call, call) for call in CALLS),
        ):
            with self.subTest(asked=asked), mute_logger("odoo.http", "odoo.models"):
                forbidden = answer(*asked, self.forbidden)
                self.assertNotIn("Secret", str(forbidden))
                self.assertEqual(forbidden, answer(*asked, self.missing))
        self.assertEqual(self._snapshot(), before)

    def test_other_company(self):
        self.login(self.dan)
        self._check_alike()

    def test_colleague_of_own_scope(self):
        self.login(self._contact("carl", self.acme, self.profile_default))
        self._check_alike()

    def test_user_without_profile(self):
        self.dan.partner_id.customer_portal_profile_id = False
        self.login(self.dan)
        self._check_alike()

    def test_nobody(self):
        self.authenticate(None, None)
        self._check_alike()

    def test_owner(self):
        """The test asks for what exists: its owner gets other answers."""
        self.login(self.ann)
        differ = 0
        with mute_logger("odoo.http", "odoo.models"):
            for answer, asked in (
                *((self._answer_page, page) for page in PAGES),
                *((self._answer_call, call) for call in CALLS),
            ):
                own = answer(*asked, self.forbidden)
                differ += own != answer(*asked, self.missing)
        self.assertGreater(differ, 12)
