# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import json

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.tools import is_html_empty

from .. import colours


class CustomerPortalProfile(models.Model):
    """How the portal looks to the contacts of a profile."""

    _inherit = "customer.portal.profile"

    logo = fields.Image(
        max_width=480,
        max_height=160,
        help="On top of the menu, on its colour. Empty: the company's name.",
    )
    menu_colour = fields.Char(
        default="#1b2138",
        required=True,
        help="Background of the menu. Its text is white or black, whichever reads "
        "better.",
    )
    accent_colour = fields.Char(
        default="#3d4fc4",
        required=True,
        help="Buttons, links and what is chosen.",
    )
    welcome = fields.Html(
        "Welcome text", translate=True, help="On top of the home page."
    )
    announcement = fields.Text(
        translate=True,
        help="On top of every page, until a contact closes it. A new text is shown to "
        "everybody again.",
    )
    link_ids = fields.One2many(
        "customer.portal.link", "profile_id", string="Links", copy=True
    )

    @api.constrains("menu_colour", "accent_colour")
    def _check_colours(self):
        for profile in self:
            for name, measure, mend in (
                (
                    "menu_colour",
                    colours.menu_contrast,
                    self.env._("Choose a darker or a lighter one."),
                ),
                (
                    "accent_colour",
                    colours.accent_contrast,
                    self.env._("Choose a darker one."),
                ),
            ):
                label = self._fields[name]._description_string(self.env)
                if not colours.is_colour(profile[name]):
                    raise ValidationError(
                        self.env._(
                            "%(field)s: write it as # and six digits, like #1b2138.",
                            field=label,
                        )
                    )
                if (contrast := measure(profile[name])) < colours.MINIMUM:
                    raise ValidationError(
                        self.env._(
                            "%(field)s: its contrast is %(contrast).1f, text is "
                            "readable from %(minimum)s on. %(mend)s",
                            field=label,
                            contrast=contrast,
                            minimum=colours.MINIMUM,
                            mend=mend,
                        )
                    )

    # ------------------------------------------------------------------
    # What the frame of every page shows
    # ------------------------------------------------------------------

    @api.model
    def _of_user(self):
        """Return the profile whose portal the current user sees.

        :return: as superuser; none for internal and public users, and for those
            without a profile
        """
        user = self.env.user
        if user._customer_portal_compile() is None:
            return self.browse()
        # sudo: res.partner - the user's own profile
        return user.partner_id.sudo().customer_portal_profile_id

    @api.model
    def _of_visitor(self):
        """Return the profile whose looks a visitor sees, logged in or not yet.

        :return: as superuser; that of the user, or the one for new contacts
        """
        if not self.env.user._is_public():
            return self._of_user()
        # sudo: customer.portal.profile - the login page is branded for everybody
        return self.sudo()._get_default(self.env.company)

    @api.model
    def _prepare_frame_values(self):
        """Prepare menu, names and colours around every page of the current user.

        :return: ``None`` for whoever sees Odoo's own pages
        :rtype: dict or None
        """
        profile = self._of_user()
        if not profile:
            return None
        # sudo: res.partner - the user's own name and mail, whatever its sections show
        contact = self.env.user.partner_id.sudo()
        lines = self.env["customer.portal.access"]._of_user().filtered("in_menu")
        menu = [line._prepare_menu_item() for line in lines]
        return {
            **profile._get_appearance(),
            "name": contact.name,
            "email": contact.email,
            "initials": "".join(w[0] for w in (contact.name or "").split()[:2]).upper(),
            "customer": contact.commercial_partner_id.name,
            "company": self.env.company.name,
            "ending": self.env.user._customer_portal_get_ending(),
            "menu": menu,
            "new_first": [
                item for item in menu if item["new"] and profile.list_style == "1"
            ],
            "open": {item["code"]: item["open"] for item in menu},
        }

    @api.model
    def _prepare_door_values(self):
        """Prepare the looks of the pages where one logs in.

        :return: ``None`` where no profile brands them
        :rtype: dict or None
        """
        profile = self._of_visitor()
        if not profile:
            return None
        # sudo: res.company - its name and address are shown before anybody logs in
        company = self.env.company.sudo()
        place = " ".join(filter(None, (company.zip, company.city)))
        address = (company.name, company.street, place, company.email)
        return {
            **profile._get_appearance(),
            "company": company.name,
            "may_register": company.customer_portal_registration != "off",
            "address": " · ".join(filter(None, address)),
        }

    @tools.ormcache("self.id", "self.env.lang")
    def _get_appearance(self):
        """Return what the profile brands.

        :return: ``style`` (CSS), ``logo`` (address or ``None``), ``announcement`` and
            its ``announcement_key``, ``welcome`` (Markup or ``None``), ``links``
        :rtype: dict
        """
        self.ensure_one()
        texts = self.get_field_translations("announcement")[0]
        return {
            "style": f"--cp-accent: {self.accent_colour}; "
            f"--cp-menu: {self.menu_colour}; "
            f"--cp-on-menu: {colours.ink_on(self.menu_colour)}",
            "logo": self.logo and f"/my/logo?unique={_digest(self.logo)}",
            "announcement": self.announcement,
            "announcement_key": _digest(json.dumps(texts)),
            "welcome": self.welcome if not is_html_empty(self.welcome) else None,
            "links": [link._prepare_values() for link in self.link_ids],
        }


def _digest(content):
    """Return a short text that changes with a content."""
    content = content.encode() if isinstance(content, str) else content
    return hashlib.sha256(content).hexdigest()[:16]
