# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import email_normalize

from ..incoming import is_robot
from ..outgoing import automatic_headers

#: In the context of what a mail causes of which nobody outside is told.
SILENT = "customer_portal_silent"
#: Most answers that an address gets, in the time of the guard, which say that a mail
#: was not taken.
BOUNCES = 3

_logger = logging.getLogger(__name__)


class MailThread(models.AbstractModel):
    """Robots that answer each other: ours fall silent, whatever theirs do.

    Odoo takes no more of a sender that writes too much, and says so each time: that is
    a robot's next mail. Long before, at half of its limit for one sender and one of our
    addresses, or one record, a sender's mails still come in, but nobody outside is told
    of them, until it pauses. So each loop ends, and no mail of a person is lost.
    """

    _inherit = "mail.thread"

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        sender = email_normalize(message_dict.get("email_from") or "", strict=False)
        pair = sender and self._customer_portal_get_pair(sender, routes)
        if not pair:
            return super()._message_route_process(message, message_dict, routes)
        guard = self.env["customer.portal.incoming"]
        before, (most, minutes) = guard._count(*pair), guard._get_limits()
        quiet_at = max(1, most // 2)
        threads = self.with_context(**{SILENT: before >= quiet_at})
        found = super(MailThread, threads)._message_route_process(
            message, message_dict, routes
        )
        if found and before == quiet_at:
            _logger.info("Nobody outside is told of the mails of %s", sender)
            record = self.env[routes[-1][0]].browse(found)
            record._customer_portal_tell_of_loop(sender, before + 1, minutes)
        return found

    @api.model
    def _customer_portal_get_pair(self, sender, routes):
        """Return who writes to which of our addresses, or to which record.

        :param str sender: normalised address
        :param list routes: of Odoo
        :return: ``None`` for mails that are not watched: to models that the portal does
            not show, of our own people, whom Odoo watches, and of the addresses that
            Odoo lets write without end
        :rtype: tuple or None
        """
        section = self.env["customer.portal.section"]
        routes = [route for route in routes if section._get_code(route[0])]
        # sudo: mail.gateway.allowed, res.users - mails arrive as their senders
        allowed = self.env["mail.gateway.allowed"].sudo()
        users = self.env["res.users"].sudo()
        ours = [("email_normalized", "=", sender), ("share", "=", False)]
        if (
            not routes
            or allowed.search_count([("email_normalized", "=", sender)], limit=1)
            or users.search_count(ours, limit=1)
        ):
            return None
        model, record_id, *_rest, alias = routes[-1]
        # sudo: mail.alias - its address
        address = alias and alias.sudo().alias_full_name
        return sender, f"{model},{record_id}" if record_id else address or model

    def _customer_portal_tell_of_loop(self, sender, count, minutes):
        """Tell support once why the customer hears nothing.

        :param str sender: address
        :param int count: mails that came in
        :param int minutes: in this time
        """
        self.ensure_one()
        self.message_post(
            body=self.env._(
                "%(sender)s has sent %(count)s mails within %(minutes)s minutes: maybe "
                "a robot that answers ours. Its mails still come in; nobody outside "
                "gets mails because of them until it writes less.",
                sender=sender,
                count=count,
                minutes=minutes,
            ),
            author_id=self.env.ref("base.partner_root").id,
            partner_ids=self._customer_portal_get_support().ids,
            subtype_xmlid="mail.mt_note",
        )

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        if not self.env.context.get(SILENT):
            return recipients
        return [recipient for recipient in recipients if not recipient["share"]]

    def _notify_thread_with_out_of_office(self, message, recipients_data, **kwargs):
        if self.env.context.get(SILENT):
            return self.env["mail.message"]
        return super()._notify_thread_with_out_of_office(
            message, recipients_data, **kwargs
        )

    @api.model
    def _detect_loop_sender_domain(self, email_from_normalized):
        """Let Odoo find also the records of models that name no field of an address."""
        domain = super()._detect_loop_sender_domain(email_from_normalized)
        section = self.env["customer.portal.section"]
        if domain or not section._get_code(self._name):
            return domain
        mails = Domain("message_type", "=", "email")
        mails &= Domain("email_from", "ilike", email_from_normalized)
        return Domain("message_ids", "any", mails)

    @api.model
    def _routing_create_bounce_email(
        self, email_from, body_html, message, **mail_values
    ):
        """Tell no robot that its mail was not taken, and nobody without end.

        Odoo answers each time: two of its kind would never come to an end. And it
        answers inside the transaction: the queue does it after the commit.
        """
        # where Odoo sends it
        to = str(message.get("Return-Path") or "").strip() or email_from or ""
        sender = email_normalize(to, strict=False)
        if not sender or is_robot(message, True):
            return None
        guard = self.env["customer.portal.incoming"]
        if guard._count(sender, "bounce") >= BOUNCES:
            _logger.info("Told %s nothing more of mails that are not taken", sender)
            return None
        self = self.with_context(customer_portal_queue=True)
        return super()._routing_create_bounce_email(
            email_from,
            body_html,
            message,
            **{"headers": repr(automatic_headers(answers=True)), **mail_values},
        )
