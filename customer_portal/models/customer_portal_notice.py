# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..notices import EVENTS


class CustomerPortalNotice(models.Model):
    """Which mail an event sends to the contacts of a profile, and for it to support."""

    _name = "customer.portal.notice"
    _description = "Portal mail"
    _order = "profile_id, sequence, id"
    _rec_name = "event"

    def _selection_event(self):
        labels = {
            "credentials": self.env._("Credentials"),
            "password_changed": self.env._("Password changed"),
            "access_expires": self.env._("Access about to expire"),
            "ticket_opened": self.env._("Ticket opened, to the contact"),
            "colleague_opened": self.env._(
                "Ticket opened, to colleagues who follow all"
            ),
            "ticket_received": self.env._("Ticket received, to the assignee"),
            "comment_by_support": self.env._("Comment, to contacts"),
            "comment_by_customer": self.env._("Comment by the customer, to support"),
            "file_shared": self.env._("File without a comment"),
            "state_changed": self.env._("State changed"),
            "closed": self.env._("Closed"),
            "reopened": self.env._("Reopened"),
            "collaborator_assigned": self.env._("Collaborator assigned"),
            "digest": self.env._("Daily digest"),
        }
        return [(event, labels[event]) for event in EVENTS]

    profile_id = fields.Many2one(
        "customer.portal.profile", required=True, ondelete="cascade", index=True
    )
    event = fields.Selection("_selection_event", required=True, readonly=True)
    sequence = fields.Integer("Order", compute="_compute_sequence", store=True)
    template_id = fields.Many2one(
        "mail.template",
        string="Mail",
        domain=[("model", "=", "res.users")],
        context={"default_model": "res.users"},
        ondelete="restrict",
        help="Empty: nothing is sent.",
    )

    _event_unique = models.Constraint(
        "UNIQUE(profile_id, event)", "A profile has one mail for each event."
    )

    @api.depends("event")
    def _compute_sequence(self):
        order = list(EVENTS)
        for notice in self:
            notice.sequence = order.index(notice.event) if notice.event else 0

    @api.constrains("template_id")
    def _check_template(self):
        for notice in self:
            notice.template_id._customer_portal_check(notice._get_label())

    def _get_label(self):
        """Return the event's name in the user's language.

        :rtype: str
        """
        return dict(self._fields["event"]._description_selection(self.env))[self.event]

    @api.model
    def _get_shipped(self, event):
        """Return the mail that comes with the portal for an event, maybe none.

        :param str event: one of ``EVENTS``
        :return: ``mail.template`` record
        """
        found = self.env.ref(f"customer_portal.mail_template_notice_{event}", False)
        return found or self.env["mail.template"]

    @api.model
    def _complete(self):
        """Give each profile the rows that it lacks, with the mails that are shipped.

        Run at each install and update: a new event reaches the profiles there are.
        """
        profiles = self.env["customer.portal.profile"]
        profiles.with_context(active_test=False).search(
            [("id", "!=", False)]
        )._add_notices()

    @api.model
    def _of(self, profile, event):
        """Return the row of a profile for an event, as superuser.

        :param profile: ``customer.portal.profile`` record, maybe none
        :param str event: one of ``EVENTS``
        :return: none without a profile; its template is empty where nothing is sent
        """
        # sudo: customer.portal.profile - whoever causes a mail need not read profiles:
        # all that is written and queued by the row is so as superuser
        return profile.sudo().notice_ids.filtered(lambda row: row.event == event)[:1]

    def action_preview(self):
        """Open what the mail looks like, for a contact and a record to be chosen.

        :return: a window action
        :rtype: dict
        """
        self.ensure_one()
        return self.env["customer.portal.notice.preview"]._open(self)
