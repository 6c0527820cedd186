# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from urllib.parse import urlsplit

from odoo import models


class ResUsers(models.Model):
    """The public address that mails link to stays as it was configured."""

    _inherit = "res.users"

    def authenticate(self, credential, user_agent_env):
        """Let a login rewrite the public address only while nobody has set one.

        Odoo takes it from the request's Host whenever an administrator logs in: one
        login by another name of the server, and all mails lead there.
        """
        # sudo: ir.config_parameter - nobody is logged in yet
        address = self.env["ir.config_parameter"].sudo().get_param("web.base.url")
        if user_agent_env and not _is_local(address):
            user_agent_env = {**user_agent_env, "base_location": None}
        return super().authenticate(credential, user_agent_env)


def _is_local(address):
    """Tell whether an address is none that customers reach: the one of a new database.

    :param str address: maybe empty
    :rtype: bool
    """
    host = urlsplit(address or "").hostname or ""
    return "." not in host or host.startswith(("127.", "0."))
