# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import api, models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def message_route(
        self, message, message_dict, model=None, thread_id=None, custom_values=None
    ):
        """Let the model of each route say where the mail may go."""
        routes = super().message_route(
            message, message_dict, model, thread_id, custom_values
        )
        # Odoo knows the author only now that the mail went to an alias; what is
        # answered to the address of a catch-all has one as well
        message_dict.update(
            self._message_parse_post_process(message, message_dict, routes)
        )
        checked = [
            self.env[route[0]]._customer_portal_route_mail(message, message_dict, route)
            for route in routes
        ]
        return [route for route in checked if route]

    @api.model
    def _message_parse_post_process(self, message, message_dict, routes):
        """Find no author by the address of a forged mail."""
        values = super()._message_parse_post_process(message, message_dict, routes)
        section = self.env["customer.portal.section"]
        if any(section._get_code(route[0]) for route in routes):
            if self._customer_portal_is_forged(message):
                values["author_id"] = False
        return values

    @api.model
    def _customer_portal_is_forged(self, message):
        """Tell whether the receiving mail server found the sender's address forged.

        :param email.message.EmailMessage message: the mail
        :rtype: bool
        """
        results = message.get_all("Authentication-Results") or []
        return any(re.search(r"\bdmarc\s*=\s*fail\b", str(r), re.I) for r in results)

    @api.model
    def _get_thread_with_access(
        self, thread_id, *, hash=None, pid=None, token=None, **kwargs
    ):
        """Let no token, hash or contact of a link open an exposed record."""
        if self.env["customer.portal.section"]._get_code(self._name):
            hash = pid = token = None
        return super()._get_thread_with_access(
            thread_id, hash=hash, pid=pid, token=token, **kwargs
        )

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Tell followers nothing of a record that their profile does not show them.

        Whoever is named as a recipient gets the message: somebody chose that.
        """
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        if len(self) != 1 or not self.env["customer.portal.section"]._get_code(
            self._name
        ):
            return recipients
        # sudo: mail.message, its author need not read it - who is named in it
        named = (msg_vals or {}).get("partner_ids", message.sudo().partner_ids.ids)
        return [
            recipient
            for recipient in recipients
            if recipient["id"] in named
            or not recipient["ushare"]
            or self._customer_portal_concerns(recipient["uid"])
        ]

    def _customer_portal_concerns(self, user_id):
        """Tell whether a user's profile shows the record, whatever the day.

        :param int user_id: id of a user
        :rtype: bool
        """
        policy = self.env["res.users"].browse(user_id)._customer_portal_compile()
        if policy is None:
            return True
        # sudo: the record's model - the policy's paths may cross unreadable models
        return bool(self.sudo().filtered_domain(policy.domain(self._name, "read")))

    def _customer_portal_shows(self, name, contact):
        """Tell whether a contact's profile shows it a field, whatever the day.

        For mail templates: what a profile hides is in no mail, either.

        :param str name: name of a field of the record
        :param contact: ``res.partner`` record; one without a user is shown all
        :rtype: bool
        """
        # sudo: res.partner - whoever causes a mail need not read users
        users = contact.sudo().user_ids
        policies = [user._customer_portal_compile() for user in users]
        return all(
            policy is None or name in policy.fields().get(self._name, ())
            for policy in policies
        )

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """Give contacts a button to the record's page in the portal, without a token.

        Odoo's own button for the customer carries a token that opens the record for
        whoever holds the mail.
        """
        groups = super()._notify_get_recipients_groups(
            message, model_description, msg_vals
        )
        url = len(self) == 1 and self._customer_portal_get_url()
        if not url:
            return groups
        groups = [group for group in groups if group[0] != "portal_customer"]
        for name, _function, data in groups:
            if name == "portal":
                data["button_access"] = {"url": self.get_base_url() + url}
        return groups
