# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

#: Why a mail was left for the next run, as in its ``failure_reason``.
WAITS = "An earlier mail waits."


class MailMail(models.Model):
    """The mails of a conversation reach each person in the order of their writing.

    Odoo's queue sends by sender and server, and each mail of ours that failed has its
    own pause: a later one would often be first.
    """

    _inherit = "mail.mail"

    def _customer_portal_places(self):
        """Return the conversations that a mail is part of: record and person.

        :rtype: set[tuple]
        """
        people = [*self.recipient_ids.ids, self.email_to]
        return {(self.model, self.res_id, person) for person in people if person}

    def _customer_portal_split_runs(self):
        """Split mails into runs; within each, Odoo's order by sender does no harm.

        :return: ``mail.mail`` records, in as few parts as there can be
        :rtype: list
        """
        mails = self.sorted("id")
        batches = [batch[-1] for batch in mails._split_by_mail_configuration()]
        position = {
            mail_id: number
            for number, mail_id in enumerate(id_ for ids in batches for id_ in ids)
        }
        last, runs = {}, []
        for mail in mails:
            places, place = mail._customer_portal_places(), position[mail.id]
            run = 0
            for before, number in (last[key] for key in places & last.keys()):
                run = max(run, before + (number > place))
            last |= dict.fromkeys(places, (run, place))
            if run == len(runs):
                runs.append([])
            runs[run].append(mail.id)
        return [self.browse(ids) for ids in runs]

    def _customer_portal_hold_back(self):
        """Leave what follows mails that just failed to their next attempt."""
        first = {}
        for mail in self.sorted("id"):
            if not mail._customer_portal_is_over():
                for place in mail._customer_portal_places():
                    first.setdefault(place, mail.id)
        if first:
            domain = [("id", ">", min(first.values())), *self._customer_portal_due()]
            self._customer_portal_behind(domain, first).write(
                {
                    "state": "exception",
                    "failure_type": "unknown",
                    "failure_reason": WAITS,
                }
            )

    @api.model
    def _customer_portal_keep_order(self):
        """Let due mails wait with those before them that failed and wait."""
        waiting = self.search(
            [
                ("state", "=", "outgoing"),
                ("scheduled_date", ">", fields.Datetime.now()),
                ("customer_portal_failing_since", "!=", False),
            ],
            order="id",
        )
        by_place = {}
        for mail in waiting:
            for place in mail._customer_portal_places():
                by_place.setdefault(place, mail)
        first = {place: mail.id for place, mail in by_place.items()}
        behind = self._customer_portal_behind(self._customer_portal_due(), first)
        for mail in behind:
            before = [
                by_place[p] for p in mail._customer_portal_places() & first.keys()
            ]
            mail.scheduled_date = max(one.scheduled_date for one in before)
            if not mail.customer_portal_failing_since:
                mail.customer_portal_failing_since = fields.Datetime.now()

    @api.model
    def _customer_portal_due(self):
        """Return what the queue sends now.

        :rtype: list
        """
        now = fields.Datetime.now()
        unplanned = ("scheduled_date", "=", False)
        return [
            ("state", "=", "outgoing"),
            *["|", unplanned, ("scheduled_date", "<=", now)],
        ]

    @api.model
    def _customer_portal_behind(self, domain, first):
        """Return mails that follow others of their conversations.

        :param list domain: which mails are looked at
        :param dict first: of each of :meth:`_customer_portal_places` a mail's id
        """
        if not first:
            return self.browse()
        models = list({model for model, _record, _person in first})
        records = list({record for _model, record, _person in first})
        found = self.search(
            [*domain, ("model", "in", models), ("res_id", "in", records)]
        )
        return found.filtered(
            lambda mail: any(
                first.get(place, mail.id) < mail.id
                for place in mail._customer_portal_places()
            )
        )
