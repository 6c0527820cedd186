# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo import api, models

from ..incoming import is_out_of_office, is_report, is_robot
from ..inputs import clean_file_name
from ..outgoing import clean_address, clean_line
from ..remote_content import close_to_remote

#: What Odoo reads off a mail that holds addresses with names.
ADDRESSES = {"cc", "cc_filtered", "email_from", "from", "to", "to_filtered"}

_logger = logging.getLogger(__name__)


class MailThread(models.AbstractModel):
    """What of a mail comes in to exposed records."""

    _inherit = "mail.thread"

    @api.model
    def _customer_portal_hears(self, message, message_dict):
        """Tell whether a mail enters exposed records: not if a robot answers us.

        :param email.message.EmailMessage message: the mail
        :param dict message_dict: what Odoo read off it
        :rtype: bool
        """
        is_reply = bool(message_dict["references"] or message_dict["in_reply_to"])
        subject = message_dict.get("subject")
        if is_robot(message, is_reply) or is_out_of_office(subject):
            _logger.info(
                "Ignored automatic mail %s of %s: %s",
                message_dict.get("message_id"),
                message_dict.get("email_from"),
                subject,
            )
            return False
        return True

    @api.model
    def _customer_portal_make_harmless(self, message_dict):
        """Take from a mail what its readers would load from elsewhere or run.

        :param dict message_dict: what Odoo read off it; it is changed
        """
        message_dict["subject"] = clean_line(message_dict.get("subject"))
        for name in ADDRESSES & message_dict.keys():
            message_dict[name] = clean_address(message_dict[name])
        message_dict["body"] = close_to_remote(message_dict.get("body"))
        message_dict["attachments"] = [
            attachment._replace(fname=clean_file_name(attachment.fname))
            for attachment in message_dict.get("attachments") or []
        ]

    @api.model
    def _routing_handle_bounce(self, email_message, message_dict):
        """Take no report of a mail that was read for one of a mail that came back."""
        if not is_report(email_message):
            return super()._routing_handle_bounce(email_message, message_dict)
        _logger.info("Ignored report %s", message_dict.get("message_id"))
        return None
