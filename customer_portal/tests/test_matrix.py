# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo.exceptions import AccessDenied
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common, matrix
from .matrix_case import CLOSED, SECTION, MatrixFactory

LIST = f"/my/records/{SECTION}"
FILE = [("attachments", ("new.txt", b"x", "text/plain"))]
#: By right how it is used: method, end of the address, what is sent.
USES = {
    "r": ("get", "", {}),
    "c": ("post", "/comments", {"data": {"body": "Hello"}}),
    "f": ("post", "/attachments", {"files": FILE}),
    "w": ("post", "/edit", {"data": {"name": "Changed"}}),
    "x": ("post", "/close", {}),
    "o": ("post", "/reopen", {}),
    "d": ("post", "/delete", {}),
}
MISSING = 2_000_000_000
#: Whom no page is shown, whatever it asks for, and where it is led.
ELSEWHERE = dict.fromkeys(("public", *CLOSED), "/web/login") | {
    "must_change": "/my/password"
}


@tagged("-at_install", "post_install", "without_website")
class TestMatrix(MatrixFactory, common.PortalHttpCase):
    """Each cell of the table, with real requests and what they leave behind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpMatrix()

    def _log_in(self, actor):
        user = self.actors[actor]
        if actor in CLOSED:
            with self.assertRaises(AccessDenied):
                self.login(user)
        if user and actor not in CLOSED:
            self.login(user)
        else:
            self.authenticate(None, None)

    def _state(self, ticket):
        """Return all of a record that a request could change; nothing once deleted."""
        self.env.invalidate_all()
        if not ticket.exists():
            return None
        return (
            ticket.name,
            ticket.description,
            ticket.stage_id,
            ticket.partner_id,
            ticket.write_date,
            len(ticket.message_ids),
            ticket.message_partner_ids,
            self.env["ir.attachment"].search_count(
                [("res_model", "=", ticket._name), ("res_id", "=", ticket.id)]
            ),
        )

    def _use(self, right, ticket_id, form=None):
        method, path, options = USES[right]
        if form is not None:
            options = {"data": {**form, **options.get("data", {})}}
        with mute_logger("odoo.http"):
            return getattr(self, method)(f"{LIST}/{ticket_id}{path}", **options)

    def _form(self, ticket):
        """Return what the form for editing sends, if the actor gets it."""
        response = self.get(f"{LIST}/{ticket.id}/edit")
        if response.status_code != 200:
            return {}
        page = common.html.fromstring(response.text)
        form = page.xpath("//form[contains(@action, '/edit')]")[0]
        return {
            name: value
            for name, value in form.form_values()
            if name not in ("csrf_token", "request_key", "name")
        }

    def _comparable(self, response):
        text = common.comparable(response.text)
        return response.status_code, re.sub(rf"{LIST}/\d+", LIST, text)

    def _check(self, actor, record, right):
        """Use a right on a new record and see what happened."""
        ticket, rights = self._record(actor, record), self._rights(actor, record)
        form = self._form(ticket) if right == "w" else None
        before = self._state(ticket)
        response = self._use(right, ticket.id, form)
        after = self._state(ticket)
        if right in rights:
            self.assertEqual(response.status_code, 200 if right == "r" else 303)
            if right == "r":
                self.assertIn(ticket.name, response.text)
            else:
                self.assertNotEqual(before, after)
            return
        self.assertEqual(before, after, "refused, and done")
        if "r" in rights:
            self.assertIn(response.status_code, (303, 404, 422))
        elif actor in ELSEWHERE:
            self.assertEqual(response.status_code, 303)
            self.assertIn(ELSEWHERE[actor], response.headers["Location"])
        else:
            missing = self._use(right, MISSING, form)
            self.assertEqual(response.status_code, 404)
            self.assertEqual(self._comparable(response), self._comparable(missing))

    def _check_actors(self, *actors):
        for actor in actors:
            self._log_in(actor)
            for record in matrix.RECORDS:
                for right in matrix.RIGHTS:
                    with self.subTest(actor=actor, record=record, right=right):
                        self._check(actor, record, right)

    def test_without_rights(self):
        self._check_actors("no_profile", *ELSEWHERE)

    def test_shipped_profiles(self):
        self._check_actors("default", "company", "collaborator")

    def test_other_companies(self):
        self._check_actors("subsidiary", "other")

    def test_made_profiles(self):
        self._check_actors("editor", "reader")

    def test_wide_scopes(self):
        """Every right on all records, and on those that are assigned."""
        self._check_actors("supervisor", "worker")

    def test_internal_user(self):
        self._check_actors("agent")

    def test_create(self):
        for actor, (_name, _rights, may) in matrix.SECTIONS[SECTION].items():
            with self.subTest(actor=actor):
                self._log_in(actor)
                form = self.get(f"{LIST}/new")
                self.assertEqual(form.status_code == 200, may)
                values = {"name": f"By {actor}", "description": "x", "priority": "1"}
                self.post(f"{LIST}/new", values)
                named = [("name", "=", f"By {actor}")]
                made = self.env["helpdesk.ticket"].search(named)
                self.assertEqual(bool(made), may)
                if may:
                    self.assertEqual(made.partner_id, self.actors[actor].partner_id)

    def test_lists(self):
        """The list, its search, its count and its export show what can be read."""
        for actor in self.actors:
            names = {r: f"Canary {actor} {r}" for r in matrix.RECORDS}
            for record, name in names.items():
                self._record(actor, record, name)
            expected = {n for r, n in names.items() if "r" in self._rights(actor, r)}
            with self.subTest(actor=actor):
                self._log_in(actor)
                for address in (LIST, f"{LIST}/export"):
                    query = f"?q=Canary+{actor}+&size=100"
                    response = self.get(f"{address}{query}")
                    found = set(re.findall(rf"Canary {actor} [a-z_]+", response.text))
                    self.assertEqual(found, expected, address)
                    if not expected and actor not in ("other", "subsidiary"):
                        status = 303 if actor in ELSEWHERE else 404
                        self.assertEqual(response.status_code, status)

    def test_orm(self):
        """Below the pages: what the ORM gives and takes, for whichever code asks."""
        operations = ("write", "unlink", "create")
        for actor, user in self.actors.items():
            if actor in ("public", "agent", "must_change"):  # reaches no code
                continue
            for record in matrix.RECORDS:
                ticket = self._record(actor, record).with_user(user)
                readable = "r" in self._rights(actor, record)
                with self.subTest(actor=actor, record=record):
                    self.assertEqual(ticket.has_access("read"), readable)
                    self.assertFalse(any(ticket.has_access(o) for o in operations))
