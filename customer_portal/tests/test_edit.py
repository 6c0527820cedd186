# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common


@tagged("-at_install", "post_install")
class TestEdit(common.PortalHttpCase):
    """Whoever may edit changes what the form shows, and nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.env.ref("customer_portal.profile_default_tickets")
        cls.line.write_scope = "own"
        cls.fields = {field.name: field for field in cls.section.field_ids}
        cls.category = cls.env["helpdesk.ticket.category"].create({"name": "Paper"})
        cls.ticket = cls._ticket(cls.ann, "Printer", priority="1")
        cls.url = f"/my/records/tickets/{cls.ticket.id}"

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def _form(self, **changes):
        """Return what the browser would send of the form, with some inputs changed."""
        page = self.page(f"{self.url}/edit")
        [form] = page.xpath("//form[contains(@class, 'cp-form')]")
        values = {k: v for k, v in form.form_values() if k != "csrf_token"}
        return {**values, **changes}

    def _state(self):
        self.env.invalidate_all()
        names = [
            name
            for name, field in self.ticket._fields.items()
            if field.store and field.type not in ("one2many", "binary")
        ]
        return self.ticket.read(names)

    def _assert_nothing_changes(self, data, status, url=None):
        before = self._state()
        response = self.post(f"{url or self.url}/edit", data)
        self.assertEqual(response.status_code, status)
        self.assertEqual(self._state(), before)
        return response

    def test_edit(self):
        self.assertTrue(self.page(self.url).xpath("//a[@name='edit']"))
        form = self._form()
        self.assertEqual((form["name"], form["description"]), ("Printer", "It stops."))
        form = self._form(name="Scanner", priority="2", category_id=self.category.id)
        response = self.post(f"{self.url}/edit", form)
        self.assertEqual(response.status_code, 303)
        self.assertURLEqual(response.headers["Location"], self.url)
        self.assertEqual(self.ticket.name, "Scanner")
        self.assertEqual(self.ticket.priority, "2")
        self.assertEqual(self.ticket.category_id, self.category)
        self.assertEqual(self.ticket.description, "<p>It stops.</p>", "left as it was")
        self.assertEqual(self.ticket.partner_id, self.ann.partner_id)
        self.assertEqual(self.ticket.user_id, self.agent)

    def test_sent_twice(self):
        form = self._form(name="Scanner")
        for _time in range(2):
            self.assertEqual(self.post(f"{self.url}/edit", form).status_code, 303)
        self.assertEqual(self.ticket.name, "Scanner")

    def test_what_is_not_changed_is_not_written(self):
        form = self._form()
        before = self._state()
        self.assertEqual(self.post(f"{self.url}/edit", form).status_code, 303)
        self.assertEqual(self._state(), before)

    def test_bad_input(self):
        for name, value in (
            ("name", ""),
            ("name", "x" * 300),
            ("priority", "9"),
            ("priority", ""),
            ("category_id", "0"),
            ("category_id", "-1"),
            ("category_id", "9" * 20),
            ("category_id", "x"),
            ("category_id", "[(0, 0, {})]"),
        ):
            data = self._form(**{name: value})
            response = self._assert_nothing_changes(data, 422)
            page = common.html.fromstring(response.text)
            self.assertTrue(page.xpath(f"//a[@href='#cp_{name}']"), (name, value))

    def test_value_not_offered(self):
        hidden = self.env["helpdesk.ticket.category"].create(
            {"name": "Internal", "show_in_portal": False}
        )
        self._assert_nothing_changes(self._form(category_id=str(hidden.id)), 422)
        self.ticket.category_id = hidden
        form = self._form(name="Scanner")
        self.assertEqual(form["category_id"], str(hidden.id), "its own value stays")
        self.assertEqual(self.post(f"{self.url}/edit", form).status_code, 303)
        self.assertEqual(self.ticket.category_id, hidden)

    def test_changed_meanwhile(self):
        """Both values are shown; nothing is overwritten before that."""
        form = self._form(name="Mine", priority="2")
        self.ticket.name = "Theirs"
        response = self._assert_nothing_changes(form, 422)
        self.assertIn("Somebody changed this meanwhile.", response.text)
        page = common.html.fromstring(response.text)
        self.assertEqual(self.texts(page, "//*[@class='cp-theirs-text']"), ["Theirs"])
        [again] = page.xpath("//form[contains(@class, 'cp-form')]")
        self.assertEqual(again.fields["name"], "Mine")
        self.assertEqual(again.fields["priority"], "2")
        values = {k: v for k, v in again.form_values() if k != "csrf_token"}
        self.assertEqual(self.post(f"{self.url}/edit", values).status_code, 303)
        self.assertEqual((self.ticket.name, self.ticket.priority), ("Mine", "2"))

    def test_both_changes_are_kept(self):
        """Support and contact changed different fields: no conflict."""
        form = self._form(name="Mine")
        self.ticket.priority = "3"
        self.assertEqual(self.post(f"{self.url}/edit", form).status_code, 303)
        self.assertEqual((self.ticket.name, self.ticket.priority), ("Mine", "3"))

    def test_without_mark(self):
        """A form that does not say what it showed overwrites nothing."""
        self._assert_nothing_changes({"name": "Mine"}, 422)
        self._assert_nothing_changes({"name": "Mine", "was.name": "0" * 16}, 422)

    def test_mass_assignment(self):
        """Of all fields the model has, only those of the form are written."""
        form = self._form(name="Scanner")
        offered = set(form)
        before = self._state()[0]
        extra = {}
        for name, field in self.ticket._fields.items():
            if name not in offered:
                extra[name] = "1" if field.type != "char" else "Intruder"
                extra[f"default_{name}"] = extra[name]
        extra |= {
            "partner_id": str(self.dan.partner_id.id),
            "commercial_partner_id": str(self.globex.id),
            "message_ids": "[(5,)]",
            "was.partner_id": "x",
        }
        response = self.post(f"{self.url}/edit", {**extra, **form})
        self.assertEqual(response.status_code, 303)
        after = self._state()[0]
        changed = {name for name in after if after[name] != before[name]}
        self.assertLessEqual(
            changed, {"name", "display_name", "write_date", "write_uid"}
        )

    def test_readonly_and_hidden(self):
        for withheld in ("readonly_field_ids", "hidden_field_ids"):
            form = self._form(category_id=str(self.category.id))
            self.line[withheld] = self.fields["category_id"]
            self.assertNotIn("category_id", self._form())
            self.assertEqual(self.post(f"{self.url}/edit", form).status_code, 303)
            self.assertFalse(self.ticket.category_id, withheld)
            self.line[withheld] = False

    def test_required_of_profile(self):
        self.line.required_field_ids = self.fields["category_id"]
        response = self._assert_nothing_changes(self._form(name="Scanner"), 422)
        self.assertIn("Please fill this in.", response.text)

    def test_closed(self):
        form = self._form(name="Scanner")
        self.ticket.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.assertFalse(self.page(self.url).xpath("//a[@name='edit']"))
        self.assertEqual(self.get(f"{self.url}/edit").status_code, 404)
        response = self._assert_nothing_changes(form, 422)
        self.assertIn("This can no longer be edited.", response.text)
        self.assertIn("Scanner", response.text, "what was typed is not lost")

    def test_without_right(self):
        form = self._form(name="Scanner")
        missing = self.get("/my/records/tickets/999999999/edit")
        self.assertEqual(missing.status_code, 404)
        self.line.write_scope = "none"
        self.assertFalse(self.page(self.url).xpath("//a[@name='edit']"))
        self.assertEqual(self.get(f"{self.url}/edit").status_code, 404)
        self._assert_nothing_changes(form, 404)

    def test_strangers(self):
        form = self._form(name="Scanner")
        for user in (self.dan, self.sue, self.eve):
            line = user.partner_id.customer_portal_profile_id.access_ids[:1]
            line.write_scope = line.read_scope
            self.login(user)
            self.assertEqual(self.get(f"{self.url}/edit").status_code, 404)
            self._assert_nothing_changes(form, 404)
        self.authenticate(None, None)
        self._assert_nothing_changes(form, 303)

    def test_read_wider_than_write(self):
        line = self.env.ref("customer_portal.profile_company_tickets")
        line.write_scope = "own"
        form = self._form(name="Scanner")
        self.login(self.bob)
        self.assertEqual(self.get(self.url).status_code, 200)
        self.assertEqual(self.get(f"{self.url}/edit").status_code, 404)
        self._assert_nothing_changes(form, 404)
        line.write_scope = "company"
        self.assertEqual(self.post(f"{self.url}/edit", form).status_code, 303)
        self.assertEqual(self.ticket.name, "Scanner")

    def test_change_that_hides_the_record(self):
        """What the contact could no longer read afterwards is not written."""
        self.section.domain = "[('priority', '!=', '3')]"
        self._assert_nothing_changes(self._form(priority="3"), 404)

    @mute_logger("odoo.http")
    def test_get_and_csrf(self):
        before = self._state()
        form = self._form(name="Scanner")
        self.get(f"{self.url}/edit", params=form)
        self.assertEqual(self._state(), before)
        response = self.post(f"{self.url}/edit", form, csrf=False)
        self.assertEqual(response.status_code, 400)
        self.assertEqual(self._state(), before)

    def test_queries(self):
        counts = []
        for number in (3, 30):
            self.env["helpdesk.ticket.category"].create(
                [{"name": f"C{index}"} for index in range(number)]
            )
            counts.append(self.count_queries(f"{self.url}/edit"))
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[0], 40)
