# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import MissingError
from odoo.tools import consteq


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
        # sudo: ir.attachment - which record the file hangs on
        files = self.env["ir.attachment"].sudo()
        by_id = res_id and res_model == files._name and not xmlid
        file = files.browse(res_id if by_id else None)
        if self.env.su or self.env.user._is_internal():
            if file and access_token:
                stale = self._customer_portal_is_stale(file, access_token)
                access_token = None if stale else access_token
            return super()._find_record(xmlid, res_model, res_id, access_token, field)
        if file and self._customer_portal_decides(file):
            return self._customer_portal_open(file)
        if self.env["customer.portal.section"]._get_code(res_model):
            access_token = None
        record = super()._find_record(xmlid, res_model, res_id, access_token, field)
        if record._name == files._name:
            file = files.browse(record.id)
            if self._customer_portal_decides(file):
                return self._customer_portal_open(file)
        return record

    def _customer_portal_is_stale(self, file, token):
        """Tell whether a token of a file on an exposed record was renewed meanwhile.

        Texts hold the addresses of their pictures with a token. Odoo refuses a wrong
        one to whoever could see the picture without.

        :param file: ``ir.attachment`` as superuser, maybe none
        :param str token: any text
        :rtype: bool
        """
        exposed = self.env["customer.portal.section"]._get_code(file.res_model)
        known = (file.access_token or "").encode()
        return bool(exposed) and not consteq(known, token.encode())

    def _customer_portal_decides(self, file):
        """Tell whether what a file hangs on decides who sees it.

        :param file: ``ir.attachment`` as superuser
        :rtype: bool
        """
        section, model = self.env["customer.portal.section"], file.res_model
        ours = section._get_code(model) or section._is_managed(model)
        return bool(ours) and not file.res_field

    def _customer_portal_open(self, file):
        """Return a file that its record shows to the user.

        :param file: ``ir.attachment`` as superuser
        :raise MissingError: for one that it does not show
        """
        document = self.env[file.res_model].browse(file.res_id)
        if not document.sudo(False)._customer_portal_shows_file(file):
            raise MissingError(self.env._("There is no such file."))
        return file
