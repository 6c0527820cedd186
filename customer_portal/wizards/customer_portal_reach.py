# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

from odoo import Command, api, fields, models
from odoo.fields import Domain


class CustomerPortalReach(models.TransientModel):
    """Who can still reach what: of a contact, or of a company and its people."""

    _name = "customer.portal.reach"
    _description = "Who can still reach what"

    partner_id = fields.Many2one(
        "res.partner", string="Contact", required=True, ondelete="cascade"
    )
    line_ids = fields.One2many("customer.portal.reach.line", "reach_id", readonly=True)

    @api.model
    def _open(self, contact):
        """Look who reaches what of a contact or company now.

        :param contact: ``res.partner`` record
        :return: a window action: the dialog with what was found
        :rtype: dict
        """
        lines = self._get_lines(contact)
        reach = self.create(
            {
                "partner_id": contact.id,
                "line_ids": [Command.create(line) for line in lines],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Who can still reach what"),
            "res_model": self._name,
            "res_id": reach.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _get_lines(self, contact):
        """Return what was found as values of lines.

        :rtype: list[dict]
        """
        # sudo: res.partner, res.users - agents see here what they may not read
        contacts = self.sudo().env["res.partner"].with_context(active_test=False)
        domain = Domain("id", "=", contact.id)
        if contact.is_company:
            domain |= Domain("commercial_partner_id", "=", contact.id)
        people = contacts.search(domain & Domain("user_ids.share", "=", True))
        lines = []
        for person in people:
            # of several logins each one counts
            for user in person.user_ids.filtered("share"):
                lines += self._get_doors(user)
            lines += self._get_followed(person)
        return lines + (self._get_outsiders(contact) if contact.is_company else [])

    def _get_doors(self, user):
        """Return what a user comes in by, and what it sees then."""
        account, contact = user._customer_portal_account(), user.partner_id
        line = {"partner_id": contact.id, "number": 1}
        lines = []
        if user._customer_portal_may_stay():
            field = contact._fields["customer_portal_state"]
            labels = dict(field._description_selection(self.env))
            name = labels[contact.customer_portal_state]
            lines.append({**line, "kind": "login", "name": name})
        elif user._customer_portal_get_door() == "active":
            name = self.env._("Only its own account, without a profile")
            lines.append({**line, "kind": "login", "name": name})
        policy = user._customer_portal_policy()
        if policy and user._customer_portal_get_door() == "active":
            for grant in policy.grants:
                access = account.env["customer.portal.access"].browse(grant.access_id)
                if number := access._count_for(contact):
                    name = access.section_id.name
                    lines.append(
                        {**line, "kind": "read", "name": name, "number": number}
                    )
        for device in account.env["res.device"].search([("user_id", "=", user.id)]):
            parts = (device.browser, device.platform)
            name = " · ".join(part.capitalize() for part in parts if part)
            date = device.last_activity
            lines.append({**line, "kind": "session", "name": name, "date": date})
        for name in self._get_links(user, account):
            date = account.sent_date
            lines.append({**line, "kind": "link", "name": name, "date": date})
        for model in ("res.users.apikeys", "auth_totp.device"):
            if model in self.env:
                keys = account.env[model].search([("user_id", "=", user.id)])
                lines += [{**line, "kind": "key", "name": key.name} for key in keys]
        return lines

    def _get_links(self, user, account):
        """Return what is under way to a user and would let it in.

        :rtype: list[str]
        """
        found = []
        if account.pending and user.active:
            found.append(self.env._("Credentials wait to be sent"))
        contact, now = user.partner_id, fields.Datetime.now()
        is_link = contact.customer_portal_profile_id.credentials == "link"
        if contact.signup_type and (is_link or contact.signup_type == "reset"):
            found.append(self.env._("Link to choose a password"))
        elif account.must_change and (account.password_until or now) > now:
            found.append(self.env._("Password from a mail, not changed yet"))
        return found

    def _get_followed(self, contact):
        """Return what a contact gets mails of."""
        followed = self.env["customer.portal.leaving"]._get_followed(contact)
        counts = Counter(followed.mapped("res_model"))
        return [
            {
                "partner_id": contact.id,
                "kind": "follow",
                "name": self._get_label(model),
                "number": number,
            }
            for model, number in counts.items()
        ]

    def _get_label(self, model):
        # sudo: ir.model - agents may not read what models are called
        return self.env["ir.model"].sudo()._get(model).name

    def _get_outsiders(self, company):
        """Return who follows records of a company, or works on them, from outside."""
        # sudo: customer.portal.section and what it shows - for the agent's overview
        sections = self.sudo().env["customer.portal.section"]
        sections = sections.search([("company_path", "!=", False)])
        lines = []
        for section in sections.filtered(lambda s: s._is_shown()):
            records = sections.env[section.model]
            domain = Domain(section.company_path, "=", company.id)
            followers = Domain("res_model", "=", section.model)
            followers &= Domain("res_id", "in", records._search(domain))
            for kind, model, path, searched in (
                ("follow", records.env["mail.followers"], "partner_id", followers),
                ("assign", records, section.assigned_path, domain),
            ):
                if not path or "." in path:
                    continue
                outside = Domain(f"{path}.user_ids.share", "=", True)
                outside &= Domain(f"{path}.commercial_partner_id", "!=", company.id)
                found = model._read_group(searched & outside, [path], ["__count"])
                lines += [
                    {"partner_id": person.id, "kind": kind, "name": section.name}
                    | {"number": number}
                    for person, number in found
                ]
        return lines
