# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io
from contextlib import contextmanager
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common
from .registration_case import TYPED
from .smtp_sink import smtp_sink

LIST = "/my/records/tickets"
NEW = "unusual lantern over Trieste"
#: PostgreSQL's answer to two transactions that cannot be put in a row.
REFUSED = "DO $$ BEGIN RAISE EXCEPTION 'forced' USING ERRCODE = '40001'; END $$"
LOG = "odoo.service.model", "odoo.sql_db", "odoo.http"


@tagged("-at_install", "post_install", "without_website")
class TestRetriedRequests(common.PortalHttpCase):
    """What a request makes is made once, and its mails leave after its commit.

    Each is refused by PostgreSQL when all its work is done, and run again by Odoo.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.customer_portal_registration = "agent"
        cls.env.company.email = "desk@ours.example"
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Retried", "user_ids": cls.agent.ids}
        )
        cls.luca = common.new_test_user(
            cls.env,
            "luca-retried",
            "helpdesk_mgmt.group_helpdesk_user",
            email="luca@support.example",
            notification_type="email",
        )
        cls.ticket = cls._ticket(cls.ann, team_id=cls.team.id, user_id=cls.agent.id)
        cls.ticket.message_subscribe((cls.ann | cls.bob | cls.agent).partner_id.ids)

    def setUp(self):
        super().setUp()
        self.env.cr.flush()
        self.env["mail.mail"].search([]).unlink()
        self.sink = self.enterContext(smtp_sink(self.env))

    @contextmanager
    def _at_the_end(self, error=None):
        """Let the end of the next request fail once, after all its work.

        :param error: exception; PostgreSQL's refusal without one
        :return: list of the attempts
        """
        tries, dispatch = [], type(self.env["ir.http"])._post_dispatch

        def fail(cls, response):
            dispatch(response)
            cr = common.http.request.env.cr
            cr.flush()
            tries.append(self.sink.connections)
            if len(tries) == 1:
                if error:
                    raise error
                cr.execute(REFUSED)

        with (
            patch.object(
                type(self.env["ir.http"]), "_post_dispatch", classmethod(fail)
            ),
            patch("odoo.service.model.random.uniform", lambda low, high: 0),
            mute_logger(*LOG),
        ):
            yield tries

    def _count(self):
        """Return how many rows there are of what requests make.

        :rtype: dict
        """
        self.env.invalidate_all()
        models = (
            "helpdesk.ticket",
            "mail.message",
            "mail.mail",
            "mail.notification",
            "ir.attachment",
            "customer.portal.request",
            "customer.portal.registration",
            "customer.portal.log",
            "res.partner",
        )
        return {
            model: self.env[model].with_context(active_test=False).search_count([])
            for model in models
        }

    def _submit(self, url, data, files):
        return self.post(url, data, files=files() if files else None)

    def _steps(self):
        """Return name, address, texts, files, and what is made at least."""
        page = f"{LIST}/{self.ticket.id}"
        message = {"mail.message": 1, "mail.mail": 1}
        password = {"password": NEW, "confirm_password": NEW}

        def file():
            return [("attachments", ("log.txt", io.BytesIO(b"x" * 9), "text/plain"))]

        return [
            (
                "new record",
                f"{LIST}/new",
                {"name": "Scanner", "description": "No light", "priority": "1"},
                file,
                {"helpdesk.ticket": 1, "ir.attachment": 1, "mail.mail": 1},
            ),
            ("comment", f"{page}/comments", {"body": "Any news?"}, None, message),
            (
                "comment with a file",
                f"{page}/comments",
                {"body": "Look"},
                file,
                {**message, "ir.attachment": 1},
            ),
            (
                "upload",
                f"{page}/attachments",
                {},
                file,
                {"ir.attachment": 1},
            ),
            ("close", f"{page}/close", {}, None, {"mail.message": 1}),
            ("reopen", f"{page}/reopen", {}, None, {"mail.message": 1}),
            ("mail change", "/my/mail", {"mail": "x@acme.example"}, None, {}),
            ("password", "/my/password", password, None, {"mail.mail": 1}),
        ]

    def _prepare(self, name):
        """Bring about what a step needs."""
        if name == "password":
            self.ann._customer_portal_account(make=True).must_change = True
        if name == "mail change":
            return {"password": common.PASSWORD}
        return {}

    def _run_twice(self, step):
        """Send a request that is refused at first, and run again.

        :return: what it made, by model
        """
        name, url, data, files, least = step
        data = {**data, **self._prepare(name)}
        before = self._count()
        with self._at_the_end() as tries:
            response = self._submit(url, data, files)
        self.assertEqual(response.status_code, 303, (name, response.text[:300]))
        self.assertEqual(tries, [0, 0], f"{name}: run again, with no mail sent")
        self.env.cr.flush()
        after = self._count()
        made = {model: after[model] - before[model] for model in after}
        for model, number in least.items():
            self.assertGreaterEqual(made[model], number, (name, model))
        return made

    def _leaving(self, name):
        """Run the queue; nobody gets two mails of one step."""
        self.assertFalse(self.sink.connections, name)
        self.env["mail.mail"].process_email_queue()
        mails, self.sink.mails = self.sink.mails, []
        self.sink.connections = 0
        got = sorted(address for mail in mails for address in mail.recipients)
        self.assertEqual(got, sorted(set(got)), name)
        return got

    def test_run_again(self):
        """One record, one message, one mail; the same as without the fault."""
        self.login(self.ann)
        for step in self._steps():
            name = step[0]
            with self.subTest(name):
                made = self._run_twice(step)
                got = self._leaving(name)
                self.assertLessEqual(made["helpdesk.ticket"], 1)
                self.assertLessEqual(made["mail.message"], 1 + len(got))
                self.assertLessEqual(made["customer.portal.request"], 1)
                self.assertLessEqual(made["customer.portal.log"], 1)
                if step[4].get("mail.mail"):
                    self.assertTrue(got, name)
                if name.startswith("comment"):
                    self.assertIn(self.agent.email, got)
        texts = self.ticket.message_ids.mapped("body")
        for text in ("Any news?", "Look"):
            self.assertEqual(sum(text in str(body) for body in texts), 1, text)
        files = self.env["ir.attachment"].search(
            [("name", "=", "log.txt"), ("res_model", "=", "helpdesk.ticket")]
        )
        self.assertEqual(len(files), 3)

    def test_registration(self):
        self.authenticate(None, None)
        step = ("register", "/my/register", TYPED, None, {})
        made = self._run_twice(step)
        self.assertEqual(made["customer.portal.registration"], 1)
        self.assertFalse(made["mail.mail"])
        self.assertFalse(self.sink.connections)

    def test_rolled_back(self):
        """A request that fails at its end made nothing and tells nobody."""
        self.login(self.ann)
        for name, url, data, files, _least in self._steps():
            with self.subTest(name):
                data = {**data, **self._prepare(name)}
                before = self._count()
                with self._at_the_end(UserError("forced")):
                    self._submit(url, data, files)
                self.env.cr.flush()
                self.assertEqual(self._count(), before)
                self.assertEqual(self._leaving(name), [])

    def test_in_the_backend(self):
        """An agent's answer, assignment and end, sent as the web client does."""
        self.login(self.agent)
        ticket = self.ticket.id
        done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        for name, params in (
            ("answer", {"body": "Try again", "message_type": "comment"}),
            ("assign", {"user_id": self.luca.id}),
            ("close", {"stage_id": done.id}),
        ):
            with self.subTest(name), self._at_the_end() as tries:
                if name == "answer":
                    params["subtype_xmlid"] = "mail.mt_comment"
                    self.make_jsonrpc_request(
                        "/mail/message/post",
                        {
                            "thread_model": "helpdesk.ticket",
                            "thread_id": ticket,
                            "post_data": params,
                        },
                    )
                else:
                    self.make_jsonrpc_request(
                        "/web/dataset/call_kw/helpdesk.ticket/write",
                        {
                            "model": "helpdesk.ticket",
                            "method": "write",
                            "args": [[ticket], params],
                            "kwargs": {},
                        },
                    )
            self.assertEqual(tries, [0, 0], name)
            self.env.cr.flush()
            got = self._leaving(name)
            wanted = "luca@support.example" if name == "assign" else self.ann.email
            self.assertIn(wanted, got, name)
