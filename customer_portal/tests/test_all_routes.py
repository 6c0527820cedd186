# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import inspect
import json
import threading
from unittest.mock import patch

from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from . import common

CANARY = "Canary-7f3a"
#: Routes that end the session or the database, or wait for something.
LEFT_OUT = (
    "/web/session/logout",
    "/web/session/destroy",
    "/web/database/",
    "/websocket",
    "/web/become",
    "/web/tests",
    "/longpolling",
)


@tagged("-at_install", "post_install")
class TestAllRoutes(common.PortalHttpCase):
    """No route of the server, of whichever addon, shows a ticket to a stranger.

    Every route is called with every id, name and token of a ticket that its arguments
    can take; nothing of the ticket may come back, and nothing of it may change.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._ticket(cls.ann, f"{CANARY} title", description=CANARY)
        as_agent = cls.ticket.with_user(cls.agent)
        cls.comment = as_agent.message_post(
            body=f"{CANARY} comment",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        cls.note = as_agent.message_post(body=CANARY, subtype_xmlid="mail.mt_note")
        cls.file = cls._file(cls.ticket, f"{CANARY}.txt", cls.agent, cls.comment)
        cls.file.raw = CANARY.encode()
        [cls.file_token] = cls.file.generate_access_token()
        cls.token = cls.ticket._portal_ensure_token()
        cls.pid = cls.ann.partner_id.id
        cls.hash = cls.ticket._sign_token(cls.pid)
        cls.file.flush_recordset()

    def _arguments(self):
        """Return what an attacker would try, by name of the argument."""
        ticket, message, file = self.ticket.id, self.comment.id, self.file.id
        model = "helpdesk.ticket"
        return {
            "model": model,
            "thread_model": model,
            "res_model": model,
            "model_name": model,
            "thread_id": ticket,
            "res_id": ticket,
            "record_id": ticket,
            "ticket_id": ticket,
            "id": file,
            "ids": str(file),
            "file_ids": str(file),
            "attachment_id": file,
            "attachment_ids": [file],
            "message_id": message,
            "method": "read",
            "args": [[ticket], ["name", "description"]],
            "kwargs": {},
            "code": "tickets",
            "access_token": self.token,
            "token": self.token,
            "_hash": self.hash,
            "hash": self.hash,
            "pid": self.pid,
            "partner_ids": [self.dan.partner_id.id],
            "post_data": {"body": "Intruder"},
            "update_data": {"body": "Intruder"},
            "body": "Intruder",
            "fetch_params": {"limit": 30},
            "search_term": CANARY[:-1],
            "search": CANARY[:-1],
            "q": CANARY[:-1],
            "term": CANARY[:-1],
            "domain": [],
            "fields": ["name"],
            "field": "raw",
            "is_internal": True,
            "stage_id": self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done").id,
        }

    def _address(self, rule, arguments):
        """Fill in the address of a route; ``None`` where a converter takes nothing."""
        parts = []
        for kind, part in rule._trace:
            if not kind:
                parts.append(part.lstrip("|"))
                continue
            converter = type(rule._converters[part]).__name__
            if converter == "IntegerConverter":
                parts.append(str(arguments.get(part, self.ticket.id)))
            elif converter == "ModelConverter":
                return None
            else:
                parts.append(str(arguments.get(part, "helpdesk.ticket")))
        return "".join(parts)

    def _rules(self):
        """Return all routes of the server, as ``werkzeug.routing.Rule``."""
        # Odoo's own test runner names the database on the thread, others do not
        thread = threading.current_thread()
        with patch.object(thread, "dbname", self.env.cr.dbname, create=True):
            return list(self.env["ir.http"].routing_map().iter_rules())

    def _sweep(self):
        """Call every route.

        :return: number of calls
        """
        arguments, calls = self._arguments(), 0
        for rule in self._rules():
            routing = rule.endpoint.routing
            if rule.rule.startswith(LEFT_OUT):
                continue
            address = self._address(rule, arguments)
            if address is None:
                continue
            names = inspect.signature(rule.endpoint.func.__wrapped__).parameters
            taken = {n: v for n, v in arguments.items() if n in names} | {
                n: arguments[n] for n in ("access_token", "pid", "hash")
            }
            if routing["type"] == "jsonrpc":
                text = self._call_json(address, taken)
                calls += 1
                self.assertNotIn(CANARY, text, address)
                continue
            for token in (self.token, self.file_token):
                query = {
                    n: json.dumps(v) if isinstance(v, list | dict) else v
                    for n, v in (taken | {"access_token": token}).items()
                }
                for method in {"GET", "POST"} & set(rule.methods or {"GET", "POST"}):
                    response = self._call_http(method, address, query)
                    calls += 1
                    self.assertNotIn(CANARY, response, (method, address))
        return calls

    def _call_json(self, address, params):
        try:
            return str(self.make_jsonrpc_request(address, params))
        except (JsonRpcException, OSError) as error:
            return str(error)

    def _call_http(self, method, address, query):
        if method == "GET":
            response = self.get(address, params=query)
        else:
            response = self.post(address, query)
        return response.text

    def _snapshot(self):
        self.env.invalidate_all()
        return (
            self.ticket.read(["name", "description", "stage_id", "partner_id"]),
            [(m.body, m.is_internal) for m in self.ticket.message_ids],
            self.ticket.message_partner_ids.ids,
            self.file.raw,
        )

    def _check(self, user):
        before = self._snapshot()
        loggers = ("odoo.http", "odoo.sql_db", "odoo.addons", "odoo.models", "werkzeug")
        with mute_logger(*loggers):
            if user:
                self.login(user)
            else:
                self.authenticate(None, None)
            self.assertGreater(self._sweep(), 100)
        self.assertEqual(self._snapshot(), before)

    def test_the_test(self):
        """What the sweep would find: the owner meets its own ticket."""
        self.login(self.ann)
        with self.assertRaises(AssertionError), mute_logger("odoo.http", "werkzeug"):
            self._sweep()

    def test_public(self):
        self._check(None)

    def test_other_company(self):
        self._check(self.dan)

    def test_disabled_owner(self):
        self.ann.partner_id.customer_portal_active = False
        self._check(self.ann)
