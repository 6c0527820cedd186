# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from itertools import chain, count

from odoo import Command, api, fields, models

#: Icon by a word in the model's name; the first that fits.
ICONS = {
    "ticket": "fa-life-ring",
    "invoice": "fa-file-text-o",
    "account.move": "fa-file-text-o",
    "order": "fa-shopping-basket",
    "task": "fa-check-square-o",
    "project": "fa-tasks",
    "partner": "fa-address-book-o",
    "event": "fa-calendar",
    "lead": "fa-star-o",
    "product": "fa-cube",
    "document": "fa-files-o",
    "picking": "fa-truck",
}
#: Models through which a link says nothing about the customer.
NO_WAY = ("res.users", "res.company", "res.partner.bank")
#: Names under which models keep what customers want to see, the most telling first.
NUMBERS = ("number", "code", "reference", "ref", "default_code", "client_order_ref")
STATES = ("customer_portal_state", "state", "stage_id", "status")
DATES = (
    "date_order",
    "invoice_date",
    "date",
    "start",
    "invoice_date_due",
    "date_deadline",
    "validity_date",
    "commitment_date",
    "scheduled_date",
    "stop",
)
AMOUNTS = (
    "amount_total",
    "amount_residual",
    "expected_revenue",
    "amount",
    "list_price",
)
REACH = ("email", "phone")


class CustomerPortalSection(models.Model):
    """What the form proposes when the manager chooses a model."""

    _inherit = "customer.portal.section"

    proposed_model = fields.Char(
        store=False, help="The model that the values in the form were proposed for."
    )

    @api.onchange("model_id")
    def _onchange_model_id(self):
        if not self.model_id or self.model not in self.env:
            return
        proposed = self._propose(self.model)
        former = (
            self._propose(self.proposed_model)
            if self.proposed_model
            else self.default_get(list(proposed))
        )
        for name, value in proposed.items():
            if not self[name] or self[name] == former.get(name):
                self[name] = value
        self.field_ids = self.field_ids.filtered(
            lambda line: line.field_id.model == self.model
        )
        if not self.field_ids:
            self.field_ids = [
                Command.create(values) for values in self._propose_lines(self.model)
            ]
        self.proposed_model = self.model

    def _propose(self, model):
        """Return values that suit a model.

        :param str model: name of a model
        :return: by name of the section's field; ``False`` where nothing suits
        :rtype: dict
        """
        singular = self.env["ir.model"]._get(model).name
        name = self._propose_plural(singular)
        known = self.env[model]._fields
        company = known.get("commercial_partner_id")
        state = known.get("customer_portal_state")
        return {
            "name": name,
            "singular": singular,
            "code": self._propose_code(name, model),
            "icon": next(
                (icon for word, icon in ICONS.items() if word in model),
                self.default_get(["icon"])["icon"],
            ),
            "contact_path": self._propose_path(model),
            "company_path": bool(company and company.store) and company.name,
            "state_field": bool(state) and state.name,
            "order": self._propose_order(model),
        }

    def _propose_plural(self, name):
        if not (self.env.lang or "en").startswith("en"):
            return name
        if name.endswith("y") and name[-2:-1] not in "aeiou":
            return f"{name[:-1]}ies"
        if name.endswith("s") and name[-2:-1] not in "sui":
            return name  # a plural, as in Bank Accounts
        return f"{name}es" if name.endswith(("s", "x", "ch", "sh")) else f"{name}s"

    def _propose_code(self, name, model):
        """Return a code that no other section has."""
        slugify = self.env["ir.http"]._slugify
        slug = slugify(name, max_length=36)
        if not slug.isascii() or not slug[:1].isalpha():
            slug = slugify(model.replace(".", "-"), max_length=36)
        others = self.with_context(active_test=False).search(
            [("id", "not in", self._origin.ids)]
        )
        taken = set(others.mapped("code"))
        codes = chain([slug], (f"{slug}-{number}" for number in count(2)))
        return next(code for code in codes if code not in taken)

    def _propose_path(self, model):
        """Return the shortest path to a contact, through one other record at most."""
        if model == "res.partner":
            return "id"
        direct = self._links(model, "res.partner")
        if direct:
            return "partner_id" if "partner_id" in direct else direct[0]
        return next(
            (
                f"{field.name}.partner_id"
                for field in self.env[model]._fields.values()
                if field.type == "many2one"
                and field.store
                and field.comodel_name not in NO_WAY
                and "partner_id" in self._links(field.comodel_name, "res.partner")
            ),
            False,
        )

    def _links(self, model, comodel):
        """Return the names of a model's stored links to another, single ones first."""
        return [
            field.name
            for kind in ("many2one", "many2many")
            for field in self.env[model]._fields.values()
            if field.type == kind and field.store and field.comodel_name == comodel
        ]

    def _propose_order(self, model):
        section = self.new({"model": model, "order": self.env[model]._order.lower()})
        if not section._get_order_problem():
            return section.order
        return self.default_get(["order"])["order"]

    def _propose_lines(self, model):
        """Return the fields that customers want to see of most models.

        :param str model: name of a model
        :return: values of ``customer.portal.section.field``, in order
        :rtype: list[dict]
        """
        known = self.env[model]._fields
        contact = self._contact_paths()[:1]
        customer = contact[0].split(".")[0] if contact else "id"

        def present(*names):
            return [
                name
                for name in names
                if name in known and known[name].store and not known[name].groups
            ]

        dates = present(*DATES) or present("create_date")
        is_contact = model == "res.partner"
        reach = present(*REACH) if is_contact else []
        states = present(*STATES)[:1]
        listed = [
            *([] if is_contact else present(*NUMBERS)[:1]),
            *present(self.env[model]._rec_name, "name"),
            *reach,
            *(present(customer) if customer != "id" else []),
            *states,
            *dates[:1],
            *present(*AMOUNTS)[:1],
        ]
        detailed = [*dates[1:3], *present(*AMOUNTS)[1:2]]
        model_fields = self.env["ir.model.fields"]
        return [
            {
                "field_id": model_fields._get(model, name).id,
                "sequence": 10 * position,
                "in_list": name in listed,
                "searchable": known[name].type in ("char", "text"),
            }
            for position, name in enumerate(dict.fromkeys(listed + detailed), start=1)
        ]
