# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from odoo.addons.customer_portal.tests import common

LIST = "/my/records/documents"


@tagged("-at_install", "post_install")
class TestUnreadableRelation(common.PortalHttpCase):
    """A link to what cannot be read is a blank; it breaks neither row nor page."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        documents = cls.env["test.customer.portal.document"]
        secrets = cls.env["test.customer.portal.secret"].create(
            [{"name": "Secret"}, {"name": "No secret"}]
        )
        cls.documents = documents.create(
            [
                {
                    "name": f"Links to {secret.name}",
                    "partner_id": cls.ann.partner_id.id,
                    "secret_id": secret.id,
                }
                for secret in secrets
            ]
        )
        section = cls.env["customer.portal.section"].create(
            {
                "name": "Documents",
                "singular": "Document",
                "code": "documents",
                "model_id": cls.env["ir.model"]._get(documents._name).id,
                "contact_path": "partner_id",
                "field_ids": [
                    (
                        0,
                        0,
                        {
                            "field_id": cls.env["ir.model.fields"]
                            ._get(documents._name, name)
                            .id,
                            "in_list": True,
                        },
                    )
                    for name in ("name", "secret_id")
                ],
            }
        )
        cls.env["customer.portal.access"].create(
            {
                "profile_id": cls.profile_default.id,
                "section_id": section.id,
                "close_scope": "none",
                "on_home": True,
            }
        )

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def test_list(self):
        for url in (LIST, f"{LIST}?sort=secret_id", f"{LIST}?c.secret_id=sec", "/my"):
            page = self.page(url)
            titles = self.texts(page, "//td[@name='td_name']")
            self.assertCountEqual(
                titles, ["Links to Secret", "Links to No secret"], url
            )
            secrets = self.texts(page, "//td[@name='td_secret_id']")
            self.assertCountEqual(secrets, ["", "No secret"], url)

    def test_detail(self):
        for document, shown in zip(self.documents, ("", "No secret"), strict=True):
            page = self.page(f"{LIST}/{document.id}")
            self.assertEqual(self.texts(page, "//*[@name='field_secret_id']"), [shown])

    def test_export(self):
        text = self.get(f"{LIST}/export").content.decode("utf-8-sig")
        self.assertIn("Links to No secret,No secret", text)
        self.assertRegex(text, r"Links to Secret,\s")
