# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, plaintext2html

from ..inputs import MAX_LENGTH, InputError, clean_text


class CustomerPortalGateway(models.AbstractModel):
    """What contacts write on a record: comments, private notes, their verdict."""

    _inherit = "customer.portal.gateway"

    @api.model
    def _post_comment(self, access, record, body, uploads, key, private=False):
        """Post a comment of the user on a record.

        :param access: the user's access line
        :param record: a record that the user can read
        :param str body: plain text
        :param list uploads: :class:`~odoo.addons.customer_portal.inputs.Upload`
        :param str key: the form's idempotency key
        :param bool private: for support only
        """
        self._check_right(access, "comment", record)
        self._lock(record)
        body = clean_text(body)
        errors = {}
        if problem := self._get_text_problem(body, needed=not uploads):
            errors["body"] = problem
        if not record._customer_portal_accepts("comment"):
            errors["body"] = self.env._("This is closed and takes no comments.")
        if problem := self._get_upload_problem(uploads):
            errors["attachments"] = problem
        if errors:
            raise InputError(errors)
        with self.env.cr.savepoint():
            claim, earlier = self.env["customer.portal.request"]._claim(key)
            if not earlier:
                claim.res_id = record.id
                record._customer_portal_post_comment(
                    plaintext2html(body) if body else "",
                    [(upload.name, upload.stream.read()) for upload in uploads],
                    private=private,
                )

    @api.model
    def _change_comment(self, access, record, message_id, body):
        """Change a comment of the user, or delete it.

        :param access: the user's access line
        :param record: a record that the user can read
        :param int message_id: any number
        :param str body: plain text; ``None`` to delete the comment with its files
        :raise AccessError: where it is no comment of the user on this record
        :raise InputError: under ``comment``, where it is too late or nothing is left
        """
        self._check_right(access, "comment", record)
        self._lock(record)
        messages = record._customer_portal_get_messages()
        message = messages.filtered(lambda m: m.id == message_id)
        if not (message and message._customer_portal_is_own()):
            raise AccessError(self.env._("You cannot do this here."))
        problem = None
        if body is not None:
            body = clean_text(body)
            problem = self._get_text_problem(body, needed=not message.attachment_ids)
        if not (
            record._customer_portal_accepts("comment")
            and record._customer_portal_may_change(message, messages)
        ):
            problem = self.env._(
                "This comment can no longer be changed: the time is over, or somebody "
                "has answered. Please write another one."
            )
        if problem:
            raise InputError({"comment": problem})
        html = body if body is None else plaintext2html(body)
        record._customer_portal_change_comment(message, html)

    def _get_text_problem(self, body, needed):
        """Return what is wrong with a comment's text.

        :param bool needed: whether there must be one
        :rtype: str or None
        """
        if not body and needed:
            return self.env._("Please write a comment.")
        if len(body) > MAX_LENGTH["textarea"]:
            return self.env._(
                "This has %(length)s characters; at most %(limit)s are possible.",
                length=len(body),
                limit=MAX_LENGTH["textarea"],
            )
        return None

    @api.model
    def _rate_record(self, access, record, form):
        """Keep what the user says of the support that it got, once.

        :param access: the user's access line
        :param record: a record that the user can read
        :param dict form: ``rating``, from 1 to 5, and ``feedback``, as texts
        :raise InputError: under ``rating`` or ``feedback``
        """
        self._lock(record)
        if not (
            access.profile_id.asks_rating and record._customer_portal_accepts("rate")
        ):
            raise AccessError(self.env._("You cannot do this here."))
        rating, feedback = form.get("rating"), clean_text(form.get("feedback"))
        errors = {}
        if rating not in ("1", "2", "3", "4", "5"):
            errors["rating"] = self.env._("Please choose 1 to 5 stars.")
        if problem := self._get_text_problem(feedback, needed=False):
            errors["feedback"] = problem
        if errors:
            raise InputError(errors)
        record._customer_portal_rate(int(rating), feedback)

    @api.model
    def _lock(self, record):
        """Let one transaction at a time change the conversation of a record.

        Whoever waits here while another one closes, answers or comments is refused by
        PostgreSQL and run again by Odoo, on what the other one left.

        :param record: a record that the user can read
        """
        self.env.execute_query(
            SQL(
                "SELECT id FROM %s WHERE id = %s FOR NO KEY UPDATE",
                SQL.identifier(record._table),
                record.id,
            )
        )
