# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import is_html_empty


class MailMessage(models.Model):
    """Messages are read with their record, for no other reason.

    Odoo lets authors, recipients and notified persons keep them, also when they may no
    longer read the record, and internal ones if they came by mail.
    """

    _inherit = "mail.message"

    @api.model
    def _search(
        self,
        domain,
        offset=0,
        limit=None,
        order=None,
        *,
        bypass_access=False,
        **kwargs,
    ):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._customer_portal_get_domain()
        return super()._search(
            domain, offset, limit, order, bypass_access=bypass_access, **kwargs
        )

    def _customer_portal_get_domain(self):
        """Return the messages that the policy lets the user read.

        :rtype: odoo.fields.Domain
        """
        policy = self.env.user._customer_portal_policy()
        if policy is None:
            return Domain.TRUE
        access = self.env["ir.model.access"]
        others = access._get_allowed_models() - access._customer_portal_get_managed()
        threads = [name for name in others if "message_ids" in self.env[name]._fields]
        domain = Domain("model", "in", threads)
        for model in policy.models():
            records = self.env[model].with_context(active_test=False)
            domain |= Domain("model", "=", model) & Domain(
                "res_id", "in", records._search([])
            )
        return domain

    def _get_forbidden_access(self, operation):
        forbidden = super()._get_forbidden_access(operation)
        policy = self.env.user._customer_portal_policy()
        if policy is None:
            return forbidden
        managed = self.env["ir.model.access"]._customer_portal_get_managed()
        # sudo: mail.message - only to tell which record each message belongs to
        allowed = (self - forbidden).sudo()
        ours = allowed.filtered(lambda m: m.model in managed)
        refused = allowed - allowed.filtered_domain(self._customer_portal_get_domain())
        if operation == "read":
            refused |= ours.filtered(
                lambda m: m.is_internal or not m.subtype_id or m.subtype_id.internal
            )
        else:
            refused |= ours
        return forbidden + refused.sudo(False)

    def _customer_portal_is_deleted(self):
        """Tell whether nothing is left of a comment.

        :rtype: bool
        """
        return is_html_empty(self.body) and not self.attachment_ids

    def _customer_portal_is_own(self):
        """Tell whether the user wrote a comment in the portal, and did not delete it.

        What came by mail is the sender's, and stays as it was sent.

        :rtype: bool
        """
        return (
            self.message_type == "comment"
            and self.create_uid == self.env.user
            and self.author_id == self.env.user.partner_id
            and not self._customer_portal_is_deleted()
        )
