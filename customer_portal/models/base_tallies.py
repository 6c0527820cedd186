# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class Base(models.AbstractModel):
    """How much customers find on the pages of many records, counted at once."""

    _inherit = "base"

    def _customer_portal_get_public_domain(self):
        """Return which messages of the records are comments for customers.

        :return: domain of ``mail.message``
        :rtype: odoo.fields.Domain
        """
        return Domain(
            [
                ("model", "=", self._name),
                ("res_id", "in", self.ids),
                ("message_type", "in", ("comment", "email")),
                ("is_internal", "=", False),
                ("subtype_id", "!=", False),
                ("subtype_id.internal", "=", False),
            ]
        )

    def _customer_portal_get_tallies(self):
        """Count the comments and files of records, in two queries.

        As many as their pages show: see ``_customer_portal_get_messages`` and
        ``_customer_portal_get_attachments``.

        :return: for each record's id ``comments`` and ``files``
        :rtype: dict[int, dict[str, int]]
        """
        tallies = {id_: {"comments": 0, "files": 0} for id_ in self.ids}
        if not self:
            return tallies
        private = self._customer_portal_get_private()
        mine = Domain("author_id", "=", self.env.user.partner_id.id)
        notes = Domain(
            [
                ("model", "=", self._name),
                ("res_id", "in", self.ids),
                ("subtype_id", "=", private.id),
            ]
        )
        shown = self._customer_portal_get_public_domain() | (notes & mine)
        # sudo: mail.message, ir.attachment - how many there are of what the page of a
        # record shows, which the user can read
        messages = self.env["mail.message"].sudo()
        files = self.env["ir.attachment"].sudo()
        counted = {}
        if "message_ids" in self._fields:
            counted["comments"] = messages._read_group(shown, ["res_id"], ["__count"])

        def among(operator, domain):
            return Domain.custom(
                to_sql=lambda _model, alias, _query: SQL(
                    "%s %s (SELECT attachment_id FROM message_attachment_rel "
                    "WHERE message_id IN %s)",
                    SQL.identifier(alias, "id"),
                    operator,
                    messages._search(domain).subselect(),
                    to_flush=messages._fields["attachment_ids"],
                )
            )

        counted["files"] = files._read_group(
            Domain("res_model", "=", self._name)
            & Domain("res_id", "in", self.ids)
            & Domain("res_field", "=", False)
            & among(SQL("NOT IN"), notes & ~mine)
            & (among(SQL("IN"), shown) | Domain("create_uid.share", "=", True)),
            ["res_id"],
            ["__count"],
        )
        for kind, groups in counted.items():
            for id_, number in groups:
                tallies[id_][kind] = number
        return tallies
