# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.customer_portal.tests import common

LIST = "/my/records/tickets"
#: What a project and a task keep beside their name; no customer sees it.
CANARY = "Canary-3e51"
NAMES = ("project_id", "task_id")


class TicketProjectCase(common.PortalHttpCase):
    """Tickets with project and task, both for the staff only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        module = "customer_portal_helpdesk_project"
        cls.lines = cls.env.ref(f"{module}.section_tickets_project")
        cls.lines += cls.env.ref(f"{module}.section_tickets_task")
        cls.access = cls.env.ref("customer_portal.profile_default_tickets")
        cls.bridge = cls._task("Quill bridge", "Quill deck")
        cls.tunnel = cls._task("Quill tunnel", "Quill lining")

    @classmethod
    def _task(cls, project, name, **values):
        """Make a project with one task.

        :return: ``project.task``
        """
        project = cls.env["project.project"].create(
            {
                "name": project,
                "description": CANARY,
                "privacy_visibility": "followers",
                "partner_id": cls.globex.id,
                **values,
            }
        )
        milestone = cls.env["project.milestone"].create(
            {"name": f"{CANARY} milestone", "project_id": project.id}
        )
        return cls.env["project.task"].create(
            {
                "name": name,
                "description": CANARY,
                "project_id": project.id,
                "milestone_id": milestone.id,
            }
        )

    @classmethod
    def _of(cls, task):
        """Return the values that link a ticket to a task."""
        return {"project_id": task.project_id.id, "task_id": task.id}

    def _titles(self, **params):
        """Return the titles of the tickets in the list."""
        response = self.get(LIST, params=params)
        self.assertEqual(response.status_code, 200)
        page = common.html.fromstring(response.text)
        return self.texts(page, "//td[@name='td_name']")
