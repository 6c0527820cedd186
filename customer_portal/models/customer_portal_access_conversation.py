# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

#: Comments that a page shows until somebody asks for all.
NEWEST_COMMENTS = 20


class CustomerPortalAccess(models.Model):
    """The conversation on the page of a record, and what follows its end."""

    _inherit = "customer.portal.access"

    def _prepare_conversation(self, record, messages, everything=False):
        """Prepare the comments of a record for their template.

        :param record: a record that the user can read
        :param messages: the record's ``_customer_portal_get_messages()``
        :param bool everything: all comments, not the newest ones only
        :return: ``exists`` (whether the model has comments at all), ``count``,
            ``comments`` (as of ``_customer_portal_prepare_comments``, each with
            ``may_change``), ``is_ended`` (no longer commented), ``earlier`` (how many
            are not shown), ``may_reopen``, ``follow_url`` (address of the form for a
            new record that goes on with a closed one, or ``None``), ``rating`` (what
            the contact said, or ``None``) and ``may_rate``
        :rtype: dict
        """
        gateway = self.env["customer.portal.gateway"]
        earlier = 0 if everything else max(0, len(messages) - NEWEST_COMMENTS)
        # alone, so that the texts of the others are not read
        shown = messages.browse(messages.ids[earlier:])
        comments = record._customer_portal_prepare_comments(shown, first=earlier + 1)
        may_comment = gateway._may(self, "comment", record)
        for comment, message in zip(comments, reversed(shown), strict=True):
            may_change = record._customer_portal_may_change(message, shown)
            comment["may_change"] = may_comment and may_change
        exists = "message_ids" in record._fields
        is_ended = exists and not record._customer_portal_accepts("comment")
        may_reopen = (
            is_ended
            and record._customer_portal_accepts("reopen")
            and self._is_allowed("close", record)
        )
        can_follow = is_ended and self.can_create and not may_reopen
        new = f"/my/records/{self.section_id.code}/new?follows={record.id}"
        return {
            "exists": exists,
            "count": len(messages),
            "comments": comments,
            "earlier": earlier,
            "is_ended": is_ended,
            "may_reopen": may_reopen,
            "follow_url": new if can_follow else None,
            "rating": record._customer_portal_get_rating() if is_ended else None,
            "may_rate": self.profile_id.asks_rating
            and record._customer_portal_accepts("rate"),
        }

    def _find_followed(self, text):
        """Return the record that a form goes on with, none for a missing one.

        :param str text: as in the address: any text, or ``None``
        :return: a record that the user may read
        """
        is_number = text and len(text) < 11 and text.isascii() and text.isdigit()
        return self._find(int(text)) if is_number else self._records()
