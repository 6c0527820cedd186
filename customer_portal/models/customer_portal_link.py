# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CustomerPortalLink(models.Model):
    """An address outside the portal, offered to the contacts of a profile."""

    _name = "customer.portal.link"
    _description = "Portal link"
    _inherit = ["customer.portal.cached"]
    _order = "sequence, id"

    profile_id = fields.Many2one(
        "customer.portal.profile", required=True, ondelete="cascade", index=True
    )
    name = fields.Char("Title", required=True, translate=True)
    url = fields.Char(
        "Address", required=True, help="Begins with https://, http:// or mailto:"
    )
    sequence = fields.Integer("Order", default=10)
    home_button = fields.Boolean(
        "Button on home", help="Besides in the menu, offered on the home page."
    )

    @api.constrains("url")
    def _check_url(self):
        for link in self:
            if not _is_safe(link.url):
                raise ValidationError(
                    self.env._(
                        "%(link)s, Address: only https://, http:// and mailto: "
                        "addresses are allowed, without blanks. Write it in full, like "
                        "https://www.example.com.",
                        link=link.name,
                    )
                )

    def _prepare_values(self):
        """Return what a page needs to show the link.

        :rtype: dict
        """
        self.ensure_one()
        return {"name": self.name, "url": self.url, "home_button": self.home_button}


def _is_safe(url):
    """Tell whether an address leads to a web site or a mailbox, and nowhere else.

    Browsers drop blanks and control characters, so that ``java\\tscript:`` is a
    scheme to them: such addresses are none.
    """
    if not url or re.search(r"[\s\x00-\x20\x7f-\x9f\\]", url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path and not parts.netloc
    return parts.scheme in ("http", "https") and bool(parts.hostname)
