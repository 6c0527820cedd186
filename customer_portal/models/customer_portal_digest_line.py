# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CustomerPortalDigestLine(models.Model):
    """What a contact hears of in its next digest.

    No texts: what the digest says is read when it is written, with the rights that the
    contact has then.
    """

    _name = "customer.portal.digest.line"
    _description = "Line of a daily digest"
    _log_access = False
    _order = "id"
    _rec_name = "event"

    create_date = fields.Datetime(
        default=fields.Datetime.now, required=True, index=True
    )
    contact_id = fields.Many2one(
        "res.partner", required=True, ondelete="cascade", index=True
    )
    event = fields.Char(required=True)
    model = fields.Char(required=True)
    res_id = fields.Integer("Record", required=True)
    message_id = fields.Many2one(
        "mail.message", string="Comment", ondelete="cascade", index="btree_not_null"
    )

    @api.model
    def _add(self, contacts, event, record, message=None):
        """Keep an event for the digests of contacts; a comment once.

        :param contacts: ``res.partner`` records
        :param str event: one of ``notices.EVENTS``
        :param record: what it is about
        :param message: ``mail.message`` record of a comment
        """
        if not contacts:
            return
        # sudo: customer.portal.digest.line - whoever causes an event reads none
        lines = self.sudo()
        if message:
            known = lines.search(
                [("message_id", "=", message.id), ("contact_id", "in", contacts.ids)]
            )
            contacts -= known.contact_id.with_env(contacts.env)
        lines.create(
            [
                {
                    "contact_id": contact.id,
                    "event": event,
                    "model": record._name,
                    "res_id": record.id,
                    "message_id": message and message.id,
                }
                for contact in contacts
            ]
        )
