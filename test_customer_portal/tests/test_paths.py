# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.customer_portal.tests import common

LIST = "/my/records/lines"


@tagged("-at_install", "post_install")
class TestPaths(common.PortalHttpCase):
    """A record is its contact's also where the path leads through another record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.carl = cls._contact("carl", cls.acme, cls.profile_default)
        cls.lines = {
            name: cls._line(f"Line of {name}", getattr(cls, name))
            for name in ("ann", "bob", "carl", "sue", "dan")
        }
        # on the document of one contact, paid by another
        cls.lines["paid"] = cls._line("Line paid by ann", cls.dan, payer=cls.ann)
        cls.lines["nobody"] = cls._line("Line of nobody", None)
        cls.section = cls._section(
            "test.customer.portal.line", "lines", "document_id.partner_id", ("name",)
        )

    @classmethod
    def _line(cls, name, user, payer=None):
        document = cls.env["test.customer.portal.document"].create(
            {"name": "Document", "partner_id": user and user.partner_id.id}
        )
        return cls.env["test.customer.portal.line"].create(
            {
                "name": name,
                "document_id": document.id,
                "payer_id": payer and payer.partner_id.id,
            }
        )

    @classmethod
    def _section(cls, model, code, path, fields):
        """Expose a model to Ann (and Carl) as own, to Bob, Sue and Dan as company."""
        field = cls.env["ir.model.fields"]
        section = cls.env["customer.portal.section"].create(
            {
                "name": code.capitalize(),
                "singular": code.capitalize(),
                "code": code,
                "model_id": cls.env["ir.model"]._get(model).id,
                "contact_path": path,
                "field_ids": [
                    Command.create(
                        {
                            "field_id": field._get(model, name).id,
                            "in_list": True,
                            "in_form": True,
                            "searchable": True,
                        }
                    )
                    for name in fields
                ],
            }
        )
        for profile, scope in (
            (cls.profile_default, "own"),
            (cls.profile_company, "company"),
        ):
            cls.env["customer.portal.access"].create(
                {
                    "profile_id": profile.id,
                    "section_id": section.id,
                    "read_scope": scope,
                    "close_scope": "none",
                }
            )
        return section

    def _check_shown(self, user, expected):
        """Check list, search, export and each record's page, and the ORM below."""
        self.login(user)
        shown = [self.lines[name] for name in expected]
        names = {line.name for line in shown}
        page = self.page(f"{LIST}?size=100")
        self.assertEqual(set(self.texts(page, "//td[@name='td_name']")), names)
        export = self.get(f"{LIST}/export").content.decode("utf-8-sig")
        self.assertEqual(set(export.split("\r\n")[1:]) - {""}, names)
        for name, line in self.lines.items():
            with self.subTest(user=user.name, line=name):
                own = line in shown
                response = self.get(f"{LIST}/{line.id}")
                self.assertEqual(response.status_code, 200 if own else 404)
                self.assertEqual(line.name in response.text, own)
                search = self.page(f"{LIST}?q={line.name.replace(' ', '+')}")
                self.assertEqual(bool(search.xpath("//td[@name='td_name']")), own)
                self.assertEqual(line.with_user(user).has_access("read"), own)
                self.assertFalse(line.document_id.with_user(user).has_access("read"))

    @mute_logger("odoo.http")
    def test_through_another_record(self):
        self._check_shown(self.ann, ["ann"])
        self._check_shown(self.carl, ["carl"])
        self._check_shown(self.bob, ["ann", "bob", "carl"])
        self._check_shown(self.sue, ["sue"])
        self._check_shown(self.dan, ["dan", "paid"])
        self.login(self.eve)
        self.assertEqual(self.get(LIST).status_code, 404)

    @mute_logger("odoo.http")
    def test_two_paths(self):
        """Each path leads to a contact whose record it is."""
        self.section.contact_path = "document_id.partner_id, payer_id"
        self._check_shown(self.ann, ["ann", "paid"])
        self._check_shown(self.carl, ["carl"])
        self._check_shown(self.bob, ["ann", "bob", "carl", "paid"])
        self._check_shown(self.sue, ["sue"])
        self._check_shown(self.dan, ["dan", "paid"])

    @mute_logger("odoo.http")
    def test_the_record_between_changes_hands(self):
        self.lines["ann"].document_id.partner_id = self.dan.partner_id
        self._check_shown(self.ann, [])
        self._check_shown(self.dan, ["ann", "dan", "paid"])

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_create(self):
        """What could not be found again is not made: its contact is not its own."""
        model = "test.customer.portal.document"
        self._section(model, "documents", "user_id.partner_id", ("name", "note"))

        def left():
            self.env.invalidate_all()
            messages = self.env["mail.message"].search_count([("model", "=", model)])
            return self.env[model].search_count([]), messages

        before = left()
        for user in (self.ann, self.bob):
            self.login(user)
            response = self.post(
                "/my/records/documents/new",
                {"name": "New", "note": "x", "user_id": str(user.id)},
            )
            self.assertEqual(response.status_code, 404)
        self.assertEqual(left(), before)
