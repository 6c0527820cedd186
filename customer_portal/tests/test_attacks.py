# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io
import json
import re
import zipfile

from odoo import Command
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from . import common

LIST = "/my/records/tickets"
SECRET = "Secret-of-Globex"
#: Ways to write what is no id of a record that the user may read.
NO_IDS = (
    *("-1", "0", "-0", "2147483647", "2147483648", str(2**63), str(2**64), "9" * 60),
    *("1.0", "1e1", "0x1", "null", "None", "true", "NaN", "undefined", "[1]", "{}"),
    *("' or 1=1--", "%00", "tickets", "x%2f..%2f..", "%2e%2e%2fmy", "%2e%2fx"),
)
#: What attackers write into parameters of lists.
PAYLOADS = (
    "[]",
    "[('id', '>', 0)]",
    "[(1, '=', 1)]",
    '[["id", ">", 0]]',
    '[["partner_id", "!=", false]]',
    "['|', (1, '=', 1), (0, '=', 1)]",
    "[('message_ids.body', 'ilike', 'Secret')]",
    "[('access_token', '!=', False)]",
    "') or 1=1 --",
    "'; drop table res_users; --",
    "%' OR '1'='1",
    "name desc; select 1",
    "id asc, access_token desc",
    "partner_id.commercial_partner_id",
    "write_date desc nulls first",
    "access_token",
    "__import__('os').system('true')",
    "{{ 7*7 }} ${7*7}",
    "%s %(x)s {0} \\",
    "<script>alert(1)</script>",
)
PARAMETERS = (
    *("domain", "filter", "filters", "filterby", "search", "search_in", "q", "sort"),
    *("sortby", "order", "orderby", "groupby", "group_by", "size", "limit", "page"),
    *("offset", "mine", "c.name", "c.partner_id", "c.domain", "fields", "context"),
    *("ids", "active_ids", "code", "access", "company_ids", "allowed_company_ids"),
)


