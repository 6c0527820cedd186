# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import inspect
import json
import re
import threading
from unittest.mock import patch

from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from . import common, matrix
from .matrix_case import MatrixFactory

#: What customers may read of a record, and what only agents may.
WORD, SECRET = "Canary-{}-7f", "Secret-{}-7f"
FOUND = re.compile(r"(?:Canary|Secret)-[a-z_]+-7f")
RECORDS = ("own", "own_closed", "colleague", "related", "other", "assigned")
FIELDS = ("name", "description", "stage_id", "partner_id")
LEFT_OUT, CLOSED, MOVED = (
    next(kind for kind in matrix.DOORS if kind.startswith(beginning))
    for beginning in ("Not called", "Closed to contacts, as", "Lead to")
)
#: They end the session or the database, or wait for something.
ENDS = ("/web/session/logout", "/web/session/destroy", "/my/deactivate_account")
FILES = ("/web/content", "/web/image", "/website/image", "/mail/attachment")
LOGGERS = ("odoo.http", "odoo.sql_db", "odoo.addons", "odoo.models", "werkzeug")


class AllRoutes(MatrixFactory, common.PortalHttpCase):
    """No route of the server, of whichever addon, shows or changes more than the table.

    Every route is called with every id, name and token of tickets of all kinds that
    its arguments can take. Each holds words of its own in all its texts, messages and
    files; of them only those may come back that the table lets the actor read, and
    nothing of a ticket that it may not read may change.
    """

    #: How the server refuses what is closed.
    refusals = frozenset({401, 404, 405, 415})

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpMatrix()
        cls.tickets = {record: cls._canary(record) for record in RECORDS}
        cls.env.flush_all()

    @classmethod
    def _canary(cls, record):
        """Make a ticket full of words, as Ann (or, assigned, Eve) stands to it.

        :return: the values that an attacker would try, by name of the argument
        """
        word, secret = WORD.format(record), SECRET.format(record)
        actor = "collaborator" if record == "assigned" else "default"
        ticket = cls._record(actor, record, f"{word} title")
        ticket.write({"description": word, "partner_name": word})
        ticket.message_ids.unlink()
        as_agent = ticket.with_user(cls.agent).with_context(
            mail_notify_force_send=False, customer_portal_closing=True
        )
        comment = as_agent.message_post(
            body=f"{word} comment",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        note = as_agent.message_post(body=secret, subtype_xmlid="mail.mt_note")
        file = cls._file(ticket, f"{word}.txt", cls.agent, comment)
        file.raw = word.encode()
        hidden = cls._file(ticket, f"{secret}.txt", cls.agent, note)
        hidden.raw = secret.encode()
        contact = ticket.partner_id.id
        return {
            "ticket": ticket,
            "messages": comment | note,
            "files": file | hidden,
            "tokens": (file | hidden).generate_access_token(),
            "token": ticket._portal_ensure_token(),
            "pid": contact,
            "hash": ticket._sign_token(contact),
        }

    def _arguments(self, canary, index):
        """Return what an attacker would try, by name of the argument.

        :param int index: 0 for the comment and its file, 1 for the internal note's
        """
        ticket, message = canary["ticket"].id, canary["messages"][index].id
        file, model = canary["files"][index].id, "helpdesk.ticket"
        mixed = [self.tickets["own"]["files"][0].id, file]
        return {
            "model": model,
            "__model__": model,
            "thread_model": model,
            "res_model": model,
            "model_name": model,
            "thread_id": ticket,
            "res_id": ticket,
            "record_id": ticket,
            "ticket_id": ticket,
            "id": file,
            "ids": str(file),
            "file_ids": ",".join(map(str, mixed)),
            "attachment_id": file,
            "attachment_ids": mixed,
            "message_id": message,
            "method": "read",
            "args": [[ticket], ["name", "description"]],
            "kwargs": {},
            "code": "tickets",
            "access_token": canary["token"],
            "token": canary["token"],
            "_hash": canary["hash"],
            "hash": canary["hash"],
            "pid": canary["pid"],
            "partner_ids": [self.dan.partner_id.id],
            "post_data": {"body": "Intruder", "attachment_ids": mixed},
            "update_data": {"body": "Intruder", "attachment_ids": mixed},
            "body": "Intruder",
            "name": "Intruder",
            "fetch_params": {"limit": 30},
            "search_term": "Canary",
            "search": "Canary",
            "q": "Canary",
            "term": "Canary",
            "domain": [],
            "fields": ["name"],
            "field": "raw",
            "is_internal": True,
            "stage_id": self.closed.id,
            "docids": str(ticket),
            "reportname": "helpdesk_mgmt.report",
        }

    def _address(self, rule, arguments):
        """Fill in the address of a route; ``None`` where a converter takes nothing.

        :return: the address, and whether it names something of the ticket
        """
        parts, named = [], False
        for kind, part in rule._trace:
            if not kind:
                parts.append(part.lstrip("|"))
                continue
            converter = type(rule._converters[part]).__name__
            if converter == "ModelConverter":
                return None, False
            named = True
            default = "helpdesk.ticket"
            if converter == "IntegerConverter":
                default = arguments["thread_id"]
            parts.append(str(arguments.get(part, default)))
        return "".join(parts), named

    def _rules(self):
        """Return all routes of the server, as ``werkzeug.routing.Rule``."""
        # Odoo's own test runner names the database on the thread, others do not
        thread = threading.current_thread()
        with patch.object(thread, "dbname", self.env.cr.dbname, create=True):
            return list(self.env["ir.http"].routing_map().iter_rules())

    def _check_table(self):
        """Check that no route is unknown to the table."""
        unknown = sorted(
            {rule.rule for rule in self._rules() if not matrix.door(rule.rule)}
        )
        self.assertFalse(
            unknown,
            "Decide what these show, and add them to DOORS in tests/matrix.py",
        )

    def _calls(self):
        """Return the calls to make: rule, address, parameters.

        A route that takes nothing of a ticket is called once.
        """
        for rule in self._rules():
            if matrix.door(rule.rule) == LEFT_OUT or rule.rule.startswith(ENDS):
                continue
            names = inspect.signature(rule.endpoint.func.__wrapped__).parameters
            for number, canary in enumerate(self.tickets.values()):
                for index in (0, 1):
                    arguments = self._arguments(canary, index)
                    if rule.rule.startswith(FILES):
                        arguments["access_token"] = canary["tokens"][index]
                    address, named = self._address(rule, arguments)
                    taken = {n: v for n, v in arguments.items() if n in names}
                    if address is None or (number + index and not (named or taken)):
                        continue
                    tokens = {n: arguments[n] for n in ("access_token", "pid", "hash")}
                    yield rule, address, taken | tokens

    def _sweep(self, allowed):
        """Call every route.

        :param set allowed: words that may come back
        :return: number of calls
        """
        calls, seen = 0, set()
        for rule, address, params in self._calls():
            key = (address, repr(params))
            if key in seen:
                continue
            seen.add(key)
            routing, door = rule.endpoint.routing, matrix.door(rule.rule)
            if routing["type"] == "jsonrpc":
                status, text = self._call_json(address, params)
                answers = [("JSON", status, text)]
            else:
                methods = {"GET", "POST"} & set(rule.methods or {"GET", "POST"})
                answers = [(m, *self._call(m, address, params)) for m in methods]
            for method, status, text in answers:
                calls += 1
                found = set(FOUND.findall(text))
                self.assertLessEqual(found, allowed, (method, address))
                if door == CLOSED and self.session.uid:
                    self.assertIn(status, self.refusals, (method, address))
                if door == MOVED:
                    self.assertIn(status, (303, 404, 405), (method, address))
        return calls

    def _call_json(self, address, params):
        try:
            return 200, str(self.make_jsonrpc_request(address, params))
        except JsonRpcException as error:
            return error.code, str(error)
        except OSError as error:
            return getattr(error.response, "status_code", 0), str(error)

    def _call(self, method, address, params):
        query = {
            n: json.dumps(v) if isinstance(v, list | dict) else v
            for n, v in params.items()
        }
        if method == "GET":
            response = self.get(address, params=query)
        else:
            response = self.post(address, query)
        return response.status_code, response.text

    def _snapshot(self, records):
        self.env.invalidate_all()
        return [
            (
                canary["ticket"].read(
                    ["name", "description", "stage_id", "partner_id"]
                ),
                [(m.body, m.is_internal) for m in canary["ticket"].message_ids],
                canary["ticket"].message_partner_ids.ids,
                [(file.name, file.raw, file.access_token) for file in canary["files"]],
            )
            for canary in (self.tickets[record] for record in records)
        ]

    def _check(self, actor, readable):
        """Sweep as an actor.

        :param readable: names of the tickets that the table lets it read
        """
        forbidden = [record for record in RECORDS if record not in readable]
        before = self._snapshot(forbidden)
        user = self.actors[actor]
        with mute_logger(*LOGGERS):
            if user:
                self.login(user)
            else:
                self.authenticate(None, None)
            calls = self._sweep({WORD.format(record) for record in readable})
        self.assertGreater(calls, 100)
        self.assertEqual(self._snapshot(forbidden), before)


@tagged("-at_install", "post_install")
class TestAllRoutes(AllRoutes):
    def test_every_route_is_in_the_table(self):
        self._check_table()

    def test_the_test(self):
        """What the sweep would find: the owner meets its own ticket."""
        self.login(self.ann)
        with self.assertRaises(AssertionError), mute_logger("odoo.http", "werkzeug"):
            self._sweep(set())

    def test_public(self):
        self._check("public", ())

    def test_owner(self):
        readable = [r for r in RECORDS if "r" in self._rights("default", r)]
        self._check("default", readable)

    def test_collaborator(self):
        self._check("collaborator", ["assigned"])

    def test_other_company(self):
        self._check("other", ["other", "assigned"])  # they are its colleague's

    def test_owner_before_the_password_is_changed(self):
        self.ann._customer_portal_account(make=True).must_change = True
        self.refusals |= {303}  # to the page where it is changed
        self._check("default", [])


@tagged("-at_install", "post_install", "-standard", "with_apps")
class TestAllRoutesWithApps(AllRoutes):
    """The same where sales, invoicing, projects, purchases and more are installed."""

    def test_every_route_is_in_the_table(self):
        self._check_table()

    def test_other_company(self):
        self._check("other", ["other", "assigned"])
