# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import os
from datetime import timedelta
from mimetypes import guess_type

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import clean_context
from odoo.tools.mimetypes import guess_mimetype

from ..inputs import MAX_FILES, InputError
from .customer_portal_access_files import PICTURES

#: Largest file, in megabytes, unless the parameter of this name says otherwise.
MAX_FILE_MB = 25
MAX_FILE_PARAMETER = "customer_portal.max_file_mb"
#: How much larger than its largest file a request may be.
MAX_TOGETHER = 4
#: Files that follow others within this time were sent together with them.
TOGETHER = timedelta(minutes=2)
#: Endings of files that are refused, unless the parameter of this name lists others:
#: a double click starts them.
BLOCKED_TYPES = (
    "appref-ms bat chm cmd com cpl exe gadget hta inf jar js jse lnk mde msc msi msix "
    "msp mst pif ps1 reg scf scr settingcontent-ms vb vbe vbs vhd vhdx ws wsc wsf wsh"
)
BLOCKED_PARAMETER = "customer_portal.blocked_file_types"


class CustomerPortalGateway(models.AbstractModel):
    """Files that contacts add: how large, how many, of which types."""

    _inherit = "customer.portal.gateway"

    @api.model
    def _attach_files(self, access, record, uploads, key):
        """Add files to a record.

        :param access: the user's access line
        :param record: a record that the user can read
        :param list uploads: :class:`~odoo.addons.customer_portal.inputs.Upload`
        :param str key: the form's idempotency key
        """
        self._check_right(access, "comment", record)
        self._lock(record)
        problem = self._get_upload_problem(uploads)
        if not uploads:
            problem = self.env._("Please choose a file.")
        if not record._customer_portal_accepts("comment"):
            problem = self.env._("This is closed and takes no files.")
        if problem:
            raise InputError({"attachments": problem})
        with self.env.cr.savepoint():
            claim, earlier = self.env["customer.portal.request"]._claim(key)
            if earlier and earlier != record.id:
                raise AccessError(self.env._("You cannot do this here."))
            files = self.env["ir.attachment"]
            if not earlier:
                claim.res_id = record.id
                files = self._attach(record, uploads)
        if files and not self._adds_to_files(record, files):
            contact = self.env.user.partner_id
            record._customer_portal_note(
                "file_shared",
                author_id=contact.id,
                author=contact.name,
                files=self.env["mail.mail"]._customer_portal_describe_files(
                    files, attached=False
                ),
                text="",
            )

    def _adds_to_files(self, record, files):
        """Tell whether the user added other files a moment ago, and that was told.

        Several files that are dropped together arrive one by one.

        :rtype: bool
        """
        # sudo: ir.attachment - the user's own
        attachments = self.env["ir.attachment"].sudo()
        others = [
            ("res_model", "=", record._name),
            ("res_id", "=", record.id),
            ("create_uid", "=", self.env.uid),
            ("create_date", ">=", fields.Datetime.now() - TOGETHER),
            ("id", "not in", files.ids),
        ]
        return bool(attachments.search_count(others, limit=1))

    @api.model
    def _get_max_file_mb(self):
        """Return the size of the largest file that is accepted, in megabytes.

        :rtype: int
        """
        # sudo: ir.config_parameter - a limit that the pages show
        parameters = self.env["ir.config_parameter"].sudo()
        return int(parameters.get_param(MAX_FILE_PARAMETER, MAX_FILE_MB))

    @api.model
    def _get_max_request(self):
        """Return how large a request with files may be, in bytes.

        What says that it is larger is refused before any of it is read.

        :rtype: int
        """
        return self._get_max_file_mb() * MAX_TOGETHER * 1024 * 1024

    @api.model
    def _get_blocked_types(self):
        """Return which types of files are refused.

        :return: endings in lower case, without the dot
        :rtype: frozenset[str]
        """
        # sudo: ir.config_parameter - a list that the pages show
        parameters = self.env["ir.config_parameter"].sudo()
        listed = parameters.get_param(BLOCKED_PARAMETER, BLOCKED_TYPES)
        return frozenset(listed.lower().replace(",", " ").replace(".", " ").split())

    @api.model
    def _prepare_file_limits(self):
        """Return what a chooser of files says, and checks before it sends anything.

        :return: ``max_file_mb``, ``max_together_mb``, ``max_files``,
            ``blocked_types`` (with spaces)
        :rtype: dict
        """
        return {
            "max_file_mb": self._get_max_file_mb(),
            "max_together_mb": self._get_max_file_mb() * MAX_TOGETHER,
            "max_files": MAX_FILES,
            "blocked_types": " ".join(sorted(self._get_blocked_types())),
        }

    def _get_upload_problem(self, uploads):
        """Return what is wrong with the files, and the mend.

        :rtype: str or None
        """
        limit = self._get_max_file_mb()
        if len(uploads) > MAX_FILES:
            return self.env._("Please send at most %(limit)s files.", limit=MAX_FILES)
        large = [u.name for u in uploads if u.size > limit * 1024 * 1024]
        if large:
            return self.env._(
                "%(files)s: larger than %(limit)s MB. Please send a smaller file.",
                files=", ".join(large),
                limit=limit,
            )
        blocked = self._get_blocked_types()
        refused = [u.name for u in uploads if self._get_ending(u.name) in blocked]
        if refused:
            return self.env._(
                "%(files)s: files of this type are not accepted. Please send it in a "
                "ZIP archive.",
                files=", ".join(refused),
            )
        return None

    def _get_ending(self, name):
        return os.path.splitext(name)[1].lower().lstrip(".")

    def _attach(self, record, uploads):
        # sudo: ir.attachment - the record accepts files from this user, who is kept
        # as the author
        return (
            self.env["ir.attachment"]
            .sudo()
            .with_context(clean_context(self.env.context))
            .create([self._prepare_file(record, upload) for upload in uploads])
        )

    def _prepare_file(self, record, upload):
        content = upload.stream.read()
        values = {
            "name": upload.name,
            "raw": content,
            "res_model": record._name,
            "res_id": record.id,
        }
        # Odoo believes the name; what is no picture is not listed as one
        named, _encoding = guess_type(upload.name)
        if named in PICTURES and guess_mimetype(content[:1024]) not in PICTURES:
            values["mimetype"] = "application/octet-stream"
        return values
