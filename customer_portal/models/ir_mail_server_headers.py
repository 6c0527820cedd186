# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..inputs import clean_file_name
from ..outgoing import clean_address, clean_line


class IrMailServer(models.Model):
    """The one place where mails are written: no value makes a header of its own."""

    _inherit = "ir.mail_server"

    def _build_email__(
        self,
        email_from,
        email_to,
        subject,
        *args,
        email_cc=None,
        email_bcc=None,
        reply_to=False,
        attachments=None,
        references=None,
        headers=None,
        **kwargs,
    ):
        """Write each header as one line, and names of files without paths.

        A line break would end Odoo's attempt to send with an error, each time again.
        """

        def clean(addresses):
            if isinstance(addresses, str):
                return clean_address(addresses)
            return addresses and [clean_address(one) for one in addresses]

        return super()._build_email__(
            clean_address(email_from),
            clean(email_to),
            clean_line(subject),
            *args,
            email_cc=clean(email_cc),
            email_bcc=clean(email_bcc),
            reply_to=clean_address(reply_to),
            attachments=attachments
            and [(clean_file_name(name), *rest) for name, *rest in attachments],
            references=clean_line(references),
            headers={
                name: clean_line(value) if isinstance(value, str) else value
                for name, value in (headers or {}).items()
            },
            **kwargs,
        )

    def _get_max_email_size(self):
        """Leave it to the portal how large the files in its mails may be."""
        if self.env.context.get("customer_portal_files"):
            return float("inf")
        return super()._get_max_email_size()
