# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import xmlrpc.client

from odoo.exceptions import AccessDenied
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from ..rpc import CALLS
from . import common


@tagged("-at_install", "post_install")
class TestRpc(common.PortalHttpCase):
    """Portal users call nothing remotely but what Odoo's own pages need."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._ticket(cls.ann, "Secret printer")

    @mute_logger("odoo.http")
    def _call(self, model, method, *args, route="/web/dataset/call_kw", **kwargs):
        """Call a method.

        :return: its result, or the code of the error
        """
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        try:
            return self.make_jsonrpc_request(route, params)
        except JsonRpcException as error:
            return error.code

    def test_call_kw(self):
        self.login(self.ann)
        for model, method, args in (
            ("helpdesk.ticket", "search_read", [[]]),
            ("helpdesk.ticket", "search_count", [[("message_ids.body", "like", "a")]]),
            ("helpdesk.ticket", "read", [self.ticket.ids, ["name"]]),
            ("helpdesk.ticket", "write", [self.ticket.ids, {"name": "x"}]),
            ("helpdesk.ticket", "create", [{"name": "x"}]),
            ("helpdesk.ticket", "onchange", [[], {}, [], {}]),
            ("helpdesk.ticket", "default_get", [["partner_id"]]),
            ("helpdesk.ticket", "get_views", [[[False, "form"]]]),
            ("helpdesk.ticket", "fields_get", []),
            ("helpdesk.ticket", "message_post", [self.ticket.ids]),
            ("res.partner", "name_search", ["a"]),
            ("res.users", "search_read", [[]]),
            ("mail.message", "search_read", [[]]),
            ("no.such.model", "read", []),
        ):
            for route in (
                "/web/dataset/call_kw",
                f"/web/dataset/call_kw/{model}/{method}",
                "/web/dataset/call_kw/res.users/action_totp_disable",
                "/web/dataset/call_button",
            ):
                self.assertEqual(self._call(model, method, *args, route=route), 404)
        self.assertEqual(self.ticket.name, "Secret printer")

    @mute_logger("odoo.http")
    def test_other_routes(self):
        self.login(self.ann)
        for route, params in (
            ("/web/action/load", {"action_id": "helpdesk_mgmt.helpdesk_ticket_action"}),
            ("/web/domain/validate", {"model": "helpdesk.ticket", "domain": []}),
        ):
            with self.assertRaises(JsonRpcException) as caught:
                self.make_jsonrpc_request(route, params)
            self.assertEqual(caught.exception.code, 404, route)

    @mute_logger(
        "odoo.http",
        "odoo.addons.rpc.controllers.jsonrpc",
        "odoo.addons.rpc.controllers.xmlrpc",
    )
    def test_services(self):
        """XML-RPC and JSON-RPC are closed, also with the right password."""
        login = [self.env.cr.dbname, self.ann.id, common.PASSWORD]
        call = ["helpdesk.ticket", "search_read", [[]]]
        with self.assertRaises(AccessDenied):
            self.env["res.users"]._check_uid_passwd(self.ann.id, common.PASSWORD)
        with self.assertRaises(xmlrpc.client.Fault):
            self.xmlrpc_object.execute_kw(*login, *call)
        with self.assertRaises(JsonRpcException):
            self.make_jsonrpc_request(
                "/jsonrpc",
                {"service": "object", "method": "execute_kw", "args": login + call},
            )

    def test_json_2(self):
        self.login(self.ann)
        url = "/json/2/helpdesk.ticket/search_read"
        response = self.url_open(url, json={"domain": []})
        self.assertIn(response.status_code, (401, 404))
        self.assertNotIn("Secret", response.text)
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.ann)
            .sudo()
            ._generate("rpc", "test", None)
        )
        response = self.url_open(
            url, json={"domain": []}, headers={"Authorization": f"Bearer {key}"}
        )
        self.assertEqual(response.status_code, 404)
        self.assertNotIn("Secret", response.text)

    def test_allowed_calls(self):
        """What Odoo's pages call passes this door; none of it is ours to check."""
        self.login(self.ann)
        self.assertNotIn(self._call("res.users", "action_totp_disable", [0]), (404,))
        for model, method in CALLS:
            self.assertFalse(model.startswith(("helpdesk.", "customer.portal")))
            if model in self.env:
                self.assertTrue(hasattr(self.env[model], method), (model, method))
        self.assertEqual(self.get("/my/security").status_code, 200)

    def test_internal_users(self):
        self.login(self.agent)
        tickets = self._call("helpdesk.ticket", "search", [("id", "=", self.ticket.id)])
        self.assertEqual(tickets, self.ticket.ids)
