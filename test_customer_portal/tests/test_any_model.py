# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.customer_portal.tests import common

TYPES = (
    "name",
    "partner_id",
    "note",
    "body",
    "quantity",
    "weight",
    "amount",
    "day",
    "moment",
    "urgent",
    "kind",
    "country_id",
)
FORM = {
    "name": "From the form",
    "note": "Line 1\nLine 2",
    "body": "<b>bold</b>",
    "quantity": "7",
    "weight": "1.5",
    "amount": "12.34",
    "day": "2026-02-28",
    "urgent": "1",
    "kind": "b",
}


@tagged("-at_install", "post_install")
class TestAnyModel(common.PortalHttpCase):
    """The engine knows no model by name; what is not granted gives nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.documents = cls.env["test.customer.portal.document"]
        cls.document = cls.documents.create(
            {
                "name": "Contract",
                "partner_id": cls.ann.partner_id.id,
                "line_ids": [(0, 0, {"name": "Line"})],
                "amount": 99.5,
                "day": "2026-01-31",
                "kind": "a",
                "country_id": cls.env.ref("base.it").id,
            }
        )

    @classmethod
    def _expose(cls):
        fields = [
            cls.env["ir.model.fields"]._get(cls.documents._name, name) for name in TYPES
        ]
        section = cls.env["customer.portal.section"].create(
            {
                "name": "Documents",
                "singular": "Document",
                "code": "documents",
                "model_id": cls.env["ir.model"]._get(cls.documents._name).id,
                "contact_path": "partner_id",
                "field_ids": [
                    (
                        0,
                        0,
                        {
                            "field_id": field.id,
                            "in_list": field.name != "body",
                            "in_form": field.name != "partner_id",
                            "required": field.name == "name",
                        },
                    )
                    for field in fields
                ],
            }
        )
        cls.env["customer.portal.access"].create(
            {
                "profile_id": cls.profile_default.id,
                "section_id": section.id,
                "close_scope": "none",
            }
        )

    def test_not_granted(self):
        """Odoo lets portal users read the model; a profile that does not, wins."""
        for records in (self.document, self.document.line_ids):
            as_ann = records.with_user(self.ann)
            for operation in ("read", "write", "create", "unlink"):
                self.assertFalse(as_ann.has_access(operation))
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models"):
                as_ann.search([])
        self.login(self.ann)
        self.assertEqual(self.get("/my/records/documents").status_code, 404)
        agent = self.document.with_user(self.agent)
        self.assertEqual(agent.search([("id", "=", agent.id)]), agent)

    def test_granted(self):
        self._expose()
        document = self.document.with_user(self.ann)
        self.assertEqual(document.search([]), document)
        self.assertFalse(document.has_access("write"))
        with self.assertRaises(AccessError), mute_logger("odoo.models"):
            document.read(["line_ids"])
        line = self.document.line_ids.with_user(self.ann)
        self.assertFalse(line.has_access("read"), "lines are not granted with it")
        self.assertFalse(self.documents.with_user(self.bob).has_access("read"))

    def test_pages(self):
        self._expose()
        self.login(self.ann)
        url = f"/my/records/documents/{self.document.id}"
        for page in ("/my/records/documents", url):
            text = self.get(page).text
            for value in ("Contract", "99.50", "01/31/2026", "First", "Italy"):
                self.assertIn(value, text, page)
        response = self.post("/my/records/documents/new", FORM)
        self.assertEqual(response.status_code, 303)
        made = self.documents.search([("name", "=", FORM["name"])])
        self.assertEqual(made.partner_id, self.ann.partner_id)
        self.assertEqual(
            (made.quantity, made.weight, made.amount, str(made.day), made.kind),
            (7, 1.5, 12.34, "2026-02-28", "b"),
        )
        self.assertTrue(made.urgent)
        self.assertEqual(made.note, "Line 1\nLine 2")
        self.assertIn("&lt;b&gt;bold", made.body)
        self.post(f"{url}/comments", {"body": "Hello"})
        self.assertIn("Hello", self.get(url).text)
        self.assertEqual(self.post(f"{url}/close").status_code, 404)

    def test_assignee(self):
        """Whom the profile names is in charge, never the contact; maybe nobody."""
        self._expose()
        self.login(self.ann)
        for assignee in (self.agent, self.agent.browse()):
            self.profile_default.user_id = assignee
            values = FORM | {"user_id": str(self.ann.id), "default_user_id": "1"}
            response = self.post("/my/records/documents/new", values)
            self.assertEqual(response.status_code, 303)
            made = self.documents.search([("name", "=", FORM["name"])])
            self.assertEqual(made.user_id, assignee)
            made.unlink()

    def test_native_rules(self):
        """The app's rules for portal users narrow a section, unless it replaces them;
        those for everybody always hold."""
        self._expose()
        section = self.env["customer.portal.section"].search(
            [("code", "=", "documents")]
        )
        other = self.document.copy({"name": "Other"})
        rules = self.env["ir.rule"].create(
            [
                {
                    "name": "Portal users see contracts",
                    "model_id": section.model_id.id,
                    "domain_force": "[('name', '=', 'Contract')]",
                    "groups": [(4, self.env.ref("base.group_portal").id)],
                },
                {
                    "name": "Nobody sees secret ones",
                    "model_id": section.model_id.id,
                    "domain_force": "[('name', '!=', 'Secret')]",
                },
            ]
        )
        self.document.copy({"name": "Secret"})
        self.document.copy({"name": "Other", "partner_id": self.bob.partner_id.id})

        def seen():
            self.env.invalidate_all()
            found = self.documents.with_user(self.ann).search([]).sudo()
            # what the manager is told before
            lines = self.profile_default.access_ids
            line = lines.filtered(lambda access: access.section_id == section)
            self.assertEqual(line._count_for(self.ann.partner_id), len(found))
            return found

        self.assertEqual(seen(), self.document)
        section.replaces_rules = True
        self.assertEqual(seen(), self.document + other)
        section.replaces_rules = False
        self.assertEqual(seen(), self.document)
        rules.unlink()
        self.assertEqual(len(seen()), 3)

    def test_columns(self):
        """Each type of field is searched in its own way; bad values count as none."""
        self._expose()
        self.document.write(
            {
                "note": "Long text",
                "quantity": 7,
                "weight": 1.5,
                "moment": "2026-01-31 23:30:00",
                "urgent": True,
            }
        )
        self.ann.tz = "Europe/Rome"  # where it is already the first of February
        self.login(self.ann)
        for query, expected in (
            ("c.name=contr", True),
            ("c.name=other", False),
            ("c.partner_id=ann", True),
            ("c.partner_id=bob", False),
            ("c.note=text", True),
            ("c.note=other", False),
            ("c.quantity.from=7&c.quantity.to=7", True),
            ("c.quantity.from=8", False),
            ("c.quantity.from=7.5", False),
            ("c.quantity.from=many", True),
            ("c.weight.from=1,4", True),
            ("c.weight.to=1.4", False),
            ("c.amount.from=99.5", True),
            ("c.amount.to=99", False),
            ("c.day.from=2026-01-31&c.day.to=2026-01-31", True),
            ("c.day.to=2026-01-30", False),
            ("c.day.to=30/01/2026", True),
            ("c.moment.from=2026-02-01&c.moment.to=2026-02-01", True),
            ("c.moment.to=2026-01-31", False),
            ("c.urgent=1", True),
            ("c.urgent=0", False),
            ("c.urgent=maybe", True),
            ("c.kind=a", True),
            ("c.kind=b", False),
            ("c.kind=c", True),
            ("c.country_id=ital", True),
            ("c.country_id=france", False),
            ("c.body=anything", True),  # not in the list
        ):
            page = self.page(f"/my/records/documents?{query}")
            found = page.xpath("//td[@name='td_name']")
            self.assertEqual(bool(found), expected, query)
        # the box for all columns finds what any of them shows
        self.env["res.lang"]._activate_lang("it_IT")
        for lang, text, expected in (
            ("en_US", "contr", True),
            ("en_US", "ann", True),
            ("en_US", "long", True),
            ("en_US", "7", True),
            ("en_US", "8", False),
            ("en_US", "1.5", True),
            ("en_US", "99.50", True),
            ("en_US", "99,50", False),
            ("en_US", "01/31/2026", True),
            ("en_US", "02/01/2026", True),
            ("en_US", "2026-01-31", True),
            ("en_US", "01/30/2026", False),
            ("en_US", "irst", True),
            ("en_US", "second", False),
            ("en_US", "ital", True),
            ("en_US", "france", False),
            ("en_US", "yes", False),
            ("it_IT", "contr", True),
            ("it_IT", "99,50", True),
            ("it_IT", "31/01/2026", True),
            ("it_IT", "01/31/2026", False),
        ):
            self.ann.lang = lang
            prefix = "/it" if lang == "it_IT" else ""
            page = self.page(f"{prefix}/my/records/documents?q={text}")
            found = page.xpath("//td[@name='td_name']")
            self.assertEqual(bool(found), expected, (lang, text))
        self.ann.lang = "en_US"
        self.opener.cookies.pop("frontend_lang", None)  # of the website
        lines = self.env["customer.portal.section.field"]
        kind = [("section_id.code", "=", "documents"), ("name", "=", "kind")]
        lines.search(kind).allowed_values = "b"  # no more for new ones
        page = self.page("/my/records/documents?q=irst")
        self.assertTrue(page.xpath("//td[@name='td_name']"))
        for file_format in ("csv", "xlsx"):
            response = self.get(f"/my/records/documents/export?format={file_format}")
            self.assertEqual(response.status_code, 200)
        export = self.get("/my/records/documents/export").content.decode("utf-8-sig")
        self.assertIn("99.5,2026-01-31,2026-02-01 00:30:00,Yes,First,Italy", export)

    def test_bad_values(self):
        self._expose()
        self.login(self.ann)
        for name, value in (
            ("quantity", "1.5"),
            ("quantity", "9" * 20),
            ("weight", "NaN"),
            ("weight", "1e400"),
            ("amount", "12,34x"),
            ("day", "2026-02-30"),
            ("day", "yesterday"),
            ("kind", "c"),
            ("country_id", "0"),
        ):
            response = self.post("/my/records/documents/new", {**FORM, name: value})
            self.assertEqual(response.status_code, 422, (name, value))
            self.assertIn("is-invalid", response.text)
        self.assertFalse(self.documents.search([("name", "=", FORM["name"])]))
