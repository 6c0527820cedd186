# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class CustomerPortalProfile(models.Model):
    _name = "customer.portal.profile"
    _description = "Portal profile"
    _inherit = ["customer.portal.cached"]
    _order = "sequence, name, id"

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
    access_ids = fields.One2many(
        "customer.portal.access", "profile_id", string="Sections", copy=True
    )
    partner_ids = fields.One2many(
        "res.partner", "customer_portal_profile_id", string="Contacts"
    )
    partner_count = fields.Integer("Number of contacts", compute="_compute_count")

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

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        for profile in self:
            if profile.partner_count:
                raise UserError(
                    self.env._(
                        "The profile %(profile)s is in use by %(count)s contacts. "
                        "Give them another profile first.",
                        profile=profile.name,
                        count=profile.partner_count,
                    )
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
