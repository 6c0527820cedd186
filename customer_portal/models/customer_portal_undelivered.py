# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import MissingError
from odoo.tools import SQL, email_split

from .mail_mail_retry import get_answer


class CustomerPortalUndelivered(models.Model):
    """Mails that nobody got, for support: of whom, since when and why.

    What a mail says is not in it: some tell customers alone. Its subject is shown to
    who may read the record that it is about.
    """

    _name = "customer.portal.undelivered"
    _description = "Undelivered mail"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "details"
    _depends = {
        "mail.mail": [
            "create_date",
            "customer_portal_failures",
            "customer_portal_undelivered",
            "failure_reason",
            "mail_message_id",
        ],
        "mail.message": ["model", "record_company_id", "res_id"],
    }

    date = fields.Datetime(readonly=True)
    failures = fields.Integer("Failed attempts", readonly=True)
    details = fields.Text(readonly=True)
    model = fields.Char(readonly=True)
    record_id = fields.Many2oneReference(
        "Record's number", model_field="model", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    title = fields.Char("Mail", compute="_compute_title")
    address = fields.Char("Addressed to", compute="_compute_address", compute_sudo=True)
    about = fields.Char("Record", compute="_compute_title")
    reason = fields.Char(compute="_compute_reason")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT mail.id,
                   mail.create_date AS date,
                   mail.customer_portal_failures AS failures,
                   mail.failure_reason AS details,
                   message.model,
                   message.res_id AS record_id,
                   message.record_company_id AS company_id
              FROM mail_mail mail
              JOIN mail_message message ON message.id = mail.mail_message_id
             WHERE mail.customer_portal_undelivered
            """
        )

    @api.depends_context("uid")
    @api.depends("model", "record_id")
    def _compute_title(self):
        """Name mail and record to who may read the record, and what is of no record."""
        self.title = self.about = False
        for model, rows in self.grouped("model").items():
            if model not in self.env:
                continue
            records = self.env[model].browse(rows.mapped("record_id")).exists()
            is_ours = model in self.env["mail.mail"]._customer_portal_accounts()
            shown = records if is_ours else records._filtered_access("read")
            # sudo: those that the user may read, and accounts, whose names all may
            names = {one.id: one.display_name for one in shown.sudo()}
            for row, mail in zip(rows, rows._get_mails(), strict=True):
                if row.record_id in names:
                    row.title = mail.customer_portal_subject or mail.subject
                    row.about = names[row.record_id]

    @api.depends("record_id")
    def _compute_address(self):
        for row, mail in zip(self, self._get_mails(), strict=True):
            people = [one.email or one.display_name for one in mail.recipient_ids]
            row.address = ", ".join([*email_split(mail.email_to), *people])

    @api.depends("details")
    def _compute_reason(self):
        for row in self:
            row.reason = get_answer(row.details)

    def action_retry(self):
        """Send the mails once more, with all pauses before them again.

        :raise AccessError: for whoever may not see them
        """
        self._get_chosen()._customer_portal_retry()

    def action_discard(self):
        """Give the mails up: they are kept as cancelled.

        :raise AccessError: for whoever may not see them
        """
        self._get_chosen()._customer_portal_discard()

    def action_open(self):
        """Open the record that the mail is about.

        :return: action
        :raise AccessError: for whoever may not read it
        :raise MissingError: if it has been deleted
        """
        self.ensure_one()
        self.check_access("read")
        record = self._get_target()
        if not record.exists():
            raise MissingError(self.env._("The record has been deleted."))
        record.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [[False, "form"]],
        }

    def _get_target(self):
        """Return what a mail is about: of an account its contact.

        :return: a record, as the user
        """
        record = self.env[self.model].browse(self.record_id)
        if self.model == "res.users":
            # sudo: res.users - only whose account it is
            return record.sudo().exists().partner_id.with_env(self.env)
        return record

    def _get_mails(self):
        """Return the mails of the rows, in their order.

        :return: ``mail.mail`` records, as superuser
        """
        # sudo: mail.mail - of rows that the caller sees; who works on them reads none
        return self.env["mail.mail"].sudo().browse(self.ids)

    def _get_chosen(self):
        """Return those of the mails that are undelivered still, to be changed.

        :raise AccessError: for whoever may not see them
        """
        rows = self.exists()
        rows.check_access("read")
        return rows._get_mails().filtered("customer_portal_undelivered")
