# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from contextlib import contextmanager

from psycopg2 import IntegrityError

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import clean_context

from ..inputs import InputError

_logger = logging.getLogger(__name__)


class CustomerPortalGateway(models.AbstractModel):
    """The one way in which portal users change data.

    Every method checks the right as the user, every value against what the section
    offers, writes as superuser and checks the result as the user again. A right that
    is missing raises ``AccessError``, an input that is not acceptable ``InputError``.
    """

    _name = "customer.portal.gateway"
    _description = "Portal gateway"

    @api.model
    def _create_record(self, access, form, uploads, key):
        """Make a record from a form.

        :param access: the user's access line
        :param dict form: texts by name of the section's fields; others are ignored
        :param list uploads: :class:`~odoo.addons.customer_portal.inputs.Upload`
        :param str key: the form's idempotency key
        :return: the record, as the user: the earlier one if the form was sent again
        """
        if not access.can_create:
            raise AccessError(self.env._("You cannot create records here."))
        values = self._parse_form(access, form, uploads)
        with self._attempt():
            claim, earlier = self.env["customer.portal.request"]._claim(key)
            record = access._find(earlier)
            if earlier and not record:
                raise AccessError(self.env._("What this form made is gone."))
            if earlier:
                return record
            record = self._create_values(access, values)
            claim.res_id = record.id
            self._attach(record, uploads)
            found = access._find(record.id)
            if not found:
                raise AccessError(self.env._("You could not read what you create."))
        return found

    def _create_values(self, access, values):
        # sudo: the section's model - values are checked, links are set by the hook
        model = access._records().sudo().with_context(clean_context(self.env.context))
        if name := access.section_id._get_contact_field():
            values[name] = self._get_contact_id(access, values.get(name))
        return model.create(
            model._customer_portal_prepare_create_values(access.profile_id, values)
        )

    def _parse_form(self, access, form, uploads):
        values, errors = {}, {}
        for line in access._fields_of("form"):
            required = line in access.required_field_ids
            try:
                values[line.name] = line._parse_form(form, required)
            except ValueError as error:
                errors[line.name] = str(error)
        if problem := self._get_upload_problem(uploads):
            errors["attachments"] = problem
        if errors:
            raise InputError(errors)
        return values

    @api.model
    def _write_record(self, access, record, form):
        """Change a record as a form says.

        Of the form's fields only those are written that were changed in it. One that
        somebody else changed meanwhile to something else is an error, and nothing is
        written; so is everything for a form that does not say what it showed.

        :param access: the user's access line
        :param record: a record that the user can read
        :param dict form: texts by name of the section's fields, and for each under
            ``was.<name>`` the mark of the value that was shown; others are ignored
        """
        self._check_right(access, "write", record)
        if not record._customer_portal_accepts("write"):
            raise InputError({"form": self.env._("This can no longer be edited.")})
        values, errors = {}, {}
        for line in access._fields_of("form"):
            required = line in access.required_field_ids
            try:
                if line._is_edited(record, form, required):
                    values[line.name] = line._parse_form(form, required, record)
            except ValueError as error:
                errors[line.name] = str(error)
        if errors:
            raise InputError(errors)
        if not values:
            return
        with self._attempt():
            # sudo: the section's model - right and values are checked
            record.sudo().with_context(clean_context(self.env.context)).write(values)
            record.env.flush_all()
            record.invalidate_recordset()
            if not access._find(record.id):
                raise AccessError(self.env._("You could not read what you write."))

    @api.model
    def _delete_record(self, access, record_id, key):
        """Delete a record, with its comments and files.

        :param access: the user's access line
        :param int record_id: any number
        :param str key: the form's idempotency key
        """
        with self._attempt():
            claim, earlier = self.env["customer.portal.request"]._claim(key)
            if earlier and earlier == record_id:
                return
            record = access._find(record_id)
            if not record:
                raise AccessError(self.env._("You cannot do this here."))
            self._check_right(access, "delete", record)
            if not record._customer_portal_accepts("delete"):
                raise InputError({"form": self.env._("This cannot be deleted now.")})
            claim.res_id = record.id
            # sudo: the section's model - the right is checked
            record.sudo().with_context(clean_context(self.env.context)).unlink()

    @contextmanager
    def _attempt(self):
        """Do all or nothing; what the app refuses is an error of the form.

        The app's own words are for the log only: they may name what is hidden.
        """
        try:
            with self.env.cr.savepoint():
                yield
        except AccessError:
            raise
        except (UserError, IntegrityError) as error:
            _logger.info("Refused in the portal: %s", error)
            message = self.env._(
                "This was not accepted. Please check what you entered, or ask support."
            )
            raise InputError({"form": message}) from error

    @api.model
    def _close_record(self, access, record):
        """Close a record for the user, who says that all is resolved.

        :param access: the user's access line
        :param record: a record that the user can read
        """
        self._check_right(access, "close", record)
        self._lock(record)
        if record._customer_portal_accepts("close"):
            record._customer_portal_close()

    @api.model
    def _reopen_record(self, access, record):
        """Reopen a record for the user; whoever may close it may do so.

        :param access: the user's access line
        :param record: a record that the user can read
        """
        self._check_right(access, "close", record)
        self._lock(record)
        if record._customer_portal_accepts("reopen"):
            record._customer_portal_reopen()

    def _check_right(self, access, right, record):
        if not access._is_allowed(right, record):
            raise AccessError(self.env._("You cannot do this here."))

    @api.model
    def _may(self, access, right, record):
        """Tell whether the user may do something to a record now.

        :param str right: one of ``customer_portal.policy.RIGHTS``
        :rtype: bool
        """
        return access._is_allowed(right, record) and record._customer_portal_accepts(
            right
        )
