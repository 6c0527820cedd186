# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..policy import is_within
from .customer_portal_section_choices import MAX_CHOICES


class CustomerPortalAccess(models.Model):
    """New records for colleagues: the one way in which a contact chooses another."""

    _inherit = "customer.portal.access"

    create_for_colleagues = fields.Boolean(
        help="New records can be made for active contacts of the same company, too. "
        "Needs Create, and Read for the company.",
    )

    @api.constrains(
        "section_id",
        "can_create",
        "create_for_colleagues",
        "read_scope",
        "hidden_field_ids",
        "readonly_field_ids",
    )
    def _check_colleagues(self):
        for line in self.filtered("create_for_colleagues"):
            if problem := line._get_colleagues_problem():
                raise ValidationError(
                    self.env._(
                        "%(section)s, Create for colleagues: %(problem)s",
                        section=line.section_id.name,
                        problem=problem,
                    )
                )

    def _get_colleagues_problem(self):
        """Return what is wrong with offering colleagues, and the mend.

        :rtype: str or None
        """
        if not self.can_create:
            return self.env._("it needs Create. Tick Create, or clear this.")
        if not is_within("company", self.read_scope):
            return self.env._(
                "nobody makes what it could not read. Choose Company or All for Read, "
                "or clear this."
            )
        name = self.section_id._get_contact_field()
        if not name:
            return self.env._(
                "the section's first path leads through other records, so that a new "
                "one cannot be given to a contact. Clear this."
            )
        if name in (self.hidden_field_ids | self.readonly_field_ids).mapped("name"):
            return self.env._(
                "%(field)s is hidden or read-only. Take it off that list, or clear "
                "this.",
                field=name,
            )
        return None

    def _offers_colleagues(self):
        """Tell whether the user's policy lets it choose the contact of new records.

        :rtype: bool
        """
        policy = self.env.user._customer_portal_policy()
        grant = policy and policy.grant(self.section_id.code)
        return bool(grant and grant.create and grant.for_colleagues)

    def _get_colleagues(self):
        """Return for whom the user may make records: itself first, by name the others.

        :return: id, as a text, and name of each
        :rtype: list[tuple[str, str]]
        """
        policy = self.env.user._customer_portal_policy()
        # sudo: res.partner - names of the own company's contacts, as the profile says
        contacts = self.env["res.partner"].sudo()
        own = contacts.browse(policy.contact)
        domain = Domain("commercial_partner_id", "=", policy.company)
        domain &= Domain("is_company", "=", False) & Domain("type", "=", "contact")
        domain &= Domain("active", "=", True) & Domain("id", "!=", own.id)
        domain &= Domain("company_id", "in", [False, *self.env.companies.ids])
        found = own + contacts.search(domain, limit=MAX_CHOICES)
        return [(str(contact.id), contact.name or "") for contact in found]

    def _parse_contact(self, form):
        """Read from a form for whom a record is made.

        :param dict form: texts by name of input
        :return: value by name of the contact's field; empty where nobody is chosen
        :rtype: dict
        :raise ValueError: with a message for the person, for whoever is not offered
        """
        name = self.section_id._get_contact_field()
        raw = form.get(name)
        if not self._offers_colleagues() or raw in (None, ""):
            return {}
        if raw not in dict(self._get_colleagues()):
            raise ValueError(self.env._("Please choose one of the values offered."))
        return {name: int(raw)}

    def _prepare_form_values(self, form=None, errors=None, record=None):
        """Ask for whom a new record is, where there is somebody to choose."""
        values = super()._prepare_form_values(form, errors, record)
        if record or not self._offers_colleagues():
            return values
        colleagues = self._get_colleagues()
        name = self.section_id._get_contact_field()
        error = (errors or {}).get(name)
        if len(colleagues) > 1 or error:
            shown = self._prepare_contact_input(colleagues, (form or {}).get(name))
            shown["error"] = error
            heading, inputs = (values["blocks"] or [(self.section_id.singular, [])])[0]
            first = (heading, [shown, *inputs])
            values["blocks"] = [first, *values["blocks"][1:]]
            if error:
                values["summary"] = [(shown, error), *values["summary"]]
        return values

    def _prepare_contact_input(self, colleagues, typed):
        """Describe the input as that of any other field, prefilled with oneself."""
        fields_ = self.env["ir.model.fields"]
        # sudo: ir.model.fields - an input is described by the field it is for
        field = fields_.sudo()._get(
            self.section_id.model, self.section_id._get_contact_field()
        )
        line = self.section_id.field_ids.new(
            {
                "section_id": self.section_id.id,
                "field_id": field.id,
                "required": True,
                "allowed_values": "[('id', '=', 0)]",
            }
        )
        own = colleagues[0][0]
        return {
            **line._prepare_input(),
            "choices": colleagues,
            "value": typed if typed in dict(colleagues) else own,
        }
