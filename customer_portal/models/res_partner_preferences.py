# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..notices import KINDS

FIELDS = {kind: f"customer_portal_mails_{kind}" for kind in KINDS}


class ResPartner(models.Model):
    """Which mails a contact gets when: as it chose, or an agent for it."""

    _inherit = "res.partner"

    def _selection_customer_portal_mails(self):
        return [
            ("now", self.env._("At once")),
            ("digest", self.env._("In the daily digest")),
            ("never", self.env._("Not at all")),
        ]

    customer_portal_mails_opened = fields.Selection(
        "_selection_customer_portal_mails",
        string="New requests",
        copy=False,
        groups="base.group_user",
        help="Receipts of new requests, and requests given to the contact to work on.",
    )
    customer_portal_mails_comments = fields.Selection(
        "_selection_customer_portal_mails",
        string="Answers and comments",
        copy=False,
        groups="base.group_user",
    )
    customer_portal_mails_states = fields.Selection(
        "_selection_customer_portal_mails",
        string="Changes of state",
        copy=False,
        groups="base.group_user",
    )
    customer_portal_subscription_ids = fields.One2many(
        "customer.portal.subscription",
        "contact_id",
        string="Follows all, has left",
        groups="base.group_user",
    )

    def _customer_portal_lets_write(self, field):
        """Leave the choices to the contact's own page, and to portal agents."""
        if field.name in FIELDS.values() and not self.env.su:
            return self.env.user.has_group("customer_portal.group_agent")
        return super()._customer_portal_lets_write(field)

    def _customer_portal_has_left(self, record):
        """Tell whether a contact wants nothing of a record. Called as superuser.

        :rtype: bool
        """
        return any(
            row.res_id == record.id and row.section_id.model == record._name
            for row in self.customer_portal_subscription_ids
        )

    # ------------------------------------------------------------------
    # The page of the portal
    # ------------------------------------------------------------------

    def _customer_portal_prepare_preferences(self):
        """Return what the contact's page shows. Called as superuser.

        :return: ``kinds`` (``name``, ``label``, ``help``, ``choices``: value, label,
            whether it is chosen), ``colleagues`` (``name``, ``label``, ``chosen`` of
            each section that can be followed) and ``blocked``: whether support has
            turned off what nobody wrote
        :rtype: dict
        """
        self.ensure_one()
        labels = {
            "opened": (
                self.env._("New requests"),
                self.env._("Receipts of yours, and requests given to you to work on."),
            ),
            "comments": (
                self.env._("Answers and comments"),
                self.env._("What others write, and the files they add."),
            ),
            "states": (
                self.env._("Changes of state"),
                self.env._("Taken up, waiting for you, closed, reopened."),
            ),
        }
        choices = self._selection_customer_portal_mails()
        return {
            "kinds": [
                {
                    "name": f"mails.{kind}",
                    "label": labels[kind][0],
                    "help": labels[kind][1],
                    "choices": [
                        (value, label, value == (self[FIELDS[kind]] or "now"))
                        for value, label in choices
                    ],
                }
                for kind in KINDS
            ],
            "colleagues": [
                {
                    "name": f"all.{section.code}",
                    "label": section.name,
                    "chosen": section in self._customer_portal_get_followed(),
                }
                for section in self._customer_portal_get_followable()
            ],
            "blocked": self._customer_portal_blocks_mails(),
        }

    def _customer_portal_get_followed(self):
        rows = self.customer_portal_subscription_ids
        return rows.filtered(lambda row: not row.res_id).section_id

    def _customer_portal_get_followable(self):
        """Return the sections of which the current user may follow its company's.

        :return: ``customer.portal.section`` records as superuser
        """
        lines = self.env["customer.portal.access"]._of_user()
        return lines.filtered(
            lambda line: (
                line.read_scope == "company"
                and "message_partner_ids" in self.env[line.section_id.model]._fields
            )
        ).section_id

    def _customer_portal_choose_mails(self, form):
        """Take what was chosen on the page; what is unknown stays as it is.

        Called as superuser.

        :param dict form: names of inputs to texts
        """
        self.ensure_one()
        values = dict(self._selection_customer_portal_mails())
        chosen = {FIELDS[kind]: form.get(f"mails.{kind}") for kind in KINDS}
        self.write({name: value for name, value in chosen.items() if value in values})
        subscriptions = self.env["customer.portal.subscription"]
        for section in self._customer_portal_get_followable():
            follows = bool(form.get(f"all.{section.code}"))
            subscriptions._follow_all(self, section, follows)
