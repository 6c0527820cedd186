# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from datetime import timedelta

from odoo import api, fields, models

from .mail_mail_order import WAITS

#: How long a mail waits after each failure that may pass: 22 hours in all.
PAUSES = [timedelta(minutes=minutes) for minutes in (5, 15, 60, 180, 360, 720)]
#: A mail was not tried: its connection had ended (Python's words), or another waits.
UNTRIED = ("please run connect() first", WAITS)
#: A mail that an interrupted run left longer ago is not sent by itself.
PAST = timedelta(days=2)
#: What the server said: its code, as Python writes down an answer of a server.
ANSWER = re.compile(r"\(([45])\d\d, b")
#: The whole of it.
SAID = re.compile(r"\((\d{3}), b(['\"])(.*?)\2\)", re.S)
#: Odoo's reasons that no waiting mends.
HOPELESS = ("mail_email_invalid", "mail_email_missing")


def get_answer(reason):
    """Return what a mail server said, without what Odoo and Python write around it.

    :param str reason: ``failure_reason`` of a mail
    :return: as "550 5.1.1 No such user"; the last line where no server said anything
    :rtype: str
    """
    if found := SAID.findall(reason or ""):
        code, _quote, text = found[-1]
        return f"{code} {text}".replace("\\n", " ")
    lines = (reason or "").strip().splitlines()
    return lines[-1].strip() if lines else ""


