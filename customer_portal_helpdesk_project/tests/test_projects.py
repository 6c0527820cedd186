# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from ..hooks import pre_init_hook
from . import common
from .common import LIST, NAMES

SHOWN = ["Quill bridge", "Quill deck"]


@tagged("-at_install", "post_install", "-standard", "with_apps")
class TestProjects(common.TicketProjectCase):
    """Project and task of a ticket: shown by their names, never entered."""

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def _shown(self, address, kind="field"):
        """Return what a page shows of project and task."""
        page = self.page(address)
        return [
            text
            for name in NAMES
            for text in self.texts(page, f"//*[@name='{kind}_{name}']")
        ]

    def test_detail(self):
        ticket = self._ticket(self.ann, **self._of(self.bridge))
        page = self.page(f"{LIST}/{ticket.id}")
        block = "//section[.//h2[normalize-space()='Ticket information']]"
        labels = self.texts(page, f"{block}//dt")
        self.assertLess({"Project", "Task"}, {*labels})
        values = self.texts(page, f"{block}//dd")
        self.assertLess({*SHOWN}, {*values})
        links = page.xpath("//a[contains(@href, 'project') or contains(@href, 'task')]")
        self.assertFalse(links)

    def test_detail_in_italian(self):
        ticket = self._ticket(self.ann, **self._of(self.bridge))
        self.env["res.lang"]._activate_lang("it_IT")
        self.env["ir.module.module"].search(
            [("name", "in", ["customer_portal", "helpdesk_mgmt_project"])]
        )._update_translations(["it_IT"])
        self.ann.lang = "it_IT"
        page = self.page(f"/it{LIST}/{ticket.id}")
        self.assertLess({"Progetto", "Lavoro"}, {*self.texts(page, "//dt")})

    def test_detail_without(self):
        ticket = self._ticket(self.ann)
        self.assertFalse("".join(self._shown(f"{LIST}/{ticket.id}")))

    def test_names_of_what_is_closed(self):
        """Who is on the ticket reads their names also where it may not open them."""
        self.assertFalse(self.bridge.with_user(self.ann).has_access("read"))
        for values in (
            {"privacy_visibility": "followers"},
            {"privacy_visibility": "portal"},
            {"active": False},
        ):
            self.bridge.project_id.write(values)
            ticket = self._ticket(self.ann, **self._of(self.bridge))
            self.assertEqual(self._shown(f"{LIST}/{ticket.id}"), SHOWN, values)

    def test_list(self):
        """A manager can have them in the list, too, and they are searched there."""
        self.assertFalse(any(self.lines.mapped("in_list")))
        self._ticket(self.ann, "One", **self._of(self.bridge))
        self._ticket(self.ann, "Two", **self._of(self.tunnel))
        self._ticket(self.ann, "Three")
        self._ticket(self.bob, "Four", **self._of(self.bridge))
        searches = ({"c.project_id": "bridge"}, {"c.task_id": "deck"})
        for search in searches:
            self.assertCountEqual(self._titles(**search), ["One", "Two", "Three"])
        self.lines.in_list = True
        self.assertLess({*SHOWN}, {*self._shown(LIST, "td")})
        for search in searches:
            self.assertEqual(self._titles(**search), ["One"])
        for name in NAMES:
            self.assertCountEqual(
                self._titles(**{f"c.{name}": "quill"}), ["One", "Two"]
            )
            self.assertEqual(self._titles(**{f"c.{name}": common.CANARY}), [])
            # their order is no business of customers
            self.assertEqual(self._titles(sort=name), self._titles())
        self.assertFalse(
            self.page(LIST).xpath("//th//a[contains(@href, 'project_id')]")
        )
        exported = self.get(f"{LIST}/export").content.decode("utf-8-sig")
        self.assertIn(",".join(SHOWN), exported)

    def test_list_beside_tasks(self):
        """Where they are sections themselves, the list is sorted by them."""
        self.lines.in_list = True
        self._ticket(self.ann, "One", **self._of(self.bridge))
        self._ticket(self.ann, "Two")
        for model, code in (("project.task", "tasks"), ("project.project", "projects")):
            name = self.env["ir.model.fields"]._get(model, "name")
            section = self.env["customer.portal.section"].create(
                {
                    "name": code,
                    "singular": code,
                    "code": code,
                    "model_id": name.model_id.id,
                    "contact_path": "partner_id",
                    "field_ids": [(0, 0, {"field_id": name.id, "in_list": True})],
                }
            )
            self.env["customer.portal.access"].create(
                {
                    "profile_id": self.profile_default.id,
                    "section_id": section.id,
                    "can_create": False,
                    "close_scope": "none",
                }
            )
        for name in NAMES:
            # as Odoo does: tickets without a task are first, those of no project last
            ascending = self._titles(sort=name)
            self.assertCountEqual(ascending, ["One", "Two"])
            self.assertEqual(self._titles(sort=f"{name} desc"), ascending[::-1], name)
            self.assertEqual(self._titles(**{f"c.{name}": "quill"}), ["One"])

    def test_hidden(self):
        """A profile that hides them has them nowhere, not in the changes either."""
        self.lines.in_list = True
        self.access.hidden_field_ids = self.lines
        ticket = self._ticket(self.ann)
        ticket.message_subscribe(self.ann.partner_id.ids)
        self.env.flush_all()
        self.cr.precommit.run()  # of what was just made no change is noted
        ticket.with_context(tracking_disable=False).write(self._of(self.bridge))
        self.env.flush_all()
        self.cr.precommit.run()
        self.assertTrue(ticket.message_ids.tracking_value_ids)
        addresses = (LIST, f"{LIST}/{ticket.id}", f"{LIST}/new", f"{LIST}/export")
        for address in addresses:
            response = self.get(address)
            self.assertEqual(response.status_code, 200)
            for text in ("Quill", *NAMES):
                self.assertNotIn(text, response.text, address)
        self.assertEqual(self._titles(**{"c.task_id": "lining"}), [ticket.name])
        self.login(self.bob)  # another profile
        self.assertEqual(self._shown(f"{LIST}/{ticket.id}"), SHOWN)

    def test_hidden_project_only(self):
        """Each is hidden by itself."""
        self.access.hidden_field_ids = self.lines[0]
        ticket = self._ticket(self.ann, **self._of(self.bridge))
        self.assertEqual(self._shown(f"{LIST}/{ticket.id}"), SHOWN[1:])

    def test_create(self):
        """What a form says of them is no input."""
        page = self.page(f"{LIST}/new")
        for name in NAMES:
            self.assertFalse(page.xpath(f"//*[contains(@name, '{name}')]"))
            response = self.get(f"{LIST}/choices/{name}?q=quill")
            self.assertEqual(response.status_code, 404)
        before = self.env["helpdesk.ticket"].search([])
        response = self.post(
            f"{LIST}/new",
            {
                "name": "Ink",
                "description": "None left",
                "priority": "1",
                **self._of(self.bridge),
                "milestone_id": self.bridge.milestone_id.id,
                "find.project_id": SHOWN[0],
                "find.task_id": SHOWN[1],
            },
        )
        self.assertEqual(response.status_code, 303)
        ticket = self.env["helpdesk.ticket"].search([]) - before
        self.assertEqual(ticket.name, "Ink")
        self.assertFalse(ticket.project_id or ticket.task_id or ticket.milestone_id)

    def test_edit(self):
        """A ticket keeps them while its contact changes something else."""
        self.access.write_scope = "own"
        ticket = self._ticket(self.ann, **self._of(self.bridge))
        milestone = ticket.milestone_id
        self.assertTrue(milestone)
        address = f"{LIST}/{ticket.id}/edit"
        for values in (self._of(self.tunnel), {"project_id": "", "task_id": ""}):
            form = self.page(address).xpath("//form[hasclass('cp-form')]")[0]
            name = f"Changed to {values['task_id'] or 'none'}"
            sent = {**dict(form.form_values()), **values, "milestone_id": ""}
            sent |= {"name": name, "find.task_id": "Quill lining"}
            self.assertEqual(self.post(address, sent).status_code, 303)
            self.assertEqual(ticket.name, name)
            self.assertEqual(ticket.project_id, self.bridge.project_id)
            self.assertEqual(ticket.task_id, self.bridge)
            self.assertEqual(ticket.milestone_id, milestone)

    def test_queries(self):
        """They do not grow with the projects of a list."""
        self.lines.in_list = True
        counts = []
        for number in (2, 20):
            for count in range(number):
                task = self._task(f"Reed {number} {count}", "Stem")
                self._ticket(self.ann, **self._of(task))
            counts.append(self.count_queries(LIST))
        self.assertLessEqual(counts[1], counts[0])

    def test_lines_made_before(self):
        """Lines that the manager made become the addon's, no second ones are made."""
        module = "customer_portal_helpdesk_project"
        names = ["section_tickets_project", "section_tickets_task"]
        data = self.env["ir.model.data"].search(
            [("module", "=", module), ("name", "in", names)]
        )
        self.assertEqual(len(data), 2)

        def owned():
            found = (self.env.ref(f"{module}.{name}", False) for name in names)
            return [line for line in found if line]

        data.unlink()
        self.assertFalse(owned())
        pre_init_hook(self.env)
        self.assertEqual(owned(), [*self.lines])
        self.lines[0].unlink()
        self.assertEqual(owned(), [self.lines[1]])
        pre_init_hook(self.env)
        self.assertEqual(owned(), [self.lines[1]])
