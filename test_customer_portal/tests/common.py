# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.customer_portal.tests import common

#: A field of each type that a form can ask for.
INPUTS = (
    "name",
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
    "category_ids",
    "country_ids",
)
LIST = "/my/records/documents"
#: Of models that customers do not read themselves.
OFFERED = {"category_ids": "[]"}


class DocumentCase(common.PortalHttpCase):
    """A section with all types of fields, in which Ann writes her own documents."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.documents = cls.env["test.customer.portal.document"]
        fields = [
            cls.env["ir.model.fields"]._get(cls.documents._name, name)
            for name in INPUTS
        ]
        cls.section = cls.env["customer.portal.section"].create(
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
                            "in_form": True,
                            "required": field.name == "name",
                            "allowed_values": OFFERED.get(field.name),
                        },
                    )
                    for field in fields
                ],
            }
        )
        cls.access = cls.env["customer.portal.access"].create(
            {
                "profile_id": cls.profile_default.id,
                "section_id": cls.section.id,
                "write_scope": "own",
                "close_scope": "none",
            }
        )
        cls.lines = {line.name: line for line in cls.section.field_ids}
        cls.italy, cls.france = cls.env.ref("base.it"), cls.env.ref("base.fr")
        cls.tags = cls.env["res.partner.category"].create(
            [{"name": name} for name in ("Red", "Green", "Inside")]
        )

    def setUp(self):
        super().setUp()
        self.ann.tz = "Europe/Rome"
        self.login(self.ann)

    def _document(self, **values):
        return self.documents.create(
            {"name": "Contract", "partner_id": self.ann.partner_id.id, **values}
        )

    def _form(self, document=None, **changes):
        """Return what a browser without scripts would send, some inputs changed."""
        address = f"{LIST}/{document.id}/edit" if document else f"{LIST}/new"
        return self._sent(self.page(address), **changes)

    def _sent(self, page, **changes):
        [form] = page.xpath("//form[contains(@class, 'cp-form')]")
        values = {k: v for k, v in form.form_values() if k != "csrf_token"}
        values.update(changes)
        return {k: v for k, v in values.items() if v is not None}

    def _create(self, **values):
        """Send a new document.

        :return: response, and the document that was made
        """
        response = self.post(f"{LIST}/new", {"name": "New one", **values})
        made = self.documents.search([("name", "=", "New one")], limit=1)
        return response, made

    def _edit(self, document, form):
        response = self.post(f"{LIST}/{document.id}/edit", form)
        document.invalidate_recordset()
        return response

    def _refused(self, response, field):
        """Check for an error at a field.

        :return: the page, and the error's text
        """
        self.assertEqual(response.status_code, 422)
        page = common.html.fromstring(response.text)
        [error] = self.texts(page, f"//*[@id='cp_{field}_error']")
        self.assertTrue(page.xpath(f"//a[@href='#cp_{field}']"))
        self.assertTrue(page.xpath(f"//*[@id='cp_{field}']"))
        return page, error
