# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class IrConfigParameter(models.Model):
    _inherit = "ir.config_parameter"

    @api.model
    def _customer_portal_get_number(self, key, default, limits):
        """Return a whole number that the doors depend on, whatever was entered.

        :param str key: of the parameter
        :param int default: where there is none, or no number
        :param tuple limits: the least and the most that it can be
        :rtype: int
        """
        # sudo: ir.config_parameter - settings that everybody is held to
        value = self.sudo().get_param(key)
        try:
            number = int(value or default)
        except ValueError:
            number = default
        least, most = limits
        return min(max(number, least), most)
