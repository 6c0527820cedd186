# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import clean_context

from ..notices import EVENTS, Cause
from .base_notices import NOTED

MAIL = "email_normalized"
#: Events that a comment's mail tells, too.
OF_STATES = ("state_changed", "closed", "reopened")


class CustomerPortalNotice(models.Model):
    """Who is told what happened to records in a transaction, at its end.

    Each person is told once of an event, also as contact, follower and assignee at
    once, and whose address it shares. Who got a comment by mail is not told besides
    that the state changed: that mail says it.
    """

    _inherit = "customer.portal.notice"

    @api.model
    def _tell_noted(self):
        """Queue the mails of all that was noted. Called before a transaction ends."""
        noted = self.env.cr.precommit.data.pop(NOTED, {})
        # sudo: the records, who hears of them - whoever causes an event reads neither
        env = self.env(su=True, context=clean_context(self.env.context))
        notices = self.with_env(env)
        for (model, record_id), note in noted.items():
            record = notices.env[model].browse(record_id)
            if record.exists():
                notices._tell(record, note)

    @api.model
    def _tell(self, record, noted):
        """Tell of what happened to a record.

        :param record: one record, as superuser
        :param noted: :class:`~odoo.addons.customer_portal.notices.Noted`
        """
        events = dict(noted.events)
        state = record._customer_portal_get_state_field()
        if noted.before and "ticket_opened" not in events:
            if noted.before != (record[state],):
                event = record._customer_portal_get_state_event(*noted.before)
                events |= {event: {}} if event else {}
        if "ticket_opened" in events:
            events["colleague_opened"] = events["ticket_opened"]
        subscribers = events and record._customer_portal_get_subscribers()
        for event, values in events.items():
            contacts = record._customer_portal_get_notice_contacts(event)
            if event != "ticket_opened":
                contacts |= subscribers
            if event == "colleague_opened":
                customers = record._mail_get_partners()[record.id]
                contacts -= customers | self.env.user.partner_id
            contacts = contacts.browse() if noted.silent else contacts
            if author := values.get("author_id"):
                contacts -= contacts.browse(author)
            told = noted.told if event in OF_STATES else set()
            if event == "state_changed":
                actors = contacts.browse(noted.actors)
                contacts, told = contacts - actors, told | {*actors.mapped(MAIL)}
                contacts = contacts.filtered(
                    lambda c: record._customer_portal_shows(state, c)
                )
            self._tell_contacts(event, record, contacts, values, told, noted.references)
            if EVENTS[event].agents:
                agents = record._customer_portal_get_support()
                self._tell_agents(event, record, agents, values)

    @api.model
    def _tell_contacts(self, event, record, contacts, values, told, references):
        wanted = {"now": self.env["res.users"], "digest": self.env["res.users"]}
        for contact in contacts:
            user = record._customer_portal_get_user(contact)
            if user and record._customer_portal_is_reader(user):
                when = contact._customer_portal_wants(event, record)
                if when in wanted:
                    wanted[when] |= user
        chosen = self._one_per_address(wanted["now"], told)
        told = {*told, *chosen.mapped(MAIL)}
        later = self._one_per_address(wanted["digest"], told)
        self.env["customer.portal.digest.line"]._add(later.partner_id, event, record)
        message = None
        for profile, group in chosen.grouped("customer_portal_profile_id").items():
            if row := self._of(profile, event):
                message = row._queue(group, record, values, references, message)

    @api.model
    def _tell_agents(self, event, record, agents, values):
        """Tell people of support in the way that each chose, mail or inbox.

        :param agents: ``res.partner`` records
        :return: whether the customer's profile says what they are told
        :rtype: bool
        """
        row = self._of(record._customer_portal_get_notice_profile(), event)
        if not row:
            return False
        if author := values.get("author_id"):
            agents -= agents.browse(author)
        if not row.template_id:
            return True
        for lang, group in agents.with_env(row.env).grouped("lang").items():
            cause = Cause(event, values)
            thread = record.with_context(lang=lang, customer_portal_cause=cause)
            notice, user = row.with_context(lang=lang), group.user_ids[:1]
            said = notice._prepare_values(user, thread, values)
            subject, body = notice._render(user, said)[user.id]
            thread.message_notify(
                partner_ids=group.ids,
                subject=subject,
                body=body,
                author_id=values.get("author_id"),
            )
        return True
