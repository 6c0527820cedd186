# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from markupsafe import Markup

from odoo import api, models
from odoo.tools.mail import append_content_to_html

#: Size of all files in one mail, in megabytes, unless the parameter says otherwise.
MAX_MB = 10
MAX_PARAMETER = "customer_portal.mail_max_mb"
#: Odoo attaches no file to which the text of a mail links: in this way it is told.
MARK = "<!--/web/content/%s-->"
MARKS = re.compile(r"<!--/web/content/\d+-->")
#: Files grow in mails, which know 64 characters.
GROWTH = 4 / 3


class MailMail(models.Model):
    """The files in mails of exposed records: not too large, and for their readers.

    Odoo would replace what is too large by links that open it to whoever has the mail.
    """

    _inherit = "mail.mail"

    @api.model
    def _customer_portal_get_max_mb(self):
        """Return how large the files of a mail may be together, in megabytes.

        :rtype: int
        """
        parameters = self.env["ir.config_parameter"]
        return parameters._customer_portal_get_number(MAX_PARAMETER, MAX_MB, (0, 100))

    @api.model
    def _customer_portal_pick_files(self, files):
        """Return those of some files that a mail carries: the first that have room.

        :param files: ``ir.attachment`` records
        """
        # sudo: ir.attachment - of a message whose readers are chosen already
        files, picked = files.sudo().sorted("id"), files.browse()
        room = self._customer_portal_get_max_mb() * 1024 * 1024
        for file in files:
            size = file.file_size * GROWTH
            if size and size <= room:
                room -= size
                picked += file
        return picked

    @api.model
    def _customer_portal_describe_files(self, files, attached=True):
        """Return name and size of each file, as mails list them.

        :param files: ``ir.attachment`` records
        :param bool attached: whether the mail carries what it has room for
        :rtype: list[str]
        """
        picked = self._customer_portal_pick_files(files)
        size_of = self.env["customer.portal.access"]._get_size
        texts = []
        # sudo: ir.attachment - of a message whose readers are chosen already
        for file in files.sudo().sorted("id"):
            text = self.env._("%(file)s (%(size)s)")
            if attached and file not in picked:
                text = self.env._("%(file)s (%(size)s, not attached)")
            texts.append(text % {"file": file.name, "size": size_of(file.file_size)})
        return texts

    def _customer_portal_get_left_out(self):
        """Return the files that the mail does not carry.

        :return: ``ir.attachment`` records that are too large, and those that one of its
            readers with a portal cannot open there
        :rtype: tuple
        """
        files = self.attachment_ids
        if not files or self.model not in self._customer_portal_models():
            return files.browse(), files.browse()
        large, foreign = files - self._customer_portal_pick_files(files), files.browse()
        record = self.env[self.model].browse(self.res_id).exists()
        for contact in self.recipient_ids:
            if not record or not record._customer_portal_get_user(contact):
                continue
            shown = files.browse()
            if record._customer_portal_is_shown_to(contact):
                shown |= record._customer_portal_get_shown_attachments(contact)
            foreign |= files - shown
        return large, foreign

    def _prepare_outgoing_body(self):
        """Tell Odoo what to leave out before it reads any file."""
        body = super()._prepare_outgoing_body()
        large, foreign = self._customer_portal_get_left_out()
        if (large - foreign) and not self.customer_portal_subject:
            mails = self.with_context(lang=self.recipient_ids[:1].lang)
            listed = Markup("<p>%s</p>") % Markup("<br/>").join(
                mails._customer_portal_describe_files(large - foreign)
            )
            body = append_content_to_html(body, listed, plaintext=False)
        return (body or "") + "".join(MARK % file.id for file in large | foreign)

    def _prepare_outgoing_list(self, mail_server=False, **kwargs):
        if self.model in self._customer_portal_models():
            # the limit is ours: Odoo's makes links that need no login
            self = self.with_context(customer_portal_files=True)
            mail_server = (mail_server or self.env["ir.mail_server"]).with_env(self.env)
        mails = super()._prepare_outgoing_list(mail_server=mail_server, **kwargs)
        for mail in mails:
            for part in ("body", "body_alternative"):
                mail[part] = MARKS.sub("", mail[part] or "")
        return mails
