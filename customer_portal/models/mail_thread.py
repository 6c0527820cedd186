# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import email_normalize

from ..incoming import is_forged


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
        section = self.env["customer.portal.section"]
        if any(section._get_code(route[0]) for route in routes):
            if not self._customer_portal_hears(message, message_dict):
                return [r for r in routes if not section._get_code(r[0])]
            self._customer_portal_make_harmless(message_dict)
        checked = [
            self.env[route[0]]._customer_portal_route_mail(message, message_dict, route)
            for route in routes
        ]
        return [route for route in checked if route]

    @api.model
    def _message_parse_post_process(self, message, message_dict, routes):
        """Find the author of a mail to an exposed record among those who log in.

        Odoo takes whichever contact has the address, followers first: anybody who
        entered the address of somebody else would get that one's mails. A forged mail
        has no author.
        """
        values = super()._message_parse_post_process(message, message_dict, routes)
        section = self.env["customer.portal.section"]
        if any(section._get_code(route[0]) for route in routes):
            if is_forged(message):
                values["author_id"] = False
            elif user := self._customer_portal_find_sender(message_dict):
                values["author_id"] = user.partner_id.id
        return values

    @api.model
    def _customer_portal_find_sender(self, message_dict):
        """Return the user who writes from the address of a mail, maybe none.

        :param dict message_dict: what Odoo read off the mail
        :return: an internal user, else the portal user whose login it is
        :rtype: odoo.addons.base.models.res_users.ResUsers
        """
        address = email_normalize(message_dict.get("email_from"), strict=False)
        # sudo: res.users - mails arrive before anybody is known
        users = self.env["res.users"].sudo()
        if not address:
            return users
        of_address = [("email_normalized", "=", address)]
        internal = users.search([("share", "=", False), *of_address], limit=1)
        return internal or users.search([("login", "=", address), *of_address], limit=1)

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

        Whoever is named as a recipient gets the message: somebody chose that. Not so
        in a mail that came in: there Odoo names the author of the one it answers.
        """
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        if len(self) != 1 or not self.env["customer.portal.section"]._get_code(
            self._name
        ):
            return recipients
        # sudo: mail.message, its author need not read it - who is named in it
        message_sudo = message.sudo()
        named = (msg_vals or {}).get("partner_ids", message_sudo.partner_ids.ids)
        if message_sudo.message_type == "email":
            named = []
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
        :param contact: ``res.partner`` records; one without a user is shown all
        :rtype: bool
        """
        # sudo: res.partner - whoever causes a mail need not read users
        users = contact.sudo().user_ids
        policies = [user._customer_portal_compile() for user in users]
        return all(
            policy is None or policy.shows(self._name, name) for policy in policies
        )

    def _notify_by_email_render_layout(
        self, message, recipients_group, msg_vals=False, render_values=None
    ):
        """List in a mail no change of a field that one of its readers does not see."""
        section = self.env["customer.portal.section"]
        if (render_values or {}).get("tracking_values") and section._get_code(
            self._name
        ):
            contacts = self.env["res.partner"].browse(
                filter(None, recipients_group.get("recipients_ids") or ())
            )
            # sudo: mail.tracking.value - the mail's own changes
            changes = (
                message.sudo()
                .tracking_value_ids.filtered(
                    lambda change: self._customer_portal_shows(
                        change.field_id.name, contacts
                    )
                )
                ._filter_has_field_access(self.env)
            )
            listed = [
                (c["fieldInfo"]["changedField"], c["oldValue"], c["newValue"])
                for c in changes._tracking_value_format()
            ]
            render_values = {**render_values, "tracking_values": listed}
        return super()._notify_by_email_render_layout(
            message, recipients_group, msg_vals=msg_vals, render_values=render_values
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
