# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The actors and records of the access matrix, in the database."""

from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user

from ..policy import RIGHTS
from . import common, matrix

SECTION = "tickets"
#: Actors whom no door lets in.
CLOSED = ("not_yet", "expired", "disabled")


class MatrixFactory(common.PortalFactory):
    """A user for each actor of the table, and the records that it names."""

    @classmethod
    def setUpMatrix(cls):
        cls.carol = cls._company("Carol", parent_id=cls.acme.id, is_company=False)
        cls.boris = cls._company("Boris", parent_id=cls.branch.id, is_company=False)
        cls.gina = cls._company("Gina", parent_id=cls.globex.id, is_company=False)
        cls.closed = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        rights = [f"{right}_scope" for right in RIGHTS]
        editor = cls._profile(
            "Editor", can_create=True, **dict.fromkeys(rights, "company")
        )
        nothing = dict.fromkeys(rights, "none")
        reader = cls._profile("Reader", **nothing | {"read_scope": "all"})
        supervisor = cls._profile("Supervisor", **dict.fromkeys(rights, "all"))
        worker = cls._profile("Worker", **dict.fromkeys(rights, "assigned"))
        day = fields.Date.today()
        default = cls.profile_default
        cls.actors = {
            "public": None,
            "no_profile": cls._contact("nick", cls.acme, default.browse()),
            "default": cls.ann,
            "company": cls.bob,
            "subsidiary": cls.sue,
            "other": cls.dan,
            "collaborator": cls.eve,
            "editor": cls._contact("edith", cls.acme, editor),
            "reader": cls._contact("rita", cls.acme, reader),
            "supervisor": cls._contact("simon", cls.acme, supervisor),
            "worker": cls._contact("wanda", cls.acme, worker),
            "not_yet": cls._contact(
                "nora", cls.acme, default, customer_portal_start=day + timedelta(2)
            ),
            "expired": cls._contact(
                "emil", cls.acme, default, customer_portal_end=day - timedelta(2)
            ),
            "disabled": cls._contact(
                "doris", cls.acme, default, customer_portal_active=False
            ),
            "must_change": cls._contact("mike", cls.acme, default),
            "agent": new_test_user(
                cls.env,
                "matrix-agent",
                "helpdesk_mgmt.group_helpdesk_user",
                password=common.PASSWORD,
            ),
        }

        user = cls.actors["must_change"]
        user._customer_portal_account(make=True).must_change = True

    @classmethod
    def _profile(cls, name, **values):
        profile = cls.env["customer.portal.profile"].create({"name": name})
        line = {"profile_id": profile.id, "section_id": cls.section.id}
        cls.env["customer.portal.access"].create(
            {"can_create": False, **line, **values}
        )
        return profile

    @classmethod
    def _record(cls, actor, record, name="Printer"):
        """Make the record that the table names, as the actor stands to it.

        :return: ``helpdesk.ticket``
        """
        user = cls.actors[actor]
        partner = user.partner_id if user else cls.ann.partner_id
        relation = record.removesuffix("_closed")
        # colleagues and companies, as seen from the company of the actor
        colleague, related, other = {
            cls.branch: (cls.boris, cls.carol, cls.gina),
            cls.globex: (cls.gina, cls.boris, cls.carol),
        }.get(partner.commercial_partner_id, (cls.carol, cls.boris, cls.gina))
        contact = {"own": partner, "colleague": colleague, "related": related}
        values = {"partner_id": contact.get(relation, other).id}
        if relation == "assigned":
            values["customer_portal_collaborator_id"] = partner.id
        if record.endswith("_closed"):
            values["stage_id"] = cls.closed.id
            values["closed_date"] = fields.Datetime.now()
        return cls._ticket(cls.ann, name, **values)

    def _rights(self, actor, record):
        return matrix.expected(SECTION, actor, record)
