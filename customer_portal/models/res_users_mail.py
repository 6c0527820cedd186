# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessDenied, ValidationError
from odoo.tools import SQL, email_normalize

from ..inputs import InputError, clean_text

#: Most characters of a mail address.
MAX_MAIL = 254


class ResUsers(models.Model):
    """Who has a mail address, and how a portal user takes another one."""

    _inherit = "res.users"

    # where an address is looked for, however a login was written
    _customer_portal_login = models.Index("(lower(login))")

    @api.model
    def _customer_portal_of_mails(self, mails):
        """Return who logs in with mail addresses, or has them; disabled ones included.

        :param mails: addresses, normalised
        :return: ``res.users`` records as superuser, by address
        :rtype: dict
        """
        # sudo: res.users - whoever asks need not read users
        users = self.sudo().with_context(active_test=False)
        mails = [mail for mail in mails if mail]
        users.flush_model(["login"])
        query = SQL("SELECT id FROM res_users WHERE lower(login) = ANY(%s)", mails)
        found = users.browse(row[0] for row in self.env.execute_query(query))
        found |= users.search([("email_normalized", "in", mails)])
        known = dict.fromkeys(mails, users.browse())
        for user in found:
            for mail in {user.login.lower(), user.email_normalized} & known.keys():
                known[mail] |= user
        return known

    def _customer_portal_ask_mail(self, mail, password):
        """Have a link sent to the new address of the current user.

        :param str mail: as typed
        :param str password: the present one, as typed
        :raise InputError: naming the input that cannot be accepted
        """
        typed, account = clean_text(mail), self._customer_portal_account(make=True)
        address = email_normalize(typed) if len(typed) <= MAX_MAIL else False
        errors = {}
        if not address:
            errors["mail"] = self.env._("Please enter a valid mail address.")
        elif address == email_normalize(self.login):
            errors["mail"] = self.env._("This is your mail address already.")
        elif not account._may_request_mail():
            errors["mail"] = self.env._(
                "You asked for several links today. Please try again tomorrow."
            )
        if errors:
            raise InputError(errors)
        try:
            credential = {"login": self.login, "password": password, "type": "password"}
            self._check_credentials(credential, {"interactive": True})
        except AccessDenied:
            raise InputError({"password": self.env._("Wrong password.")}) from None
        account._request_mail(address)

    def _customer_portal_take_mail(self, mail):
        """Let portal users log in with another address; tell the former ones.

        :param str mail: normalised
        :raise ValidationError: naming who has the address already
        """
        # sudo: res.users - whoever changes a contact's mail may not write users
        for user in self.sudo():
            others = user._customer_portal_of_mails([mail])[mail] - user
            if others:
                raise ValidationError(
                    self.env._(
                        "Mail: %(other)s logs in with %(mail)s already. Choose "
                        "another address for %(contact)s, who uses the portal.",
                        other=others[0].name,
                        mail=mail,
                        contact=user.name,
                    )
                )
            former = user.login
            user.with_context(customer_portal_told=True).write({"login": mail})
            account = user._customer_portal_account(make=True)
            account._forget_new_mail()
            account.serial += 1
            self.env["customer.portal.log"]._add("mail", user)
            if email_normalize(former):
                template = self.env.ref("customer_portal.mail_template_mail_changed")
                # sudo: mail.template - whoever changes the address need not read it
                template.with_user(SUPERUSER_ID)._customer_portal_queue(
                    user, {"email_to": former}
                )

    def _notify_security_setting_update(self, subject, content, **kwargs):
        """Leave out Odoo's two mails where ours tells of another address.

        Odoo's name the new one to whoever reads the former one's mails, and leave
        before the change is certain.
        """
        if self.env.context.get("customer_portal_told"):
            return self.env["mail.mail"]
        return super()._notify_security_setting_update(subject, content, **kwargs)
