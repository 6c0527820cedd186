# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError

from ..policy import Policy

#: Most contacts that a message names.
MAX_NAMES = 10
#: Days in which a closed ticket can be reopened, unless a profile says otherwise.
REOPEN_DAYS = 30


class CustomerPortalProfile(models.Model):
    _name = "customer.portal.profile"
    _description = "Portal profile"
    _inherit = ["customer.portal.cached"]
    _order = "sequence, name, id"

    def _selection_list_style(self):
        return [("2", self.env._("Version 2")), ("1", self.env._("Version 1"))]

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer("Order", default=10)
    company_id = fields.Many2one(
        "res.company", help="Empty: for contacts of every company."
    )
    user_id = fields.Many2one(
        "res.users",
        string="Assignee",
        domain=[("share", "=", False)],
        context={"active_test": False},
        help="In charge of every record made in the portal. An archived user can be "
        "chosen: it is in charge, but receives no mail.",
    )
    list_style = fields.Selection(
        "_selection_list_style",
        default="2",
        required=True,
        help="Version 2: tables, with a search above each column. Version 1: cards, as "
        "on a phone, and the entry for a new record first in the menu.",
    )
    reopen_days = fields.Integer(
        "Reopen within (days)",
        default=REOPEN_DAYS,
        required=True,
        help="So long after a ticket was closed its contact can reopen it.",
    )
    asks_rating = fields.Boolean(
        "Ask for a rating",
        help="A contact that closes a record is asked for one to five stars.",
    )
    access_ids = fields.One2many(
        "customer.portal.access", "profile_id", string="Sections", copy=True
    )
    partner_ids = fields.One2many(
        "res.partner", "customer_portal_profile_id", string="Contacts"
    )
    partner_count = fields.Integer("Number of contacts", compute="_compute_count")
    preview_partner_id = fields.Many2one(
        "res.partner",
        string="Preview for",
        store=False,
        help="Choose a contact to see how many records of each section it would see "
        "with this profile.",
    )

    @api.depends("partner_ids")
    def _compute_count(self):
        counts = dict(
            self.env["res.partner"]._read_group(
                [("customer_portal_profile_id", "in", self.ids)],
                ["customer_portal_profile_id"],
                ["__count"],
            )
        )
        for profile in self:
            profile.partner_count = counts.get(profile, 0)

    def copy_data(self, default=None):
        return [
            {**values, "name": self.env._("%(name)s (copy)", name=profile.name)}
            if "name" not in (default or {})
            else values
            for profile, values in zip(self, super().copy_data(default), strict=True)
        ]

    # ------------------------------------------------------------------
    # A profile in use stays
    # ------------------------------------------------------------------

    def write(self, vals):
        """Offer to move the contacts where a profile in use is archived."""
        if "active" in vals and not vals["active"]:
            used = self.filtered("active").filtered(lambda p: p._get_contacts())
            if used:
                raise RedirectWarning(
                    used._get_use_message(),
                    self.env.ref("customer_portal.customer_portal_move_action").id,
                    self.env._("Move contacts and archive"),
                    {"default_profile_ids": used.ids},
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        used = self.filtered(lambda p: p._get_contacts())
        if used:
            raise UserError(
                self.env._(
                    "%(use)s\nInstead of deleting, archive the profile: you can then "
                    "choose another one for these contacts.",
                    use=used._get_use_message(),
                )
            )

    def _get_contacts(self):
        """Return the contacts with these profiles, archived ones too.

        :return: ``res.partner`` records as superuser
        """
        # sudo: res.partner - contacts of other companies use the profile, too
        contacts = self.env["res.partner"].sudo().with_context(active_test=False)
        return contacts.search([("customer_portal_profile_id", "in", self.ids)])

    def _get_use_message(self):
        """Return who uses the profiles: the first contacts, and how many more.

        :rtype: str
        """
        contacts = self._get_contacts()
        names = ", ".join(self.mapped("name"))
        lines = [self.env._("%(profiles)s is in use by:", profiles=names)]
        lines += [f"- {contact.display_name}" for contact in contacts[:MAX_NAMES]]
        if more := len(contacts) - len(contacts[:MAX_NAMES]):
            lines.append(self.env._("and %(more)s more.", more=more))
        return "\n".join(lines)

    # ------------------------------------------------------------------
    # What a contact gets
    # ------------------------------------------------------------------

    def _compile(self, contact):
        """Compile what a contact may do with this profile, whatever the day.

        :param contact: ``res.partner`` record, readable
        :return: without grants for no profile or an archived one
        :rtype: customer_portal.policy.Policy
        """
        lines = self.access_ids if self.active else self.access_ids.browse()
        return Policy(
            contact=contact.id,
            company=contact.commercial_partner_id.id,
            active=bool(self and contact.customer_portal_active and contact.active),
            start=contact.customer_portal_start or None,
            end=contact.customer_portal_end or None,
            grants=tuple(
                line._to_grant()
                for line in lines.sorted(lambda line: (line.sequence, line.id))
                if line.section_id._is_shown()
            ),
        )

    def action_view_contacts(self):
        """Open the contacts that have this profile.

        :return: a window action
        :rtype: dict
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_portal.customer_portal_contact_action"
        )
        return {
            **action,
            "domain": [("customer_portal_profile_id", "=", self.id)],
            "context": {"default_customer_portal_profile_id": self.id},
        }

    @api.model
    def _get_default(self, company):
        """Return the profile for contacts that were given none.

        :param company: ``res.company`` record
        :return: the first profile in order that serves the company, maybe none
        """
        return self.search(
            self._check_company_domain(company) + [("active", "=", True)], limit=1
        )
