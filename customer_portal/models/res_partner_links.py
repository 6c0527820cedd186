# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import consteq
from odoo.tools.misc import hmac


class ResPartner(models.Model):
    """Links to choose a password: one at a time, none while the portal is closed."""

    _inherit = "res.partner"

    def _customer_portal_get_link_account(self):
        """Return the portal account that a link is for, an empty one for other users.

        :return: ``customer.portal.account`` as superuser
        """
        # sudo: res.users - links are made and checked for others
        user = self.sudo().user_ids[:1].filtered(lambda user: user._is_portal())
        return user._customer_portal_account(make=True)

    def signup_prepare(self, signup_type="signup"):
        """Void the links sent before."""
        for contact in self:
            if account := contact._customer_portal_get_link_account():
                account.serial += 1
        return super().signup_prepare(signup_type=signup_type)

    def _generate_signup_token(self, expiration=None):
        token = super()._generate_signup_token(expiration=expiration)
        if account := self._customer_portal_get_link_account():
            return f"{token}.{account._sign_link(token)}"
        return token

    @api.model
    def _get_partner_from_token(self, token):
        bare, _dot, signature = (token or "").partition(".")
        partner = super()._get_partner_from_token(bare)
        if not partner:
            return None
        account = partner._customer_portal_get_link_account()
        if not account:
            return None if signature else partner
        if not consteq(signature, account._sign_link(bare)):
            return None
        return partner if account.user_id._customer_portal_may_get_link() else None


class CustomerPortalAccount(models.Model):
    _inherit = "customer.portal.account"

    def _sign_link(self, token):
        """Return a signature that is void as soon as a newer link is made.

        :param str token: the token that Odoo made for the link
        :rtype: str
        """
        message = (self.user_id.id, self.serial, token)
        # sudo: ir.config_parameter - the database's secret, which hmac reads
        return hmac(self.env(su=True), "customer_portal_link", message)
