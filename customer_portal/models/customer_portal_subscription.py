# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import hash_sign, verify_hash_signed

from ..notices import KINDS

SCOPE = "customer_portal.leave"
#: How long the link of a mail works.
WORKS = timedelta(days=90)
#: Most characters of a link that are looked at.
MAX_TOKEN = 600


class CustomerPortalSubscription(models.Model):
    """What a contact follows beside single records, and which of them it has left.

    A row without a record follows all of a section that the contact's profile shows of
    its company. One with a record says that the contact wants no mail about it, for
    whatever reason it would get one. Who follows a single record is one of Odoo's
    followers.
    """

    _name = "customer.portal.subscription"
    _description = "Portal subscription"
    _log_access = False
    _rec_name = "section_id"

    contact_id = fields.Many2one(
        "res.partner", required=True, ondelete="cascade", index=True
    )
    section_id = fields.Many2one(
        "customer.portal.section", required=True, ondelete="cascade", index=True
    )
    res_id = fields.Integer(
        "Left record",
        required=True,
        default=0,
        help="0: follows all of the section.",
    )
    meaning = fields.Char("Mails", compute="_compute_meaning")

    _once = models.Constraint(
        "UNIQUE(contact_id, section_id, res_id)", "This is followed or left already."
    )

    @api.depends("section_id", "res_id")
    def _compute_meaning(self):
        for row in self:
            if not row.res_id:
                row.meaning = self.env._("All of its company")
                continue
            record = self.env[row.section_id.model].browse(row.res_id).exists()
            readable = record and record.has_access("read")
            name = record.display_name if readable else f"#{row.res_id}"
            row.meaning = self.env._("None about %(record)s", record=name)

    @api.model
    def _get_subscribers(self, record):
        """Return who follows all records of its company, and may read this one.

        :param record: a record of any model
        :return: ``res.partner`` records as superuser
        """
        # sudo: customer.portal.subscription, customer.portal.access - whoever causes a
        # mail reads neither
        rows, lines = self.sudo(), self.env["customer.portal.access"].sudo()
        contacts = rows.env["res.partner"]
        followed = rows.search(
            [("section_id.model", "=", record._name), ("res_id", "=", 0)], limit=1
        )
        if not followed:
            return contacts
        found = Domain.OR(
            line._get_reader_domain(record)
            & Domain(
                "customer_portal_subscription_ids",
                "any",
                [("section_id", "=", line.section_id.id), ("res_id", "=", 0)],
            )
            for line in lines.search(
                [
                    ("section_id.model", "=", record._name),
                    ("read_scope", "=", "company"),
                    ("profile_id.active", "=", True),
                ]
            )
        )
        active = Domain("customer_portal_active", "=", True)
        return contacts.search(found & active, order="id")

    # ------------------------------------------------------------------
    # What a contact does in the portal
    # ------------------------------------------------------------------

    @api.model
    def _follow(self, contact, record):
        """Tell a contact of a record from now on.

        :param contact: ``res.partner`` record
        :param record: one that the contact may read
        """
        self._get_left(contact, record).unlink()
        # sudo: mail.thread - whoever may read a record may follow it
        record.sudo().message_subscribe(contact.ids)

    @api.model
    def _leave(self, contact, record):
        """Tell a contact nothing more of a record, whatever it is to it.

        :param contact: ``res.partner`` record
        :param record: one of an exposed model
        """
        if not self._get_left(contact, record):
            self._insert(contact, self._get_section(record), record.id)
        if "message_partner_ids" in record._fields:
            # sudo: mail.thread - its own following
            record.sudo().message_unsubscribe(contact.ids)

    @api.model
    def _follow_all(self, contact, section, follows):
        """Let a contact follow all of a section, or no more.

        :param contact: ``res.partner`` record
        :param section: ``customer.portal.section`` record
        :param bool follows: from now on
        """
        # sudo: customer.portal.subscription - its own
        rows = self.sudo()
        found = rows.search(
            [
                ("contact_id", "=", contact.id),
                ("section_id", "=", section.id),
                ("res_id", "=", 0),
            ]
        )
        if follows and not found:
            self._insert(contact, section, 0)
        elif not follows:
            found.unlink()

    @api.model
    def _insert(self, contact, section, res_id):
        """Add a row, unless another request has just added it.

        That one is waited for; Odoo then runs this request again.
        """
        self.env.execute_query(
            SQL(
                "INSERT INTO customer_portal_subscription (contact_id, section_id, "
                "res_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING RETURNING id",
                contact.id,
                section.id,
                res_id,
            )
        )
        contact.invalidate_recordset(["customer_portal_subscription_ids"])

    @api.model
    def _get_left(self, contact, record):
        """Return the row by which a contact has left a record, as superuser.

        :rtype: odoo.models.BaseModel
        """
        # sudo: customer.portal.subscription - a contact's own
        rows = contact.sudo().customer_portal_subscription_ids
        return rows.filtered(
            lambda row: row.res_id == record.id and row.section_id.model == record._name
        )

    @api.model
    def _get_section(self, record):
        # sudo: customer.portal.section - which one shows the model is nobody's secret
        sections = self.env["customer.portal.section"].sudo()
        return sections.search([("code", "=", sections._get_code(record._name))])

    # ------------------------------------------------------------------
    # The link of a mail
    # ------------------------------------------------------------------

    @api.model
    def _sign(self, contact, target):
        """Return a token that makes a contact leave, and can do nothing else.

        :param contact: ``res.partner`` record
        :param list target: ``record``, model and id; ``section``, code and 0; or
            ``digest``
        :rtype: str
        """
        # sudo: ir.config_parameter - the database's secret
        env = self.env(su=True)
        return hash_sign(env, SCOPE, [contact.id, *target], expiration=WORKS)

    @api.model
    def _read_token(self, token):
        """Return contact and target of a token.

        :param str token: from the link, chosen by whoever sent it
        :return: as superuser; ``None`` for one that is forged, too old, or about what
            is gone
        :rtype: tuple or None
        """
        # sudo: ir.config_parameter, res.partner - who holds the link need be nobody
        env = self.env(su=True)
        try:
            signed = verify_hash_signed(env, SCOPE, token[:MAX_TOKEN])
        except ValueError:
            return None
        if not signed:
            return None
        contact_id, what, name, res_id = signed
        contact = env["res.partner"].browse(contact_id).exists()
        if not contact:
            return None
        if what == "digest":
            return contact, what, None
        if what == "section":
            sections = env["customer.portal.section"]
            target = sections.search([("code", "=", name)])
        else:
            exposed = name in env and env["customer.portal.section"]._get_code(name)
            target = env[name].browse(res_id).exists() if exposed else None
        return (contact, what, target) if target else None

    @api.model
    def _leave_by(self, contact, what, target):
        """Do what a token says; again changes nothing.

        :param contact: ``res.partner`` record as superuser
        :param str what: ``record``, ``section`` or ``digest``
        :param target: record or section, as superuser
        """
        if what == "record":
            self._leave(contact, target)
        elif what == "section":
            self._follow_all(contact, target, False)
        else:
            for name in (f"customer_portal_mails_{kind}" for kind in KINDS):
                if contact[name] == "digest":
                    contact[name] = "never"
