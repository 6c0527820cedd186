# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: Days for which accesses are kept, unless the settings say otherwise.
KEPT_DAYS = 365
#: Least and most of them: no mistake in the parameter empties the log.
DAYS = (1, 36500)


class CustomerPortalLog(models.Model):
    """Who came in, who was refused, and who changed that: added to, never changed."""

    _name = "customer.portal.log"
    _description = "Portal access"
    _log_access = False
    _order = "date desc, id desc"
    _rec_name = "event"

    def _selection_event(self):
        return [
            ("login", self.env._("Login")),
            ("failure", self.env._("Wrong password")),
            ("refused", self.env._("Refused")),
            ("lock", self.env._("Locked")),
            ("unlock", self.env._("Unlocked")),
            ("credentials", self.env._("Credentials sent")),
            ("reset", self.env._("Reset mail sent")),
            ("password", self.env._("Password changed")),
            ("mail", self.env._("Mail address changed")),
            ("enable", self.env._("Enabled")),
            ("disable", self.env._("Disabled")),
            ("leave", self.env._("Left its company")),
        ]

    def _selection_reason(self):
        return [
            ("not_yet", self.env._("Support not begun")),
            ("expired", self.env._("Support ended")),
            ("disabled", self.env._("Not enabled")),
            ("locked", self.env._("Locked")),
            ("outdated", self.env._("Credentials too old")),
            ("unknown", self.env._("Unknown account")),
            ("attempts", self.env._("Too many attempts")),
            ("agent", self.env._("By an agent")),
            ("mail", self.env._("Mail not sent")),
            ("archived", self.env._("Archived")),
            ("deleted", self.env._("Login deleted")),
            ("login", self.env._("Login taken away")),
            ("profile", self.env._("Profile taken away")),
            ("self", self.env._("By the contact itself")),
            ("company", self.env._("To another company")),
            ("merged", self.env._("Merged with another contact")),
        ]

    date = fields.Datetime(
        default=fields.Datetime.now, required=True, readonly=True, index=True
    )
    event = fields.Selection("_selection_event", required=True, readonly=True)
    reason = fields.Selection("_selection_reason", readonly=True)
    user_id = fields.Many2one(
        "res.users", readonly=True, index=True, ondelete="set null"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Contact", readonly=True, index=True, ondelete="set null"
    )
    customer_id = fields.Many2one(
        "res.partner", string="Company", readonly=True, ondelete="set null"
    )
    company_id = fields.Many2one(
        "res.company", string="Our company", readonly=True, ondelete="set null"
    )
    author_id = fields.Many2one(
        "res.users", string="By", readonly=True, ondelete="set null"
    )
    address = fields.Char(readonly=True, help="The network address of the browser.")
    agent = fields.Char("Browser", readonly=True)

    def write(self, vals):
        """Refuse: what happened stays."""
        if self:
            raise UserError(self.env._("Accesses cannot be changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_age(self):
        """Refuse: what happened stays, until it is old enough."""
        raise UserError(self.env._("Accesses cannot be deleted."))

    @api.model
    def _add(self, event, users, reason=False, companies=None):
        """Note what happened to users, without anything secret.

        :param str event: one of the field's values
        :param users: ``res.users`` records; an empty one for an unknown account
        :param reason: one of the field's values
        :param dict companies: ids of companies, by the ids of contacts that were of
            them when it happened; the present ones by default
        :return: the new entries, as superuser
        """
        address, agent = self.env["ir.http"]._customer_portal_get_client()
        by_agent = self.env.uid != SUPERUSER_ID and self.env.user._is_internal()
        # sudo: res.users - whoever it happens to may not read users
        users = users.sudo()
        known = companies or {}
        # sudo: customer.portal.log - entries are added by the code only
        return self.sudo().create(
            [
                {
                    "event": event,
                    "reason": reason,
                    "user_id": user.id,
                    "partner_id": user.partner_id.id,
                    "customer_id": known.get(
                        user.partner_id.id, user.partner_id.commercial_partner_id.id
                    ),
                    "company_id": user.company_id.id,
                    "author_id": by_agent and self.env.uid,
                    "address": address,
                    "agent": agent,
                }
                for user in users or ([users] if event == "failure" else [])
            ]
        )

    @api.autovacuum
    def _gc_accesses(self):
        days = self.env["ir.config_parameter"]._customer_portal_get_number(
            "customer_portal.log_days", KEPT_DAYS, DAYS
        )
        limit = fields.Datetime.now() - timedelta(days=days)
        self.env.cr.execute(
            SQL("DELETE FROM customer_portal_log WHERE date < %s", limit)
        )
        self.invalidate_model()
