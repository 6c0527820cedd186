# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import api, models

#: The number of a record in an address.
NUMBER = re.compile(r"/(\d{1,9})(?=/|$)", re.ASCII)


class CustomerPortalAccess(models.Model):
    """The apps' own pages of records, in the frame of the portal."""

    _inherit = "customer.portal.access"

    @api.model
    def _find_section_of_page(self, path):
        """Return which section an app's own page belongs to: the menu marks it.

        It is the one that offers the page of a record that the user can read.

        :param str path: of any page
        :return: code of a section, ``None`` for every other page
        :rtype: str or None
        """
        number, policy = NUMBER.search(path), self.env.user._customer_portal_policy()
        if not number or not policy or path.startswith("/my/records/"):
            return None
        for grant in policy.grants:
            if grant.own_page:
                record = self._of_user(grant.section)._find(int(number[1]))
                if record and f"{path}/".startswith(f"{record.access_url}/"):
                    return grant.section
        return None
