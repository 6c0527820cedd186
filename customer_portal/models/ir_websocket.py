# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Bring nothing to whoever must choose a password first."""
        if self.env.user._customer_portal_must_change():
            return []
        return super()._build_bus_channel_list(channels)
