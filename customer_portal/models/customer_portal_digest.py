# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models

#: When a contact's day begins, by its clock.
MORNING = time(7)
#: Most time from a file to the end of the transaction that adds it.
UPLOAD = timedelta(minutes=5)
STATES = ("state_changed", "closed", "reopened")


class CustomerPortalDigestLine(models.Model):
    """The mail that tells at once what happened in a day.

    Each morning it takes what happened before; what happens later waits for the next
    one, so that nobody gets two a day. Mail and rows change in one transaction:
    whatever interrupts the job, a digest is queued once.
    """

    _inherit = "customer.portal.digest.line"

    @api.model
    def _cron_send(self, batch=100):
        """Queue the digests of all whose morning has come.

        :param int batch: most contacts between two commits
        """
        due = self._get_due(fields.Datetime.now())
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(due))
        for start in range(0, len(due), batch):
            ids = due[start : start + batch]
            self._send(self.env["res.partner"].browse(ids), fields.Datetime.now())
            if not progress(len(ids)):
                break

    @api.model
    def _get_due(self, now):
        """Return for whom something happened before its last morning.

        :param datetime.datetime now: in UTC
        :return: ids of contacts
        :rtype: list[int]
        """
        groups = self._read_group([], ["contact_id"], ["create_date:min"])
        return [
            contact.id
            for contact, first in groups
            if first < self._get_morning(contact, now)
        ]

    @api.model
    def _get_morning(self, contact, now):
        """Return when the last morning of a contact was.

        By its own clock; where that is not known, by its company's.

        :param datetime.datetime now: in UTC
        :return: in UTC
        :rtype: datetime.datetime
        """
        user = self.env["mail.thread"]._customer_portal_get_user(contact)
        zone = ZoneInfo(contact.tz or user.company_id.partner_id.tz or "UTC")
        here = now.replace(tzinfo=UTC).astimezone(zone)
        day = here.date()
        if here.time() < MORNING:
            day -= timedelta(days=1)
        morning = datetime.combine(day, MORNING, zone)
        return morning.astimezone(UTC).replace(tzinfo=None)

    @api.model
    def _send(self, contacts, now):
        """Queue the digests of contacts, and forget what is in them.

        :param contacts: ``res.partner`` records
        :param datetime.datetime now: in UTC
        """
        mornings = {contact: self._get_morning(contact, now) for contact in contacts}
        # another server may be at it
        lines = self.search([("contact_id", "in", contacts.ids)]).try_lock_for_update()
        lines = lines.filtered(lambda one: one.create_date < mornings[one.contact_id])
        notices = self.env["customer.portal.notice"]
        for contact, own in lines.grouped("contact_id").items():
            user = self.env["mail.thread"]._customer_portal_get_user(contact)
            row = notices._of(contact.customer_portal_profile_id, "digest")
            if user and row.template_id:
                if records := own.with_context(lang=user.lang)._describe(user):
                    row._queue(user, user.browse(), {"records": records})
        lines.unlink()

    def _describe(self, user):
        """Say what happened, as far as a user may know it now.

        :param user: ``res.users`` record
        :return: title, address and sentences of each record
        :rtype: list[tuple]
        """
        told, base_url = [], user.get_base_url()
        for model, lines in self.grouped("model").items():
            if not self.env["customer.portal.section"]._get_code(model):
                continue
            ids = list(dict.fromkeys(lines.mapped("res_id")))
            found = lines.env[model].with_user(user).browse(ids).exists()
            for record in found._filtered_access("read"):
                own = lines.filtered(lambda line, id_=record.id: line.res_id == id_)
                if sentences := own._tell_record(user, record):
                    url = f"{base_url}{record._customer_portal_get_url()}"
                    told.append((record.display_name, url, sentences))
        return told

    def _tell_record(self, user, record):
        """Say what happened to a record.

        :param user: ``res.users`` record
        :param record: one that it may read, as the user
        :return: sentences in the language of the environment
        :rtype: list[str]
        """
        # sudo: the record - what a mail may say of it is prepared there
        contact, about = user.partner_id, record.sudo()
        wanted = self.filtered(
            lambda line: contact._customer_portal_wants(line.event, about) != "never"
        )
        events, told = set(wanted.mapped("event")), []
        if {"ticket_opened", "colleague_opened"} & events:
            told.append(self.env._("New"))
        if "collaborator_assigned" in events:
            told.append(self.env._("Given to you to work on"))
        comments = wanted._get_comments(record)
        if comments:
            told.append(self._tell_comments(comments))
        files = wanted.filtered(lambda line: line._is_file())._get_files(user, record)
        files -= comments.attachment_ids
        if files:
            names = ", ".join(files.mapped("name"))
            told.append(self.env._("New files: %(names)s", names=names))
        if state := wanted._tell_state(contact, about):
            told.append(state)
        return told

    def _tell_state(self, contact, record):
        """Say which state a record has now, if that has changed.

        :param record: as superuser, in the contact's language
        :rtype: str
        """
        changes = self.filtered(lambda line: line.event in STATES)
        if not changes:
            return ""
        if state := self._get_state(contact, record):
            return self.env._("State: %(state)s", state=state)
        # to whom the state is hidden, the end is told all the same
        last = changes.filtered(lambda line: line.event != "state_changed")[-1:]
        ends = {"closed": self.env._("Closed"), "reopened": self.env._("Reopened")}
        return ends.get(last.event, "")

    @api.model
    def _get_state(self, contact, record):
        """Return the state that a record has now, if its contact is shown it.

        :param record: as superuser, in the contact's language
        :rtype: str
        """
        name = record._customer_portal_get_state_field()
        if not name or not record._customer_portal_shows(name, contact):
            return ""
        return record._fields[name].convert_to_export(record[name], record)

    def _get_comments(self, record):
        """Return the comments that are there yet, and to be read.

        :param record: one that the contact may read, as its user
        :return: ``mail.message`` records as superuser
        """
        if not self.message_id:
            return self.message_id
        comments = self.message_id & record._customer_portal_get_messages()
        return comments.filtered(lambda one: not one._customer_portal_is_deleted())

    def _is_file(self):
        return self.event == "file_shared" and not self.message_id

    def _get_files(self, user, record):
        """Return the files that were added without a comment, if they are there yet.

        :param user: ``res.users`` record
        :param record: one that it may read, as the user
        :return: ``ir.attachment`` records as superuser
        """
        if not self:
            return self.env["ir.attachment"]
        files = record._customer_portal_get_attachments()
        since = min(self.mapped("create_date")) - UPLOAD
        return files.filtered(lambda f: f.create_date >= since and f.create_uid != user)

    def _tell_comments(self, comments):
        """Say who wrote.

        :param comments: ``mail.message`` records as superuser
        :rtype: str
        """
        names = [c.author_id.name or c.email_from or "" for c in comments]
        authors = ", ".join(dict.fromkeys(filter(None, names)))
        if len(comments) == 1:
            return self.env._("1 comment by %(authors)s", authors=authors)
        return self.env._(
            "%(count)s comments by %(authors)s", count=len(comments), authors=authors
        )
