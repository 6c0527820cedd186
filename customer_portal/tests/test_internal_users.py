# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager

from odoo.tests import tagged

from ..models.base import Base
from ..models.ir_model_access import IrModelAccess
from ..models.ir_rule import IrRule
from ..models.mail_message import MailMessage
from . import common

#: What internal users pass at each access, too.
HOOKS = (
    (Base, "_has_field_access"),
    (Base, "_compute_field_value"),
    (IrRule, "_compute_domain"),
    (IrRule, "_get_rules"),
    (IrModelAccess, "_get_allowed_models"),
    (MailMessage, "_search"),
    (MailMessage, "_get_forbidden_access"),
)
FIELDS = ["number", "name", "stage_id", "partner_id", "user_id", "description"]
SPECIFICATION = {name: {} for name in FIELDS}


@tagged("-at_install", "post_install", "without_website", "with_apps")
class TestInternalUsers(common.PortalCase):
    """The hooks ask the database nothing for internal users (times: `./dev bench`)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tickets = cls.env["helpdesk.ticket"].union(
            *(cls._ticket(user, f"Counted {user.name}") for user in (cls.ann, cls.bob))
        )
        for ticket in tickets:
            ticket.message_post(body="Note", subtype_xmlid="mail.mt_note")
        cls.tickets = tickets.with_user(cls.agent)
        cls.contacts = tickets.partner_id.with_user(cls.agent)

    @contextmanager
    def _stock(self):
        """Take the hooks away."""
        functions = {(owner, name): vars(owner)[name] for owner, name in HOOKS}
        for owner, name in functions:
            delattr(owner, name)
        try:
            yield
        finally:
            for (owner, name), function in functions.items():
                setattr(owner, name, function)

    def _count(self, work):
        """Return what a piece of work costs once what is cached is known."""
        for _time in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            work()
        return self.cr.sql_log_count - before

    def test_queries(self):
        tickets, messages = self.tickets, self.env["mail.message"].with_user(self.agent)
        domain = [("name", "like", "Counted"), ("stage_id.closed", "=", False)]
        for name, work in {
            "read": lambda: tickets.read(FIELDS),
            "search": lambda: tickets.search(domain),
            "count": lambda: tickets.search_count(domain),
            "groups": lambda: tickets.formatted_read_group(
                domain, ["stage_id"], ["__count"]
            ),
            "list of the backend": lambda: tickets.web_search_read(
                domain, SPECIFICATION
            ),
            "field": lambda: tickets.mapped("name"),
            "contacts": lambda: self.contacts.read(["name", "email"]),
            "access": lambda: tickets.has_access("write"),
            "messages": lambda: messages.search(
                [("model", "=", tickets._name), ("res_id", "in", tickets.ids)]
            ).read(["body"]),
        }.items():
            with self.subTest(work=name):
                ours = self._count(work)
                with self._stock():
                    stock = self._count(work)
                self.assertEqual(ours, stock)

    def test_the_test(self):
        """Without the hooks contacts see what Odoo shows them: their company's."""
        tickets = self.tickets.with_user(self.ann)
        self.assertEqual(len(tickets.search([])), 1)
        with self._stock():
            self.env.registry.clear_cache()
            self.assertEqual(len(tickets.search([])), 2)
        self.env.registry.clear_cache()
        self.assertEqual(len(tickets.search([])), 1)
