# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import inspect
import json
import re
import threading
from unittest.mock import patch

from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from . import matrix
from .canary_case import RECORDS, WORD, CanaryCase
from .common_apps import AppsCase

FOUND = re.compile(r"(?:canary|secret)-[a-z_]+-7f")
LEFT_OUT, CLOSED, MOVED = (
    next(kind for kind in matrix.DOORS if kind.startswith(beginning))
    for beginning in ("Not called", "Closed to contacts, as", "Lead to")
)
#: They end the session or the database, or wait for something.
ENDS = ("/web/session/logout", "/web/session/destroy", "/my/deactivate_account")
FILES = ("/web/content", "/web/image", "/website/image", "/mail/attachment")
TOKENS = ("access_token", "pid", "hash")
LOGGERS = ("odoo.http", "odoo.sql_db", "odoo.addons", "odoo.models", "werkzeug")


class AllRoutes(CanaryCase):
    """No route of the server, of whichever addon, shows or changes more than the table.

    Every route is called with every id, name and token of records of all kinds that
    its arguments can take. Of the words in them only those may come back that the
    table lets the actor read, and nothing that it may not change may change.
    """

    #: How the server refuses what is closed.
    refusals = frozenset({401, 404, 405, 415})

    def _address(self, rule, arguments):
        """Fill in the address of a route."""
        parts = []
        for kind, part in rule._trace:
            if not kind:
                parts.append(part.lstrip("|"))
                continue
            converter = rule._converters[part]
            default = "helpdesk.ticket"
            if type(converter).__name__ == "IntegerConverter":
                default = arguments["thread_id"]
            if type(converter).__name__ == "ModelConverter":
                parts.append(str(self._get_foreign(converter.model, arguments)))
            else:
                parts.append(str(arguments.get(part, default)))
        return "".join(parts)

    def _get_foreign(self, model, arguments):
        """Return the id of a record of a model, where there is one a stranger's."""
        known = {
            "ir.attachment": arguments["attachment_id"],
            "res.partner": arguments["partner_id"],
            arguments["model"]: arguments["thread_id"],
        }
        if model in known:
            return known[model]
        return self.env[model].search([], limit=1).id or 1

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

    def _calls(self, canaries):
        """Return the calls to make: rule, address, parameters.

        A route is called as often as what it takes differs.
        """
        for rule in self._rules():
            if matrix.door(rule.rule) == LEFT_OUT or rule.rule.startswith(ENDS):
                continue
            names = inspect.signature(rule.endpoint.func.__wrapped__).parameters
            seen = set()
            for canary in canaries:
                for index in (0, 1):
                    arguments = self._arguments(canary, index)
                    if rule.rule.startswith(FILES):
                        arguments["access_token"] = canary["tokens"][index]
                    if rule.rule.endswith("vcard"):
                        arguments["partner_ids"] = str(canary["contact"])
                    address = self._address(rule, arguments)
                    taken = {n: v for n, v in arguments.items() if n in names}
                    told = {n: v for n, v in taken.items() if n not in TOKENS}
                    if (address, repr(told)) in seen:
                        continue
                    seen.add((address, repr(told)))
                    yield rule, address, taken | {n: arguments[n] for n in TOKENS}

    def _sweep(self, allowed, canaries):
        """Call every route.

        :param set allowed: words that may come back
        :param canaries: the records to try
        :return: number of calls
        """
        calls = 0
        for rule, address, params in self._calls(canaries):
            routing, door = rule.endpoint.routing, matrix.door(rule.rule)
            if routing["type"] == "jsonrpc":
                status, text = self._call_json(address, params)
                answers = [("JSON", status, text)]
            else:
                methods = {"GET", "POST"} & set(rule.methods or {"GET", "POST"})
                answers = [(m, *self._call(m, address, params)) for m in methods]
            for method, status, text in answers:
                calls += 1
                found = set(FOUND.findall(text.lower()))
                self.assertLessEqual(found, allowed, (method, address, params))
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

    def _readable(self, actor):
        return [r for r in RECORDS if "r" in self._rights(actor, r)]

    def _check(self, actor, readable, changed=(), canaries=None):
        """Sweep as an actor.

        :param readable: names of the tickets that the table lets it read
        :param changed: names of those that it may change
        :param canaries: what to try, all tickets and documents by default
        """
        every = canaries or [*self.tickets.values(), *self.documents]
        kept = [c for r, c in self.tickets.items() if r not in changed]
        before = self._snapshot(kept + self.documents)
        user = self.actors[actor]
        with mute_logger(*LOGGERS):
            if user:
                self.login(user)
            else:
                self.authenticate(None, None)
            calls = self._sweep({WORD.format(record) for record in readable}, every)
        self.assertGreater(calls, 100)
        self.assertEqual(self._snapshot(kept + self.documents), before)


@tagged("-at_install", "post_install")
class TestAllRoutes(AllRoutes):
    def test_every_route_is_in_the_table(self):
        self._check_table()

    def test_the_test(self):
        """What the sweep would find: the owner meets its own ticket."""
        self.login(self.ann)
        with self.assertRaises(AssertionError), mute_logger("odoo.http", "werkzeug"):
            self._sweep(set(), self.tickets.values())

    def test_public(self):
        self._check("public", ())

    def test_no_profile(self):
        self._check("no_profile", ())

    def test_owner(self):
        readable = self._readable("default")
        self._check("default", readable, readable)

    def test_company(self):
        """A colleague of Ann's reads what she and Carol have, and changes nothing."""
        self._check("company", ["own", "own_closed", "colleague"])

    def test_collaborator(self):
        self._check("collaborator", ["assigned"], ["assigned"])

    def test_other_company(self):
        self._check("other", ["other", "assigned"])  # they are its colleague's

    def test_owner_before_the_password_is_changed(self):
        self.ann._customer_portal_account(make=True).must_change = True
        self.refusals |= {303}  # to the page where it is changed
        self._check("default", [])


@tagged("-at_install", "post_install", "-standard", "with_apps")
class TestAllRoutesWithApps(AllRoutes, AppsCase):
    """The same where sales, invoicing, projects, purchases and more are installed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._document_canaries(cls._documents(cls.ann))

    def test_every_route_is_in_the_table(self):
        self._check_table()

    def test_other_company(self):
        self._check("other", ["other", "assigned"])

    def test_owner(self):
        """Its own documents of apps are not shown, for no section shows them."""
        readable = self._readable("default")
        self._check("default", readable, readable, self.documents)
