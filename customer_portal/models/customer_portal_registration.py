# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import email_normalize

from ..inputs import InputError, clean_text

#: Most characters of what a visitor writes.
LENGTHS = {"name": 100, "email": 254, "company_name": 100, "message": 2000}
#: Most requests in an hour: from one network address, and in all.
PER_ADDRESS, PER_HOUR = 10, 300
#: Most mails to one mail address in a day.
PER_MAIL = 3
#: Days for which a request is kept that nobody confirmed, and one that was answered or
#: that nobody ever answered.
UNCONFIRMED_DAYS, KEPT_DAYS = 3, 90


class TooManyRequests(Exception):
    """No more requests are taken for now, whoever makes them."""


class CustomerPortalRegistration(models.Model):
    """A visitor who asks for access to the portal, until an agent answers.

    Nothing else is made of it before its mail address is confirmed.
    """

    _name = "customer.portal.registration"
    _description = "Portal registration"
    _order = "date desc, id desc"

    def _selection_state(self):
        return [
            ("asked", self.env._("Not confirmed")),
            ("confirmed", self.env._("To be approved")),
            ("approved", self.env._("Approved")),
            ("refused", self.env._("Refused")),
        ]

    state = fields.Selection(
        "_selection_state", default="asked", required=True, readonly=True, index=True
    )
    date = fields.Datetime(
        "Asked on", default=fields.Datetime.now, required=True, readonly=True
    )
    name = fields.Char(required=True, readonly=True)
    email = fields.Char(required=True, readonly=True, index=True)
    company_name = fields.Char("Name of the company", readonly=True)
    message = fields.Text(readonly=True)
    lang = fields.Char("Language", readonly=True)
    address = fields.Char(
        "Network address", readonly=True, help="Where the request came from."
    )
    company_id = fields.Many2one(
        "res.company", "Our company", required=True, readonly=True
    )
    sent = fields.Boolean("Mail sent", readonly=True)
    token_hash = fields.Char(
        readonly=True, index="btree_not_null", groups="base.group_system"
    )

    @api.model
    def _get_mode(self):
        """Return whether visitors may register: ``off``, ``agent`` or ``domain``.

        :rtype: str
        """
        # sudo: res.company - asked for visitors
        return self.env.company.sudo().customer_portal_registration

    @api.model
    def _request(self, texts):
        """Note a request. What follows does not tell whether the address is known.

        :param dict texts: as typed: ``name``, ``email``, ``company_name``, ``message``
        :raise InputError: naming what is missing or too long
        :raise TooManyRequests: for now
        """
        values = self._parse(texts)
        if clean_text(texts.get("homepage")):
            return  # people do not see this field
        # sudo: customer.portal.registration - visitors reach it in this way only
        registrations = self.sudo()
        address, _agent = self.env["ir.http"]._customer_portal_get_client()
        now = fields.Datetime.now()
        recent = [("date", ">", now - timedelta(hours=1))]
        count = registrations.search_count
        if (
            count([*recent, ("address", "=", address)]) >= PER_ADDRESS
            or count(recent) >= PER_HOUR
        ):
            raise TooManyRequests()
        today = [("date", ">", now - timedelta(days=1))]
        if count([*today, ("email", "=", values["email"])]) >= PER_MAIL:
            return
        registrations.create(
            {
                **values,
                "address": address,
                "lang": self.env.lang,
                "company_id": self.env.company.id,
            }
        )
        # sudo: ir.cron - the mail leaves by it, so that nobody sees how long it takes
        self.env.ref("customer_portal.cron_send_registrations").sudo()._trigger()

    @api.model
    def _parse(self, texts):
        """Return what was typed as values of fields.

        :raise InputError: naming what is missing or too long
        """
        values = {name: clean_text(texts.get(name)) for name in LENGTHS}
        errors = {
            name: self.env._("At most %(most)s characters.", most=most)
            for name, most in LENGTHS.items()
            if len(values[name]) > most
        }
        for name in ("name", "company_name"):
            values[name] = " ".join(values[name].split())
        if not values["name"]:
            errors["name"] = self.env._("Please enter your name.")
        mail = email_normalize(values["email"])
        if not mail:
            errors["email"] = self.env._("Please enter a valid mail address.")
        if errors:
            raise InputError(errors)
        return {**values, "email": mail}

    @api.model
    def _find(self, token):
        """Return the request that a link confirms, an empty one for a void link.

        :param str token: from the link
        :return: ``customer.portal.registration`` as superuser
        """
        # sudo: customer.portal.registration - who has the link may confirm it
        registrations = self.sudo()
        since = fields.Datetime.now() - timedelta(days=UNCONFIRMED_DAYS)
        return registrations.search(
            [
                ("token_hash", "=", self._hash(token)),
                ("state", "=", "asked"),
                ("date", ">", since),
            ],
            limit=1,
        )

    @api.model
    def _hash(self, token):
        return hashlib.sha256(token.encode(errors="replace")).hexdigest()

    @api.autovacuum
    def _gc_registrations(self):
        now = fields.Datetime.now()
        unconfirmed = now - timedelta(days=UNCONFIRMED_DAYS)
        self.search(
            [
                *("|", ("date", "<", now - timedelta(days=KEPT_DAYS))),
                *("&", ("state", "=", "asked"), ("date", "<", unconfirmed)),
            ],
            limit=10_000,
        ).unlink()