class MailMail(models.Model):
    """Mails about exposed records and accounts: tried again, never forgotten.

    Odoo leaves a mail that failed once as it is, for ever. Ours go back to its
    queue after growing pauses; those that cannot be delivered wait in a list.
    """

    _inherit = "mail.mail"

    customer_portal_failures = fields.Integer(
        "Failed attempts", readonly=True, copy=False
    )
    customer_portal_failing_since = fields.Datetime(
        "Failing since", readonly=True, copy=False, index="btree_not_null"
    )
    customer_portal_undelivered = fields.Boolean(
        "Undelivered", readonly=True, copy=False, index="btree_not_null"
    )

    def _customer_portal_retry(self):
        """Send undelivered mails once more, with all pauses before them again."""
        values = {
            "customer_portal_undelivered": False,
            "customer_portal_failures": 0,
            "customer_portal_failing_since": False,
        }
        self._customer_portal_wait(fields.Datetime.now(), values)

    def _customer_portal_discard(self):
        """Give undelivered mails up: they are kept as cancelled."""
        self.write({"customer_portal_undelivered": False, "state": "cancel"})
        self._customer_portal_set_notifications("canceled")

    @api.model
    def process_email_queue(self, *args, **kwargs):
        """Take up first what an interrupted run left behind."""
        exposed = self._customer_portal_models()
        left = self.search(
            [
                ("state", "=", "exception"),
                ("customer_portal_undelivered", "=", False),
                ("model", "in", exposed),
            ]
        )
        # what failed long before, maybe before the portal was installed, is no news
        past = fields.Datetime.now() - PAST
        old = left.filtered(lambda mail: mail.create_date < past)
        old.customer_portal_undelivered = True
        (left - old)._customer_portal_settle()
        self._customer_portal_keep_order()
        return super().process_email_queue(*args, **kwargs)

    def send(self, auto_commit=False, raise_exception=False, post_send_callback=None):
        """Send; what fails waits for the next attempt.

        In the context ``customer_portal_queue`` nothing leaves before the transaction
        is committed: the queue sends.
        """
        if self.env.context.get("customer_portal_queue"):
            self._customer_portal_trigger()
            return True
        exposed = self._customer_portal_models()
        ours = self.filtered(lambda mail: mail.model in exposed)
        noting = ours.with_context(customer_portal_mail=True)
        for mails in filter(None, [self - ours, *noting._customer_portal_split_runs()]):
            super(MailMail, mails).send(
                auto_commit=auto_commit,
                raise_exception=raise_exception,
                post_send_callback=post_send_callback,
            )
        failed = ours.exists().filtered(lambda mail: mail.state == "exception")
        failed._customer_portal_settle()
        if auto_commit and failed:
            self.env.cr.commit()  # pylint: disable=invalid-commit
        return True

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Note whom the mail reached: the next attempt leaves them out."""
        if self.env.context.get("customer_portal_mail"):
            reached = self.env["res.partner"].union(*success_pids)
            reached._customer_portal_mail_arrived()
            if failure_type and (success_pids or success_emails):
                # copies go with the first of them
                values = {"email_cc": False}
                if success_emails:
                    values["email_to"] = False
                for mail in self:
                    mail.write(
                        {
                            **values,
                            "recipient_ids": [(3, partner.id) for partner in reached],
                        }
                    )
            if failure_type:
                self._customer_portal_hold_back()
        return super()._postprocess_sent_message(
            success_pids,
            success_emails,
            failure_reason=failure_reason,
            failure_type=failure_type,
        )

    @api.model
    def _customer_portal_models(self):
        """Return the names of the models whose mails are looked after.

        :rtype: list[str]
        """
        exposed = self.env["customer.portal.section"]._codes_by_model().keys()
        return [*exposed, *self._customer_portal_accounts()]

    @api.model
    def _customer_portal_accounts(self):
        """Return the models whose mails are about the access itself.

        :rtype: tuple[str]
        """
        return ("res.users", "customer.portal.account", "customer.portal.registration")

    def _customer_portal_settle(self):
        """Decide what becomes of mails that failed: a next attempt, or the list."""
        now = fields.Datetime.now()
        for mail in self:
            reason, tries = mail.failure_reason or "", mail.customer_portal_failures
            if mail._customer_portal_is_hopeless():
                if "SMTPRecipientsRefused" in reason:
                    mail.recipient_ids._customer_portal_mail_failed(get_answer(reason))
            if mail._customer_portal_is_over():
                mail.customer_portal_undelivered = True
                continue
            was_tried = not any(words in reason for words in UNTRIED)
            values = {
                "customer_portal_failures": tries + was_tried,
                "customer_portal_failing_since": mail.customer_portal_failing_since
                or now,
            }
            pause = PAUSES[tries] if was_tried else PAUSES[0]
            mail._customer_portal_wait(now + pause, values)

    def _customer_portal_is_over(self):
        """Tell whether no further attempt follows by itself.

        :rtype: bool
        """
        since = self.customer_portal_failing_since
        return (
            self.customer_portal_failures >= len(PAUSES)
            or bool(since and fields.Datetime.now() - since >= sum(PAUSES, timedelta()))
            or self._customer_portal_is_hopeless()
        )

    def _customer_portal_is_hopeless(self):
        """Tell whether the server refused the mail for good.

        A server that lets nobody in, or that is not there, is mended by people.
        """
        if self.failure_type in HOPELESS:
            return True
        reason = self.failure_reason or ""
        return "Authentication" not in reason and {"5"} == set(ANSWER.findall(reason))

    def _customer_portal_wait(self, until, values):
        """Give mails back to Odoo's queue.

        :param datetime.datetime until: when they are sent, UTC
        :param dict values: what else is written
        """
        self.write({**values, "state": "outgoing", "scheduled_date": until})
        self._customer_portal_set_notifications("ready")
        self._customer_portal_trigger(until)

    def _customer_portal_set_notifications(self, status):
        """Let the envelopes in the conversations say what became of the mails."""
        # sudo: mail.notification - of mails that the caller may change
        notifications = self.env["mail.notification"].sudo()
        notifications.search(
            [
                ("mail_mail_id", "in", self.ids),
                ("notification_status", "not in", ("sent", "canceled")),
            ]
        ).write(
            {
                "notification_status": status,
                "failure_type": False,
                "failure_reason": False,
            }
        )

    @api.model
    def _customer_portal_trigger(self, moment=None):
        """Have the queue of mails run once this transaction is committed.

        Left to itself, Odoo's queue waits for up to an hour.

        :param datetime.datetime moment: when, UTC; at once without it
        """
        # sudo: ir.cron - whoever causes a mail may not start jobs
        queue = self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()
        queue._trigger(at=moment)
