# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ast import literal_eval

from odoo import api, models

from ..notices import EVENTS

#: Where contacts choose their mails, and where the link of a mail leads.
CHOOSE, LEAVE = "/my/notifications", "/my/notifications/leave"


class CustomerPortalNotice(models.Model):
    """How the recipient of a mail gets fewer of them: links below it, and headers."""

    _inherit = "customer.portal.notice"

    def _prepare_ways_out(self, user, record, notice, base_url):
        """Return what stands below a mail that its recipient can do without.

        :param user: whom the mail goes to
        :param record: what it is about, maybe none
        :param dict notice: what the template may say
        :return: ``choose_url``, ``leave_url`` and ``leave_label``; nothing for mails of
            the account and for support
        :rtype: dict
        """
        event = EVENTS.get(self.event)
        if not user.share or not event or not (event.kind or event.code == "digest"):
            return {}
        subscriptions = self.env["customer.portal.subscription"]
        contact = user.partner_id
        if not record:
            target = ["digest", "", 0]
            label = self.env._("No more daily digest")
        elif section := self._get_reason(contact, record):
            target = ["section", section.code, 0]
            label = self.env._("No more mails about what colleagues do")
        else:
            target = ["record", record._name, record.id]
            about = notice["number"] or notice["title"]
            label = self.env._("No more mails about %(record)s", record=about)
        token = subscriptions._sign(contact, target)
        return {
            "choose_url": f"{base_url}{CHOOSE}",
            "leave_url": f"{base_url}{LEAVE}?to={token}",
            "leave_label": label,
        }

    @api.model
    def _get_reason(self, contact, record):
        """Return the section all of which a contact follows, if only so it is told.

        :return: ``customer.portal.section`` record, maybe none
        """
        rows = contact.customer_portal_subscription_ids.filtered(
            lambda row: row.section_id.model == record._name and not row.res_id
        )
        told = record._customer_portal_get_notice_contacts("comment_by_support")
        if not rows or contact in told:
            return rows.section_id.browse()
        return rows.section_id[:1]


def add_leave(values, mail):
    """Return the values of a mail with the headers of one click (RFC 2369, RFC 8058).

    Mail programs show a button of their own for it.

    :param dict values: of ``mail.mail``; the headers are the text of a dict
    :param mail: ``NoticeMail``
    :rtype: dict
    """
    if not mail.leave:
        return values
    headers = literal_eval(values.get("headers") or "{}") | {
        "List-Unsubscribe": f"<{mail.leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return {**values, "headers": repr(headers)}
