# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    """Enabling many contacts: one after the other, by a job that may be interrupted."""

    _inherit = "res.partner"

    customer_portal_queued_by_id = fields.Many2one(
        "res.users",
        string="Portal is being enabled by",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
    )

    def _customer_portal_lets_write(self, field):
        """Let nobody have a contact enabled in the name of an agent."""
        if field.name == "customer_portal_queued_by_id":
            return self.env.su
        return super()._customer_portal_lets_write(field)

    def action_customer_portal_preview(self):
        """Show for each contact what stands in the way of enabling it.

        :return: a window action
        :rtype: dict
        """
        self._customer_portal_check_agent()
        return self.env["customer.portal.enable"]._preview(self)

    def action_customer_portal_enable_people(self):
        """Show the people of companies who could be enabled.

        :return: a window action
        :rtype: dict
        :raise UserError: if there are none
        """
        self._customer_portal_check_agent()
        people = self.search(
            [
                ("commercial_partner_id", "in", self.commercial_partner_id.ids),
                ("is_company", "=", False),
                ("type", "=", "contact"),
                ("customer_portal_active", "=", False),
            ]
        )
        if not people:
            raise UserError(
                self.env._("This company has no contacts that are not enabled yet.")
            )
        return people.action_customer_portal_preview()

    def _customer_portal_queue(self):
        """Have contacts enabled by the scheduled job.

        :return: a client action that says so
        """
        # sudo: res.partner - an internal field; that it is an agent was checked
        self.sudo().customer_portal_queued_by_id = self.env.user
        # sudo: ir.cron - agents may have it run
        self.env.ref("customer_portal.cron_enable_contacts").sudo()._trigger()
        action = self._customer_portal_notification(
            self.env._(
                "Contacts being enabled, one after the other: %(queued)s.",
                queued=len(self),
            )
        )
        action["params"]["next"] = self._customer_portal_get_progress()
        return action

    def _customer_portal_unqueue(self):
        """Take contacts that are disabled out of the row of those to be enabled."""
        # sudo: res.partner - an internal field; that it is an agent was checked
        self.sudo().customer_portal_queued_by_id = False

    @api.model
    def _customer_portal_get_progress(self):
        """Return the list of the contacts that wait to be enabled.

        :return: a window action
        :rtype: dict
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_portal.customer_portal_contact_action"
        )
        shown = {"search_default_customer_portal_queued": 1}
        return {**action, "context": shown, "domain": []}

    @api.model
    def _cron_customer_portal_enable(self, batch=500):
        """Enable contacts that wait, each in a transaction of its own.

        Where the job is interrupted, a contact is either enabled or still waits.

        :param int batch: most contacts for one run of the job
        """
        domain = [("customer_portal_queued_by_id", "!=", False)]
        waiting = self.search(domain, order="id", limit=batch)
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=self.search_count(domain))
        for contact in waiting:
            # another server may be at it
            contact = contact.try_lock_for_update()
            if agent := contact.customer_portal_queued_by_id:
                contact.customer_portal_queued_by_id = False
                contact._customer_portal_enable_for(agent)
            if not progress(1):
                break
        self.env.ref("customer_portal.cron_send_credentials")._trigger()

    def _customer_portal_enable_for(self, agent):
        """Enable a contact as an agent asked for, unless something came in the way.

        :param agent: ``res.users`` record, whose rights count
        """
        contact = self.with_user(agent).with_company(agent.company_id)
        if problems := contact._customer_portal_get_enable_problems():
            self.message_post(body="\n".join(problems))
        else:
            contact._customer_portal_enable()
