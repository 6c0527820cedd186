# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..notices import Noted

#: Where what happened in a transaction waits for its end.
NOTED = "customer_portal.noted"
#: Context of those who want nobody told.
QUIET = ("tracking_disable", "install_mode")


class Base(models.AbstractModel):
    """What a model says of the mails about its records.

    Events are noted when they happen and told when the transaction ends: whoever closes
    a record with a comment, or opens and changes it, causes one mail.
    """

    _inherit = "base"

    @api.model
    def _customer_portal_get_state_field(self):
        """Return the selection whose changes customers are told of.

        Override it where a record has a state that customers know.

        :return: name of a stored field, ``None`` for a model without
        :rtype: str or None
        """
        return None

    def _customer_portal_get_state_event(self, before):
        """Return what the change of a record's state means to customers.

        Override it where a state closes a record.

        :param str before: the former state
        :return: one of ``notices.EVENTS``, ``None`` for nothing
        :rtype: str or None
        """
        return "state_changed"

    def _customer_portal_get_notice_contacts(self, event):
        """Return whom an event concerns: the record's customer, and who follows it.

        Who may not see the record, or has no portal, is told nothing anyway.

        :param str event: one of ``notices.EVENTS``
        Called as superuser.

        :return: ``res.partner`` records, the customer first
        """
        contacts = self._mail_get_partners()[self.id]
        if "message_partner_ids" in self._fields:
            contacts |= self.message_partner_ids
        return contacts

    def _customer_portal_get_subscribers(self):
        """Return who is told of the record as it follows all of its company.

        :return: ``res.partner`` records as superuser
        """
        return self.env["customer.portal.subscription"]._get_subscribers(self)

    def _customer_portal_get_notice_profile(self):
        """Return the profile whose mails go to support: that of the record's customer.

        :return: ``customer.portal.profile`` record as superuser, maybe none
        """
        # sudo: res.partner - agents need not read what profile a customer has
        return self.sudo()._mail_get_partners()[self.id][:1].customer_portal_profile_id

    def _customer_portal_get_thread_reference(self):
        """Return the Message-Id by which an answer to a mail finds the record.

        :return: of the last message that customers may read; ``False`` without one
        :rtype: str or bool
        """
        if "message_ids" not in self._fields:
            return False
        public = self.message_ids.filtered(
            lambda message: message.subtype_id and not message.subtype_id.internal
        )
        return public.sorted("id")[-1:].message_id

    def _customer_portal_prepare_notice(self, contact):
        """Return what mails may say of the record: what the contact sees of it.

        Override it to add to it; ask ``_customer_portal_shows`` for each field. Called
        as superuser.

        :param contact: ``res.partner`` record; a colleague of support sees what the
            customer does
        :return: some of the keys of ``notices.SAMPLE``
        :rtype: dict
        """
        self.ensure_one()
        profile = contact.customer_portal_profile_id
        profile = profile or self._customer_portal_get_notice_profile()
        line = profile.access_ids.filtered(
            lambda one: one.section_id.model == self._name
        )[:1]
        state_field = self._customer_portal_get_state_field()
        shown = {field.name: field for field in line._fields_of("list")}
        texts = {
            name: field._get_text(self)
            for name, field in shown.items()
            if field._field().type not in ("date", "datetime", "html", "text")
        }
        _title, number = line._get_names("list") if line else (None, None)
        rest = [
            name
            for name in texts
            if name not in line.section_id._naming_fields() | {state_field}
        ]
        customer = self._mail_get_partners()[self.id][:1]
        return {
            "kind": line.section_id.singular or line.section_id.name or "",
            "title": self.display_name,
            "name": self[self._rec_name] if self._rec_name else self.display_name,
            "number": texts.get(number, ""),
            "state": texts.get(state_field, ""),
            "customer": customer.name or "",
            "rows": [(shown[n]._get_label(), texts[n]) for n in rest if texts[n]],
        }

    # ------------------------------------------------------------------
    # Until the transaction ends
    # ------------------------------------------------------------------

    def _customer_portal_note(self, event, **values):
        """Remember that something happened to each record, to be told once.

        :param str event: one of ``notices.EVENTS``
        :param values: what mails may say of it: keys of ``notices.SAMPLE``
        """
        for record in self:
            if noted := record._customer_portal_get_noted():
                noted.events.setdefault(event, {}).update(values)

    def _customer_portal_note_state(self):
        """Remember the state of each record before it may change."""
        if name := self._customer_portal_get_state_field():
            for record in self:
                if noted := record._customer_portal_get_noted():
                    noted.note_state(record[name], self.env.user.partner_id.id)

    def _customer_portal_get_noted(self):
        """Return what is remembered of the record in this transaction.

        :return: ``None`` where nobody is told
        :rtype: customer_portal.notices.Noted
        """
        quiet = any(map(self.env.context.get, QUIET))
        if quiet or not self.env.registry.ready or not self.id:
            return None
        precommit = self.env.cr.precommit
        if NOTED not in precommit.data:
            precommit.data[NOTED] = {}
            precommit.add(self.env["customer.portal.notice"]._tell_noted)
        known = precommit.data[NOTED]
        noted = known.setdefault((self._name, self.id), Noted())
        noted.references = noted.references or self.env.context.get(
            "customer_portal_references"
        )
        noted.silent |= bool(self.env.context.get("customer_portal_silent"))
        return noted
