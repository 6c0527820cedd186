# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from . import common
from .common import CANARY, LIST

MODELS = ("project.project", "project.task", "project.milestone")


@tagged("-at_install", "post_install", "-standard", "with_apps")
class TestProjectsClosed(common.TicketProjectCase):
    """Of projects and tasks customers get two names on a ticket, and nothing else."""

    def setUp(self):
        super().setUp()
        self.ticket = self._ticket(self.ann, **self._of(self.bridge))
        self.records = [
            self.bridge.project_id,
            self.bridge,
            self.bridge.milestone_id,
        ]

    def test_stock(self):
        """A ticket opens nothing, whoever is invited: Odoo's rules alone decide."""
        self.env.company.customer_portal_without_profile = "standard"
        stock = new_test_user(self.env, "stock-customer", "base.group_portal")
        self.assertIsNone(stock._customer_portal_policy())
        ticket = self.ticket.copy({"partner_id": stock.partner_id.id})
        self.assertEqual(ticket.task_id, self.bridge)
        project, task, _milestone = self.records
        project.partner_id = False
        for visibility in ("followers", "invited_users", "employees", "portal"):
            project.privacy_visibility = visibility
            for user in (stock, self.ann):
                for record in self.records:
                    with self.subTest(visibility=visibility, record=record):
                        for operation in ("read", "write", "create", "unlink"):
                            as_user = record.with_user(user)
                            self.assertFalse(as_user.has_access(operation))
        # who is invited sees them in Odoo's portal, and still not with a profile
        for record in (project, task):
            record.message_subscribe([u.partner_id.id for u in (stock, self.ann)])
            self.assertTrue(record.with_user(stock).has_access("read"))
            self.assertFalse(record.with_user(stock).has_access("write"))
            self.assertFalse(record.with_user(self.ann).has_access("read"))

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_orm(self):
        ticket = self.ticket.with_user(self.ann)
        self.assertEqual(ticket.task_id, self.bridge, "the number of its own")
        project, task, milestone = (r.with_user(self.ann) for r in self.records)
        for call in (
            *(
                lambda record=record, method=method, args=args: getattr(record, method)(
                    *args
                )
                for record in (project, task, milestone)
                for method, args in (
                    ("read", [["display_name"]]),
                    ("search", [[]]),
                    ("name_search", ["Quill"]),
                    ("search_count", [[("name", "like", CANARY)]]),
                    ("write", [{"name": "Mine"}]),
                    ("unlink", []),
                )
            ),
            lambda: task.name,
            lambda: ticket.project_id.description,
            lambda: ticket.task_id.stage_id,
            lambda: ticket.milestone_id,
            lambda: ticket.search([("milestone_id", "!=", False)]),
            lambda: ticket.search([("task_id.description", "like", CANARY)]),
            lambda: ticket.search([("project_id.partner_id", "=", self.globex.id)]),
            lambda: project.ticket_ids,
            lambda: task.ticket_ids,
            lambda: ticket.write({"task_id": self.tunnel.id}),
            lambda: ticket.write({"project_id": False}),
        ):
            self.env.invalidate_all()
            with self.assertRaises(AccessError):
                call()

    @mute_logger("odoo.http")
    def test_rpc(self):
        self.login(self.ann)
        calls = [
            (record._name, method, args)
            for record in self.records
            for method, args in (
                ("read", [record.ids, ["display_name"]]),
                ("web_search_read", [[], {"name": {}}]),
                ("name_search", ["Quill"]),
                ("search_count", [[("name", "like", CANARY)]]),
                ("write", [record.ids, {"name": "Mine"}]),
            )
        ]
        ids = self.ticket.ids
        calls += [
            ("project.project", "action_open_helpdesk_tickets", [[calls[0][2][0][0]]]),
            ("helpdesk.ticket", "read", [ids, ["project_id"]]),
            ("helpdesk.ticket", "write", [ids, {"task_id": self.tunnel.id}]),
            ("no.such.model", "read", [ids]),
        ]
        for model, method, args in calls:
            params = {"model": model, "method": method, "args": args, "kwargs": {}}
            with self.assertRaises(JsonRpcException, msg=method) as caught:
                self.make_jsonrpc_request("/web/dataset/call_kw", params)
            self.assertEqual(caught.exception.code, 404, (model, method))
        self.assertEqual(self.ticket.task_id, self.bridge)

    def test_pages(self):
        """No page shows what they keep beside their names."""
        self.lines.in_list = True
        self.access.write_scope = "own"
        self.login(self.ann)
        detail = f"{LIST}/{self.ticket.id}"
        for address in (LIST, f"{LIST}/export", detail, f"{detail}/edit", "/my"):
            response = self.get(address)
            self.assertEqual(response.status_code, 200, address)
            for secret in (CANARY, self.globex.name):
                self.assertNotIn(secret, response.text, address)

    def test_apps_pages(self):
        """The app's own pages of them stay closed."""
        project, task, _milestone = self.records
        project.privacy_visibility = "portal"
        for record in (project, task):
            record.message_subscribe(self.ann.partner_id.ids)
        self.login(self.ann)
        for address in (
            "/my/projects",
            "/my/tasks",
            f"/my/projects/{project.id}",
            f"/my/projects/{project.id}/task/{task.id}",
            f"/my/tasks/{task.id}",
        ):
            response = self.get(address)
            self.assertEqual(response.status_code, 303, address)
            self.assertURLEqual(response.headers["Location"], "/my")

    def test_stranger(self):
        """Who is the project's customer has no tickets of it."""
        self.assertEqual(self.bridge.project_id.partner_id, self.globex)
        self.login(self.dan)
        self.assertEqual(self.get(f"{LIST}/{self.ticket.id}").status_code, 404)
        self.assertNotIn("Quill", self.get(LIST).text)
