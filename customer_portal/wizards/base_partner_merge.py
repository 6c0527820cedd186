# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..models.res_partner import PORTAL_FIELDS


class BasePartnerMerge(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, *args, **kwargs):
        """Have the users of the contacts that go leave them.

        Users change their contact here past the ORM.
        """
        # sudo: res.partner, res.users - whoever may merge contacts may not read users
        contacts = self.env["res.partner"].sudo().browse(partner_ids).exists()
        users = contacts.with_context(active_test=False).user_ids.filtered("share")
        before = {user: (user.partner_id, user.commercial_partner_id) for user in users}
        result = super()._merge(partner_ids, *args, **kwargs)
        users.invalidate_recordset()
        self.env["res.users"]._customer_portal_clear_policies()
        for user, (contact, company) in before.items():
            if user.partner_id != contact:
                self.env["customer.portal.tokens"]._rotate(user.partner_id)
                left = {user.partner_id.id: company.id}
                leaving = self.env["customer.portal.leaving"]
                leaving = leaving.with_context(customer_portal_reason="merged")
                leaving._leave(left, user)
        return result

    def _update_values(self, src_partners, dst_partner):
        """Keep the remaining contact's access, or give it that of one other, whole.

        Odoo would fill in field by field what the remaining contact lacks: a contact
        that was disabled would be active again.
        """
        # sudo: res.partner - whoever may merge contacts need not be a portal agent
        contacts = (dst_partner | src_partners).sudo()
        holder = contacts.filtered("customer_portal_profile_id")[:1]
        kept = {name: holder[name] for name in PORTAL_FIELDS} if holder else {}
        remaining = contacts.browse(dst_partner.id)
        others = contacts - remaining
        codes = [code for code in others.mapped("customer_portal_code") if code]
        # no two contacts have a code, not even while one takes it from the other
        others.write(dict.fromkeys(PORTAL_FIELDS | {"customer_portal_code"}, False))
        others.flush_recordset(["customer_portal_code"])
        result = super()._update_values(src_partners, dst_partner)
        if kept and holder != remaining:
            kept["customer_portal_profile_id"] = kept["customer_portal_profile_id"].id
            remaining.write(kept)
        if codes and not remaining.customer_portal_code:
            remaining.customer_portal_code = codes[-1]
        return result
