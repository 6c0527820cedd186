# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common


@tagged("-at_install", "post_install")
class TestChoices(common.DocumentCase):
    """Links with many values are searched; only what is offered is found."""

    def _found(self, text, name="country_id", **kw):
        response = self.get(f"{common.LIST}/choices/{name}", params={"q": text}, **kw)
        self.assertEqual(response.status_code, 200)
        self.assertIn("no-store", response.headers["Cache-Control"])
        return [label for _value, label in response.json()["choices"]]

    def test_search(self):
        self.assertEqual(self._found("ital"), ["Italy"])
        self.assertEqual(self._found("it")[0], "Italy", "what begins so is first")
        self.assertIn("Haiti", self._found("it"))
        self.assertEqual(len(self._found("")), 20)
        self.assertEqual(self._found("no such country"), [])
        self.assertEqual(self._found("%"), [])
        self.assertEqual(self._found("\x00ital"), ["Italy"])
        self.assertEqual(self._found("x" * 5000), [])
        self.assertEqual(self._found("fran", "country_ids"), ["France"])

    def test_language(self):
        self.env["res.lang"]._activate_lang("it_IT")
        self.italy.with_context(lang="it_IT").name = "Italia"
        response = self.get(f"/it{common.LIST}/choices/country_id?q=italia")
        self.assertEqual(response.json()["choices"], [[str(self.italy.id), "Italia"]])

    def test_allowed_values_only(self):
        self.lines["country_id"].allowed_values = "[('code', 'in', ['IT', 'FR'])]"
        self.assertEqual(self._found("ital"), ["Italy"])
        self.assertEqual(self._found("germany"), [])
        german = str(self.env.ref("base.de").id)
        response, made = self._create(country_id=german)
        self._refused(response, "country_id")
        response, made = self._create(country_id="", **{"find.country_id": "Germany"})
        _page, error = self._refused(response, "country_id")
        self.assertIn("Nothing is called", error)
        self.assertFalse(made)

    def test_not_offered(self):
        """Hidden, read-only, unknown and other fields look alike: missing."""
        missing = self.get(f"{common.LIST}/choices/nonsense?q=a")
        self.assertEqual(missing.status_code, 404)
        for name in ("name", "kind", "partner_id", "id", "__class__", "currency_id"):
            response = self.get(f"{common.LIST}/choices/{name}?q=a")
            self.assertEqual(response.status_code, 404, name)
        for withheld in ("hidden_field_ids", "readonly_field_ids"):
            self.access[withheld] = self.lines["country_id"]
            response = self.get(f"{common.LIST}/choices/country_id?q=a")
            self.assertEqual(response.status_code, 404, withheld)
            self.access[withheld] = False
        self.access.write({"can_create": False, "write_scope": "none"})
        response = self.get(f"{common.LIST}/choices/country_id?q=a")
        self.assertEqual(response.status_code, 404, "who writes nothing")
        response = self.post(f"{common.LIST}/choices/country_id", {"q": "a"})
        self.assertEqual(response.status_code, 405)

    def test_strangers(self):
        self.login(self.bob)
        address = f"{common.LIST}/choices/country_id?q=a"
        self.assertEqual(self.get(address).status_code, 404)
        self.authenticate(None, None)
        self.assertEqual(self.get(address).status_code, 303)

    def test_exposed_model(self):
        """Records with an owner are offered to whom may read them, and no others."""
        self.env["ir.model.fields"].create(
            {
                "name": "x_document_id",
                "model_id": self.section.model_id.id,
                "ttype": "many2one",
                "relation": self.documents._name,
            }
        )
        field = self.env["ir.model.fields"]._get(self.documents._name, "x_document_id")
        self.section.field_ids = [(0, 0, {"field_id": field.id, "in_form": True})]
        own = self._document(name="Own one")
        other = self._document(name="Other one", partner_id=self.dan.partner_id.id)
        self.assertEqual(self._found("one", "x_document_id"), ["Own one"])
        response, made = self._create(x_document_id=str(other.id))
        self._refused(response, "x_document_id")
        self.assertFalse(made)
        self.assertNotIn("Other one", self.get(f"{common.LIST}/new").text)
        _response, made = self._create(x_document_id=str(own.id))
        self.assertEqual(made.x_document_id, own)

    def test_typed_without_scripts(self):
        for typed, country in (
            ("Italy", self.italy),
            (" italy ", self.italy),
            ("ital", self.italy),
            ("", self.env["res.country"]),
        ):
            _response, made = self._create(
                **{"country_id": "", "find.country_id": typed}
            )
            self.assertEqual(made.country_id, country, typed)
            made.unlink()

    def test_typed_over_another(self):
        """The text counts where it no longer is the name of the chosen value."""
        document = self._document(country_id=self.italy.id)
        form = self._form(document, **{"find.country_id": "France"})
        self.assertEqual(form["country_id"], str(self.italy.id))
        self.assertEqual(self._edit(document, form).status_code, 303)
        self.assertEqual(document.country_id, self.france)

    def test_unclear_text(self):
        response, made = self._create(**{"country_id": "", "find.country_id": "united"})
        page, error = self._refused(response, "country_id")
        self.assertIn("Several are called “united”", error)
        self.assertFalse(made)
        options = self.texts(page, "//select[@name='country_id']/option")
        self.assertIn("United Kingdom", options)
        self.assertNotIn("Italy", options)
        form = self._sent(page)
        self.assertEqual(form["name"], "New one")
        value = page.xpath("//option[.='United Kingdom']/@value")[0]
        self.post(f"{common.LIST}/new", {**form, "country_id": value})
        made = self.documents.search([("name", "=", "New one")])
        self.assertEqual(made.country_id.name, "United Kingdom")
        made.unlink()
        gone = self.post(f"{common.LIST}/new", {**form, "country_id": value})
        self.assertEqual(gone.status_code, 404, "sent again after it was deleted")
        del form["request_key"]
        self.post(f"{common.LIST}/new", {**form, "again.country_id": "italy"})
        made = self.documents.search([("name", "=", "New one")])
        self.assertEqual(made.country_id, self.italy)

    def test_unclear_text_of_many(self):
        ticked = {f"country_ids.{self.france.id}": "1"}
        response, made = self._create(**ticked, **{"find.country_ids": "united"})
        page, _error = self._refused(response, "country_ids")
        self.assertFalse(made)
        form = self._sent(page)
        self.assertEqual(form[f"country_ids.{self.france.id}"], "1", "kept")
        self.assertIn("United Kingdom", self.texts(page, "//fieldset//label"))
        response, made = self._create(**ticked, **{"find.country_ids": "italy"})
        self.assertEqual(made.country_ids, self.france | self.italy)

    def test_own_value_that_is_not_offered(self):
        self.lines["country_id"].allowed_values = "[('code', '!=', 'IT')]"
        document = self._document(country_id=self.italy.id)
        form = self._form(document, note="Changed")
        self.assertEqual(form["find.country_id"], "Italy")
        self.assertEqual(self._edit(document, form).status_code, 303)
        self.assertEqual((document.country_id, document.note), (self.italy, "Changed"))

    def test_form_holds_no_long_list(self):
        page = self.page(f"{common.LIST}/new")
        self.assertFalse(page.xpath("//option[.='Italy']"))
        self.assertTrue(
            page.xpath(
                "//*[@data-cp-choices='/my/records/documents/choices/country_id']"
                "/input[@name='find.country_id']"
            )
        )
