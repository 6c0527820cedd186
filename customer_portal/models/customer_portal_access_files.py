# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from babel.numbers import format_decimal

from odoo import fields, models
from odoo.tools import get_lang

#: Pictures that a browser shows without running anything in them.
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
#: By ending of the name or beginning of the type the icon of a file.
ICONS = {
    "image/": "image",
    "video/": "video",
    "audio/": "audio",
    "application/pdf": "pdf",
    "zip gz tgz bz2 xz 7z rar tar": "archive",
    "xls xlsx ods csv": "excel",
    "doc docx odt rtf": "word",
    "ppt pptx odp": "powerpoint",
    "txt log md": "text",
    "py xml html json css sql ini cfg conf yml yaml sh": "code",
}


class CustomerPortalAccess(models.Model):
    """The files of a record, as its page lists them."""

    _inherit = "customer.portal.access"

    def _prepare_files(self, record, messages, notes):
        """Prepare the list of a record's files.

        :param record: a record that the user can read
        :param messages: the record's ``_customer_portal_get_messages()``
        :param notes: the record's ``_customer_portal_get_notes()``
        :return: ``id``, ``name``, ``url``, ``icon``, ``size``, ``author``, ``date`` and
            ``is_picture`` of each, newest first
        :rtype: list[dict]
        """
        attachments = record._customer_portal_get_attachments(messages, notes)
        # sudo: mail.message - who sent the files of messages that the user can read;
        # of what came by mail Odoo itself is the author
        messages = messages.sudo()
        authors = {
            attachment.id: message.author_id.name or message.email_from
            for message in messages
            for attachment in message.attachment_ids
        }
        url = f"/my/records/{self.section_id.code}/{record.id}/attachments"
        return [
            {
                "id": attachment.id,
                "name": attachment.name,
                "url": f"{url}/{attachment.id}",
                "icon": self._get_file_icon(attachment),
                "size": self._get_size(attachment.file_size),
                "author": authors.get(attachment.id) or attachment.create_uid.name,
                "date": self._get_day(attachment.create_date),
                "is_picture": self._is_picture(attachment),
            }
            for attachment in attachments
        ]

    def _is_picture(self, attachment):
        """Tell whether the page shows a file; all others can only be downloaded.

        :rtype: bool
        """
        return attachment.type == "binary" and attachment.mimetype in PICTURES

    def _get_file_icon(self, attachment):
        ending = (attachment.name or "").rpartition(".")[2].lower()
        kind = attachment.mimetype or ""
        for names, icon in ICONS.items():
            if kind.startswith(names) if "/" in names else ending in names.split():
                return f"fa-file-{icon}-o"
        return "fa-file-o"

    def _get_size(self, size):
        """Return a number of bytes as people say it.

        :rtype: str
        """
        units = ["bytes", "kB", "MB", "GB"]
        while size >= 1024 and len(units) > 1:
            size, units = size / 1024, units[1:]
        pattern = "0.#" if size < 10 and units[0] != "bytes" else "0"
        number = format_decimal(size, pattern, locale=get_lang(self.env).code)
        return f"{number} {units[0]}"

    def _get_day(self, moment):
        """Return the day of a moment as people say it, in the user's time zone.

        :rtype: str
        """
        day = fields.Datetime.context_timestamp(self, moment).date()
        today = fields.Date.context_today(self)
        if day == today:
            return self.env._("today")
        if day == today - timedelta(days=1):
            return self.env._("yesterday")
        return self.env["customer.portal.section.field"]._write_day(moment)
