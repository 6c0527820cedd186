# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class CustomerPortalEnable(models.TransientModel):
    """Many contacts are looked at before they are enabled: those of a list, or a file.

    Each is a line that says what stands in its way; the others are enabled.
    """

    _name = "customer.portal.enable"
    _description = "Enable contacts for the portal"

    file = fields.Binary(attachment=False)
    file_name = fields.Char()
    profile_id = fields.Many2one(
        "customer.portal.profile",
        string="Portal profile",
        ondelete="cascade",
        domain=[("active", "=", True)],
        help="Empty: what each contact has, or else its company.",
    )
    start = fields.Date("Support start", help="Empty: what each contact has.")
    end = fields.Date("Support end", help="Empty: what each contact has.")
    line_ids = fields.One2many("customer.portal.enable.line", "enable_id")
    ready_count = fields.Integer("To be enabled", compute="_compute_counts")
    problem_count = fields.Integer("Left out", compute="_compute_counts")
    waiting_count = fields.Integer("Still being enabled", compute="_compute_counts")

    @api.depends("line_ids.problem")
    def _compute_counts(self):
        waiting = self.env["res.partner"].search_count(
            [("customer_portal_queued_by_id", "!=", False)]
        )
        for wizard in self:
            problems = wizard.line_ids.filtered("problem")
            wizard.problem_count = len(problems)
            wizard.ready_count = len(wizard.line_ids) - len(problems)
            wizard.waiting_count = waiting

    @api.model
    def _preview(self, contacts):
        """Look at contacts.

        :param contacts: ``res.partner`` records
        :return: a window action with what was found
        :rtype: dict
        """
        lines = [
            Command.create({"partner_id": contact.id, "mail": contact.email})
            for contact in contacts
        ]
        wizard = self.create({"line_ids": lines})
        wizard.line_ids._check()
        return wizard._open()

    def _open(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_portal.customer_portal_enable_action"
        )
        return {**action, "res_id": self.id}

    def action_read_file(self):
        """Look at the contacts that a file names.

        :return: a window action with what was found
        :raise UserError: if the file cannot be read, naming the mend
        """
        self.ensure_one()
        self.env["res.partner"]._customer_portal_check_agent()
        found = self._read_file()
        self.line_ids = [Command.clear(), *map(Command.create, found)]
        self.file = False
        self.line_ids._check()
        return self._open()

    def action_check(self):
        """Look at the contacts again, with what was mended or chosen meanwhile.

        :return: a window action with what was found
        """
        self.ensure_one()
        self.line_ids._check()
        return self._open()

    def action_enable(self):
        """Enable those in whose way nothing stands; very many by the scheduled job.

        :return: a client action that says what was done
        :raise UserError: if there is nobody to be enabled
        """
        self.ensure_one()
        contacts = self.env["res.partner"]
        contacts._customer_portal_check_agent()
        self.line_ids._check()
        ready = self.line_ids.filtered(lambda line: not line.problem)
        if not ready:
            raise UserError(
                self.env._("There is nobody to be enabled: each line says why.")
            )
        for values, lines in ready.grouped(lambda line: line._get_values()).items():
            if values:
                lines.partner_id.write(dict(values))
        return ready.partner_id.action_customer_portal_enable()
