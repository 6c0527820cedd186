# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import time
import xmlrpc.client

from odoo.exceptions import AccessDenied
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from odoo.addons.auth_totp.models.totp import TIMESTEP, TOTP, hotp

from ..rpc import CALLS
from . import common

MISSING = 2147483000


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
        for model, method in sorted(CALLS):
            with self.subTest(model=model, method=method):
                self.assertFalse(model.startswith(("helpdesk.", "customer.portal")))
                if model not in self.env:
                    continue
                self.assertTrue(hasattr(self.env[model], method))
                arguments = {
                    "create": [[{"name": "Key"}]],
                    "write": [[MISSING], {}],
                    "read": [[MISSING], []],
                }.get(method, [[MISSING]])
                self.assertNotEqual(self._call(model, method, *arguments), 404)
                # the same method of another model, and its siblings, stay closed
                for other in ((model, "search_read"), ("res.partner", method)):
                    self.assertEqual(self._call(*other, *arguments), 404)
        self.assertEqual(self.get("/my/security").status_code, 200)

    def _confirmed(self, model, method, *args, **kwargs):
        """Call a method as Odoo's page does, which asks for the password first."""
        answer = self._call(model, method, *args, **kwargs)
        if answer and answer.get("res_model") == "res.users.identitycheck":
            check = [answer["res_id"]]
            values = {"auth_method": "password"}
            self._call(answer["res_model"], "write", check, values)
            context = {"password": common.PASSWORD}
            return self._call(answer["res_model"], "run_check", check, context=context)
        return answer

    def test_two_factors(self):
        """A contact turns two-factor authentication on, logs in with it, and off."""
        self.login(self.ann)
        user = [self.ann.id]
        wizard = self._confirmed("res.users", "action_totp_enable_wizard", user)
        self.assertEqual(wizard["res_model"], "auth_totp.wizard")
        [shown] = self._call("auth_totp.wizard", "read", [wizard["res_id"]], [])
        totp = TOTP(base64.b32decode(shown["secret"].replace(" ", "")))
        code = f"{hotp(totp._key, int(time.time() / TIMESTEP)):06}"
        context = {"code": code}
        self._confirmed(
            "auth_totp.wizard", "enable", [wizard["res_id"]], context=context
        )
        self.env.invalidate_all()
        self.assertTrue(self.ann.totp_enabled)
        self.authenticate(None, None)
        form = {"login": self.ann.login, "password": common.PASSWORD}
        response = self.post("/web/login", form)
        self.assertIn("/web/login/totp", response.headers["Location"])
        response = self.get("/my/records/tickets")
        self.assertIn("/web/login", response.headers["Location"])
        # a code is good once
        later = f"{hotp(totp._key, int(time.time() / TIMESTEP) + 1):06}"
        self.post("/web/login/totp", {"totp_token": later})
        self.assertEqual(self.get("/my/records/tickets").status_code, 200)
        self._confirmed("res.users", "action_totp_disable", user)
        self.env.invalidate_all()
        self.assertFalse(self.ann.totp_enabled)

    def test_internal_users(self):
        self.login(self.agent)
        tickets = self._call("helpdesk.ticket", "search", [("id", "=", self.ticket.id)])
        self.assertEqual(tickets, self.ticket.ids)
