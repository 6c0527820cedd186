# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..inputs import InputError


class CustomerPortalGateway(models.AbstractModel):
    """Whose a new record is: the user's, or a colleague's where its policy says so."""

    _inherit = "customer.portal.gateway"

    def _parse_form(self, access, form, *args):
        try:
            contact = access._parse_contact(form)
        except ValueError as error:
            errors = {access.section_id._get_contact_field(): str(error)}
            try:
                super()._parse_form(access, form, *args)
            except InputError as others:
                errors |= others.errors
            raise InputError(errors) from error
        return super()._parse_form(access, form, *args) | contact

    def _get_contact_id(self, access, chosen):
        """Return the contact of a new record.

        :param access: the user's access line
        :param chosen: id of a contact that was checked, if any
        :rtype: int
        """
        own = self.env.user.partner_id.id
        return chosen if chosen and access._offers_colleagues() else own
