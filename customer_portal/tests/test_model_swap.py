# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import re

from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from . import common

SECRET = "Secret-of-Globex"
MISSING = 2147483000
#: One red pixel.
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAA"
    "AABJRU5ErkJggg=="
)


class ModelSwap(common.PortalHttpCase):
    """Routes that take the name of any model give nothing of any installed one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._ticket(cls.ann, "Printer")
        cls.foreign = cls._ticket(cls.dan, SECRET)
        comment = cls.foreign.with_user(cls.agent).message_post(
            body=SECRET, message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        cls.foreign_file = cls._file(cls.foreign, "foreign.txt", cls.dan, comment)
        cls.foreign_file.raw = SECRET.encode()
        cls.foreign.access_token = SECRET
        cls.picture = base64.b64decode(PICTURE)
        cls.globex.image_1920 = PICTURE

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    @mute_logger("odoo.http", "odoo.models", "odoo.sql_db")
    def _check_calls(self):
        """Remote calls are closed, and threads open, as if no model existed."""
        ids = {
            "helpdesk.ticket": self.foreign.id,
            "ir.attachment": self.foreign_file.id,
        }
        for name in sorted(self.env.registry):
            record = ids.get(name, 1)
            call = {"model": name, "method": "search_read", "args": [], "kwargs": {}}
            with self.assertRaises(JsonRpcException, msg=name) as caught:
                self.make_jsonrpc_request("/web/dataset/call_kw", call)
            self.assertEqual(caught.exception.code, 404, name)
            response = self.url_open(f"/json/2/{name}/search_read", json={"domain": []})
            self.assertIn(response.status_code, (401, 404), name)
            try:
                answer = self.make_jsonrpc_request(
                    "/mail/thread/messages",
                    {"thread_model": name, "thread_id": record},
                )
            except JsonRpcException as error:
                answer = error
            self.assertNotIn(SECRET, str(answer), name)

    @mute_logger("odoo.http")
    def _check_file_routes(self):
        """No field of a record that the policy does not show is sent as a file."""
        managed = self.env["ir.model.access"]._customer_portal_get_managed()
        for name in sorted(managed | {"ir.attachment", "mail.message", "res.users"}):
            model = self.env[name]
            if model._abstract or model._transient:
                continue
            records = {
                "helpdesk.ticket": self.foreign,
                "res.partner": self.globex,
                "ir.attachment": self.foreign_file,
            }
            record = records.get(name) or model.sudo().search([], limit=1)
            for field in ("raw", "name", "access_token", "image_1920", "body"):
                for route in ("content", "image"):
                    if not record or field not in model._fields:
                        continue
                    response = self.get(
                        f"/web/{route}?model={name}&id={record.id}&field={field}"
                        "&download=1"
                    )
                    self.assertLess(response.status_code, 500, (name, field))
                    for word in (SECRET.encode(), self.picture):
                        self.assertNotIn(word, response.content)
                    if route == "content":
                        self.assertEqual(response.status_code, 404, (name, field))

    def _answers(self, name, field, record_id):
        """Return what generic routes answer, without the id asked for.

        :param str name: name of a model
        :param str field: name of its field to download
        :param int record_id: id of a record
        """
        thread = {"thread_model": name, "thread_id": record_id}
        query = f"model={name}&id={record_id}&field={field}"
        for url in (
            f"/web/content?{query}",
            f"/web/image?{query}",
            f"/mail/view?model={name}&res_id={record_id}",
        ):
            response = self.get(url)
            location = response.headers.get("Location", "")
            kind = response.headers.get("Content-Type", "")
            body = response.content if "image" in kind else response.text
            yield url, (response.status_code, location, body)
        for route in ("/mail/chatter_fetch", "/portal/chatter_init"):
            try:
                yield route, str(self.make_jsonrpc_request(route, thread))
            except JsonRpcException as error:
                yield route, f"{error.code} {error}"

    def _comparable(self, answer, record_id):
        """Return an answer without the ids asked for and what differs each time."""
        if isinstance(answer, tuple) and isinstance(answer[-1], bytes):
            return answer
        text = common.comparable(str(answer))
        return re.sub(rf"(?<=[=/: ])({record_id}|{MISSING})(?!\d)", "ID", text)

    @mute_logger("odoo.http", "odoo.models", "odoo.addons.base.models.ir_model")
    def _check_generic_routes(self):
        """A record that may not be read answers like one that does not exist."""
        ids = {
            "helpdesk.ticket": self.foreign.id,
            "ir.attachment": self.foreign_file.id,
            "res.partner": self.globex.id,
            "res.users": self.dan.id,
            "mail.message": self.foreign.message_ids[:1].id,
        }
        checked = 0
        for name in sorted(self.env.registry):
            model = self.env[name].sudo().with_context(active_test=False)
            if model._abstract or not (model._auto and model._table):
                continue
            record = model.browse(ids.get(name)) or model.search([], limit=1)
            if not record or record.with_user(self.ann).has_access("read"):
                continue
            checked += 1
            binary = (n for n, f in model._fields.items() if f.type == "binary")
            field = next(binary, model._rec_name or "id")
            for (url, found), (_url, missing) in zip(
                self._answers(name, field, record.id),
                self._answers(name, field, MISSING),
                strict=True,
            ):
                with self.subTest(url=url, model=name):
                    self.assertEqual(
                        self._comparable(found, record.id),
                        self._comparable(missing, record.id),
                    )
        self.assertGreater(checked, 50)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def _check_managed(self):
        """Of what apps show in portals the ORM gives what is granted, and to read."""
        policy = self.ann._customer_portal_policy()
        for name in self.env["ir.model.access"]._customer_portal_get_managed():
            model = self.env[name].with_user(self.ann)
            readable = model.has_access("read")
            self.assertEqual(readable, name in policy.fields(), name)
            for operation in ("write", "create", "unlink"):
                self.assertFalse(model.has_access(operation), (name, operation))


@tagged("-at_install", "post_install")
class TestModelSwap(ModelSwap):
    def test_calls(self):
        self._check_calls()

    def test_file_routes(self):
        self._check_file_routes()

    def test_generic_routes(self):
        self._check_generic_routes()

    def test_below_the_pages(self):
        self._check_managed()


@tagged("-at_install", "post_install", "-standard", "with_apps")
class TestModelSwapWithApps(ModelSwap):
    """The same where sales, invoicing, projects, purchases and more are installed."""

    def test_calls(self):
        self._check_calls()

    def test_file_routes(self):
        self._check_file_routes()

    def test_generic_routes(self):
        self._check_generic_routes()

    def test_below_the_pages(self):
        self._check_managed()
