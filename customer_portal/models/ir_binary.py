# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import MissingError


class IrBinary(models.AbstractModel):
    _inherit = "ir.binary"

    def _find_record(
        self,
        xmlid=None,
        res_model="ir.attachment",
        res_id=None,
        access_token=None,
        field=None,
    ):
        """Open files of exposed records by right, never by a token.

        Tokens of files are permanent: one that was shown or mailed once would outlive
        every right, and older pages gave them to files of internal notes.
        """
        if self.env.su or self.env.user._is_internal():
            return super()._find_record(xmlid, res_model, res_id, access_token, field)
        section = self.env["customer.portal.section"]
        if section._get_code(res_model):
            access_token = None
        record = super()._find_record(xmlid, res_model, res_id, access_token, field)
        if record._name != "ir.attachment":
            return record
        # sudo: ir.attachment - which record the file hangs on
        attachment = record.sudo()
        model = attachment.res_model
        ours = section._get_code(model) or section._is_managed(model)
        if ours and not attachment.res_field:
            document = self.env[attachment.res_model].browse(attachment.res_id)
            if not document.sudo(False)._customer_portal_shows_file(attachment):
                raise MissingError(self.env._("There is no such file."))
        return record
