# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class CustomerPortalAccess(models.Model):
    """What a contact would see with a profile, before it gets it."""

    _inherit = "customer.portal.access"

    preview_count = fields.Integer(
        "Records",
        compute="_compute_preview_count",
        help="Records that the contact chosen for the preview would see.",
    )

    @api.depends("profile_id.preview_partner_id", "section_id", "read_scope")
    def _compute_preview_count(self):
        """Count as the policy does, also for lines that are not saved yet."""
        for line in self:
            contact = line.profile_id.preview_partner_id
            shown = contact and line.section_id._origin._is_shown()
            line.preview_count = line._count_for(contact._origin) if shown else 0

    def _count_for(self, contact):
        """Count the records of the section that a contact sees with this line.

        :param contact: ``res.partner`` record
        :rtype: int
        """
        domain = self._to_grant().right_domain(
            "read", contact.id, contact.commercial_partner_id.id
        )
        section = self.section_id
        rules = self.env["ir.rule"]._customer_portal_preview(
            section.model, contact, section.replaces_rules
        )
        # sudo: the section's model - policy and rules say what a contact sees
        return self.env[section.model].sudo().search_count(Domain(domain) & rules)
