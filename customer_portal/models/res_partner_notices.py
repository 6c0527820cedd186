# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..notices import EVENTS
from .res_partner_preferences import FIELDS


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _customer_portal_wants(self, kind, record=None):
        """Tell when a contact wants a mail: the one place that decides it.

        Asked for each contact with a profile before it is mailed, whoever is mailed for
        which reason. Mails of the own account are not asked about: nobody can do
        without them.

        :param str kind: one of ``EVENTS``
        :param record: what the event is about, maybe none
        :return: ``now``, ``digest`` or ``never``
        :rtype: str
        """
        self.ensure_one()
        # sudo: res.partner - whoever causes a mail may not read the portal's fields
        contact, event = self.sudo(), EVENTS[kind]
        if event.automatic and contact._customer_portal_blocks_mails():
            return "never"
        if record and contact._customer_portal_has_left(record):
            return "never"
        return (event.kind and contact[FIELDS[event.kind]]) or "now"