@tagged("-at_install", "post_install")
class TestAttacks(common.PortalHttpCase):
    """The attacks of the threat model, each in one place. More are in the tests of
    models, strangers, routes, RPC, tokens and input."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._ticket(cls.ann, "Printer")
        cls.own_file = cls._file(cls.own, "own.txt", cls.ann)
        cls.foreign = cls._ticket(cls.dan, SECRET)
        comment = cls.foreign.with_user(cls.agent).message_post(
            body=SECRET, message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        cls.foreign_file = cls._file(cls.foreign, "foreign.txt", cls.dan, comment)
        cls.foreign_file.raw = SECRET.encode()
        cls.foreign.access_token = SECRET

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def _rows(self, query=""):
        """Return the ids of the list's rows, in order."""
        response = self.get(f"{LIST}{query}")
        self.assertEqual(response.status_code, 200, query)
        self.assertNotIn(SECRET, response.text)
        page = common.html.fromstring(response.text)
        addresses = page.xpath("//td//a/@href | //li//a/@href")
        found = [re.match(rf"{LIST}/(\d+)", address) for address in addresses]
        return list(dict.fromkeys(int(match[1]) for match in found if match))

    def _state(self, ticket):
        self.env.invalidate_all()
        names = [
            name
            for name, field in ticket._fields.items()
            if field.store and field.type != "binary"
        ]
        files = self.env["ir.attachment"].search_count(
            [("res_model", "=", ticket._name), ("res_id", "=", ticket.id)]
        )
        return ticket.read(names), files

    # ------------------------------------------------------------------
    # Ids
    # ------------------------------------------------------------------

    @mute_logger("odoo.http")
    def test_id_type_confusion(self):
        """What is no id of a readable record is missing, wherever it stands."""
        before = self._state(self.own), self._state(self.foreign)
        arabic = "".join(chr(0x660 + int(digit)) for digit in str(self.foreign.id))
        own = f"{LIST}/{self.own.id}"
        for odd in (*NO_IDS, arabic, f"+{self.foreign.id}", f"{self.foreign.id} "):
            with self.subTest(id=odd):
                for path in ("", "/attachments/1"):
                    # Odoo leads digits of other scripts to the usual ones
                    response = self.url_open(f"{LIST}/{odd}{path}")
                    self.assertIn(response.status_code, (400, 404), path)
                for path in ("/edit", "/close"):
                    response = self.post(f"{LIST}/{odd}{path}", {"name": "x"})
                    self.assertIn(response.status_code, (400, 404, 405), path)
                response = self.url_open(f"{own}/attachments/{odd}")
                self.assertIn(response.status_code, (400, 404))
                response = self.get(f"/web/content/{odd}")
                self.assertNotIn(SECRET, response.text)
                self.assertLess(response.status_code, 500)
        self.assertEqual((self._state(self.own), self._state(self.foreign)), before)

    @mute_logger("odoo.http")
    def test_mixed_own_and_foreign_ids(self):
        """A foreign id among own ones gives nothing of the foreign, and no right."""
        files = [self.own_file.id, self.foreign_file.id]
        before = self._state(self.foreign)
        for ids in (files, files[::-1], [*files, 0, -1, 2**40]):
            response = self.post(
                "/mail/attachment/zip",
                {"file_ids": ",".join(map(str, ids)), "zip_name": "x"},
            )
            if response.content[:2] == b"PK":
                archive = zipfile.ZipFile(io.BytesIO(response.content))
                read = b"".join(archive.read(name) for name in archive.namelist())
                self.assertNotIn(SECRET.encode(), read)
            self.assertNotIn(SECRET.encode(), response.content)
        for url in (
            f"{LIST}/{self.own.id}/attachments/{self.foreign_file.id}",
            f"{LIST}/{self.foreign.id}/attachments/{self.own_file.id}",
            f"{LIST}/{self.own.id},{self.foreign.id}",
        ):
            self.assertEqual(self.get(url).status_code, 404, url)
        response = self.post(
            f"{LIST}/{self.own.id}/comments",
            {
                "body": "Hello",
                "attachment_ids": json.dumps(files),
                "attachment_tokens": json.dumps(["x", "x"]),
                "res_id": str(self.foreign.id),
                "record_ids": json.dumps([self.own.id, self.foreign.id]),
            },
        )
        self.assertEqual(response.status_code, 303)
        self.env.invalidate_all()
        self.assertEqual(self.foreign_file.res_id, self.foreign.id)
        self.assertFalse(self.own.message_ids[0].attachment_ids)
        self.assertEqual(self._state(self.foreign), before)
        for params in (
            {"thread_model": "helpdesk.ticket", "thread_id": files},
            {"thread_model": "helpdesk.ticket", "thread_id": self.foreign.id},
        ):
            try:
                answer = self.make_jsonrpc_request("/mail/thread/messages", params)
            except JsonRpcException as error:
                answer = error
            self.assertNotIn(SECRET, str(answer))

    # ------------------------------------------------------------------
    # Values
    # ------------------------------------------------------------------

    def _everything(self):
        """Return a value for each field of the model that a form does not ask for."""
        form = {"name", "description", "priority", "category_id"}
        values = {}
        for name, field in self.foreign.fields_get().items():
            if name in form:
                continue
            commands = {
                "one2many": "[[0, 0, {}], [5, 0, 0]]",
                "many2many": "[[6, 0, [1]]]",
                "many2one": str(self.dan.partner_id.id),
                "many2one_reference": str(self.foreign.id),
                "integer": "7",
                "float": "7.5",
                "boolean": "1",
                "date": "2026-01-01",
                "datetime": "2026-01-01 00:00:00",
                "selection": (field.get("selection") or [["x"]])[-1][0],
            }
            values[name] = str(commands.get(field["type"], "Intruder"))
            values[f"default_{name}"] = values[name]
            values[f"{name}[]"] = values[name]
            values[f"was.{name}"] = "0" * 16
        context = {f"default_{name}": 1 for name in self.foreign._fields}
        return values | {"context": json.dumps(context), "values": json.dumps(values)}

    def test_mass_assignment_of_all_fields(self):
        """A form with every field of the model makes what a plain form makes."""
        asked = {"name": "Plain", "description": "x", "priority": "1"}
        self.post(f"{LIST}/new", asked)
        offered = self.section.field_ids.filtered("in_form").mapped("name")
        everything = self._everything()
        self.assertGreater(len(everything), 200)
        everything = {n: v for n, v in everything.items() if n not in offered}
        response = self.post(f"{LIST}/new", everything | asked | {"name": "Full"})
        self.assertEqual(response.status_code, 303)
        plain, full = (
            self.env["helpdesk.ticket"].search([("name", "=", name)])
            for name in ("Plain", "Full")
        )
        self.assertEqual(len(plain + full), 2)
        # each has its own, whatever is sent
        differ = {"id", "name", "display_name", "number", "access_url", "access_token"}
        for name, field in full._fields.items():
            if name in differ or field.type in ("one2many", "datetime", "json"):
                continue
            self.assertEqual(full[name], plain[name], name)
        self.assertEqual(len(full.message_ids), len(plain.message_ids))
        self.assertEqual(full.message_partner_ids, plain.message_partner_ids)
        self.assertNotEqual(full.access_token, "Intruder")

    def test_relational_targets(self):
        """A pick list of what the portal shows offers what the user itself may read."""
        field = self.env["ir.model.fields"]._get("helpdesk.ticket", "duplicate_id")
        line = self.env["customer.portal.section.field"].create(
            {
                "section_id": self.section.id,
                "field_id": field.id,
                "in_form": True,
                "in_detail": True,
            }
        )
        page = self.page(f"{LIST}/new")
        offered = page.xpath("//select[@name='duplicate_id']/option/@value")
        self.assertIn(str(self.own.id), offered)
        self.assertNotIn(str(self.foreign.id), offered)
        values = {"name": "Copy", "description": "x", "priority": "1"}
        for target in (self.foreign.id, 0, -1, f"{self.own.id},{self.foreign.id}"):
            response = self.post(f"{LIST}/new", values | {"duplicate_id": str(target)})
            self.assertEqual(response.status_code, 422)
            self.assertNotIn(SECRET, response.text)
        response = self.post(f"{LIST}/new", values | {"duplicate_id": str(self.own.id)})
        self.assertEqual(response.status_code, 303)
        # what the manager lists is offered, whoever may read it
        line.allowed_values = str(self.foreign.id)
        page = self.page(f"{LIST}/new")
        offered = page.xpath("//select[@name='duplicate_id']/option/@value")
        self.assertEqual([value for value in offered if value], [str(self.foreign.id)])

    def test_commands_of_lists(self):
        """Fields of many records take no part in forms, as declared and as sent."""
        for name in ("message_ids", "message_partner_ids"):
            field = self.env["ir.model.fields"]._get("helpdesk.ticket", name)
            with self.assertRaisesRegex(Exception, "cannot be filled in"):
                with self.cr.savepoint():
                    self.section.field_ids = [
                        Command.create({"field_id": field.id, "in_form": True})
                    ]
        before = self._state(self.own)
        self.env.ref("customer_portal.profile_default_tickets").write_scope = "own"
        [form] = self.page(f"{LIST}/{self.own.id}/edit").xpath(
            "//form[contains(@class, 'cp-form')]"
        )
        shown = {k: v for k, v in form.form_values() if k != "csrf_token"}
        for command in ("[[6, 0, [1]]]", "[(0, 0, {'name': 'x'})]", "[[5]]", "1,2"):
            commands = {
                name: command
                for name in ("tag_ids", "message_ids", "message_partner_ids")
            }
            response = self.post(f"{LIST}/{self.own.id}/edit", shown | commands)
            self.assertEqual(response.status_code, 303)
            for name in ("category_id", "priority"):
                response = self.post(
                    f"{LIST}/{self.own.id}/edit", shown | {name: command}
                )
                self.assertEqual(response.status_code, 422)
        self.assertEqual(self._state(self.own), before)

    # ------------------------------------------------------------------
    # Lists
    # ------------------------------------------------------------------

    def test_domain_and_filter_injection(self):
        """Whatever stands in an address, a list shows its own rows, or fewer."""
        self._ticket(self.ann, "Scanner")
        plain = self._rows()
        self.assertEqual(len(plain), 2)
        self.assertEqual(len(PAYLOADS), 20)
        searches = {"q", "c.name", "c.partner_id"}
        for payload in PAYLOADS:
            with self.subTest(payload=payload):
                rest = {p: payload for p in PARAMETERS if p not in searches}
                response = self.get(LIST, params=rest)
                self.assertEqual(response.status_code, 200)
                self.assertNotIn(SECRET, response.text)
                text = response.text
                for ticket in plain:
                    self.assertIn(f"{LIST}/{ticket}", text)
                for search in searches:
                    response = self.get(LIST, params={search: payload})
                    self.assertEqual(response.status_code, 200)
                    self.assertNotIn(f"{LIST}/{self.foreign.id}", response.text)
                    self.assertNotIn("<script>alert(1)", response.text)
                export = self.get(f"{LIST}/export", params=rest)
                self.assertEqual(export.status_code, 200)
                self.assertNotIn(SECRET, export.text)

    def test_sort_and_column_of_hidden_fields(self):
        """Who does not see a field neither sorts, searches nor counts by it."""
        line = self.env.ref("customer_portal.profile_default_tickets")
        fields = {field.name: field for field in self.section.field_ids}
        categories = self.env["helpdesk.ticket.category"].create(
            [{"name": "Beta"}, {"name": "Alpha"}]
        )
        fields["category_id"].in_list = True
        fields["priority"].required = False
        self.own.write({"category_id": categories[0].id, "priority": "0"})
        second = self._ticket(
            self.ann, "Scanner", category_id=categories[1].id, priority="3"
        )
        self.section.order = "priority desc, id"
        both = [second.id, self.own.id]
        self.assertEqual(self._rows(), both)
        self.assertEqual(self._rows(f"?c.category_id=%3D{categories[0].id}"), both[1:])
        line.hidden_field_ids = fields["category_id"] | fields["priority"]
        line.create_for_colleagues = False
        both = [self.own.id, second.id]  # by what is left of the default sort
        for query in (
            "",
            "?sort=category_id",
            "?sort=category_id%20desc",
            "?sort=priority",
            "?sort=priority%20desc",
            "?sort=category_id.name",
            "?sort=access_token",
            "?sort=partner_email%20desc",
            f"?c.category_id=%3D{categories[0].id}",
            "?c.category_id=Beta",
            "?c.priority=3",
            "?c.priority.from=3",
            "?c.partner_email=ann",
            "?c.access_token=a",
            "?filter=category_id",
            "?groupby=category_id",
        ):
            with self.subTest(query=query):
                self.assertEqual(self._rows(query), both)
                text = self.get(f"{LIST}/export{query}").text
                self.assertLess(text.index(self.own.number), text.index(second.number))
        for query in ("?q=Beta", "?q=Alpha", "?q=acme.example"):
            self.assertFalse(self._rows(query))
