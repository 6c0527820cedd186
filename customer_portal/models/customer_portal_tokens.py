# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class CustomerPortalTokens(models.AbstractModel):
    """Tokens of records and files, renewed when a contact loses what it had.

    Tokens open nothing of exposed records to customers anyway. But a contact keeps the
    links of its mails, and sections are archived, addons uninstalled: what was revoked
    stays closed then, too.
    """

    _name = "customer.portal.tokens"
    _description = "Portal tokens"

    @api.model
    def _rotate(self, contacts):
        """Renew the tokens of the records of contacts and of the files on them.

        These are the records of every section's model that belong to the contacts, that
        they work on or that they follow. A few statements for each model, however many
        records there are.

        :param contacts: ``res.partner`` records
        """
        if not contacts:
            return
        # sudo: customer.portal.section - whoever takes access away, archived ones count
        sections = self.env["customer.portal.section"].sudo()
        shown = [("model_id", "!=", False)]
        for section in sections.with_context(active_test=False).search(shown):
            if section.model in self.env and not section._get_path_problem():
                for domain in self._get_domains(section, contacts):
                    self._renew(section.model, domain)

    def _get_domains(self, section, contacts):
        """Return what finds the records: one domain each, for an index each.

        :rtype: list[Domain]
        """
        paths = [*section._contact_paths(), section.assigned_path]
        if "message_partner_ids" in self.env[section.model]._fields:
            paths.append("message_partner_ids")
        return [Domain(path, "in", contacts.ids) for path in paths if path]

    def _renew(self, model, domain):
        # sudo: the section's model, ir.attachment - tokens are nobody's to read
        records = self.env[model].sudo().with_context(active_test=False)
        files = self.env["ir.attachment"].sudo()
        found = records._search(domain).subselect()
        self._renew_rows(records, SQL("id IN %s", found))
        self._renew_rows(files, SQL("res_model = %s AND res_id IN %s", model, found))

    def _renew_rows(self, records, condition):
        field = records._fields.get("access_token")
        if not field or not field.store:
            return
        records.flush_model(["access_token"])
        self.env.execute_query(
            SQL(
                "UPDATE %s SET access_token = gen_random_uuid()::varchar "
                "WHERE access_token IS NOT NULL AND %s",
                SQL.identifier(records._table),
                condition,
            )
        )
        records.invalidate_model(["access_token"])
