# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from lxml import etree

from odoo import fields
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .credentials_case import SHAPE
from .door_case import NEW, DoorCase
from .smtp_sink import smtp_sink, text_of
from .test_resets import CREDENTIALS, LINK


@tagged("-at_install", "post_install", "without_website")
class TestLog(DoorCase):
    """What the access log says of mails and passwords, and its report."""

    def _entries(self, user):
        self.env.invalidate_all()
        log = self.env["customer.portal.log"]
        return log.search([("user_id", "=", user.id)], order="id")

    def _events(self, user):
        return [(entry.event, entry.reason) for entry in self._entries(user)]

    def test_mails_and_passwords(self):
        """Each is noted; no password, and nothing of a link, stands in the log."""
        contact, secrets = self.ann.partner_id, {NEW}
        self.authenticate(None, None)
        self.post("/web/reset_password", {"login": self.ann.login})
        with smtp_sink(self.env) as sink:
            self._run("cron_send_resets")
        [token] = set(LINK.findall(text_of(sink.mails[0])))
        secrets.add(token)
        self.assertEqual(self._events(self.ann), [("reset", False)])
        self.assertTrue(self._reset_link(self.ann, token))
        self.assertEqual(self._events(self.ann)[1:], [("password", False)])
        with smtp_sink(self.env) as sink:
            self.env["ir.mail_server"].search([]).smtp_port = 1
            with mute_logger("odoo.addons.base.models.ir_mail_server"):
                getattr(contact.with_user(self.agent), CREDENTIALS)()
        self.assertEqual(self._events(self.ann)[2:], [("credentials", "mail")])
        with smtp_sink(self.env) as sink:
            self._run("cron_send_credentials")
        [password] = SHAPE.findall(text_of(sink.mails[0]))
        secrets.add(password)
        self.assertEqual(self._events(self.ann)[3:], [("credentials", False)])
        self._post_login(self.ann.login, password)
        self._post_login(self.ann.login, f"{password}x")
        self.assertEqual(
            self._events(self.ann)[4:], [("login", False), ("failure", False)]
        )
        entries = self._entries(self.ann)
        self.assertEqual(entries.mapped("author_id"), self.agent)
        text = str(entries.read())
        for secret in secrets:
            self.assertNotIn(secret, text)
            self.assertNotIn(secret.partition(".")[0], text)

    def test_report(self):
        """By contact, company and day; a list, pivot and graph in a menu."""
        log = self.env["customer.portal.log"].with_user(self.agent)
        users = self.ann | self.bob | self.dan
        self.env["customer.portal.log"]._add("login", users)
        self.env["customer.portal.log"]._add("login", self.ann)
        menu = self.env.ref("customer_portal.customer_portal_log_menu")
        menus = self.env["ir.ui.menu"]
        self.assertIn(menu.id, menus.with_user(self.agent)._visible_menu_ids())
        clerk = new_test_user(self.env, "clerk", "base.group_user")
        self.assertNotIn(menu.id, menus.with_user(clerk)._visible_menu_ids())
        action = menu.action
        self.assertEqual(action.res_model, "customer.portal.log")
        kinds = action.view_mode.split(",")
        self.assertEqual(set(kinds), {"list", "pivot", "graph"})
        views = log.get_views([(False, kind) for kind in (*kinds, "search")])["views"]
        for kind in ("pivot", "graph"):
            by = [
                ":".join(filter(None, (node.get("name"), node.get("interval"))))
                for node in etree.fromstring(views[kind]["arch"]).iter("field")
            ]
            self.assertEqual(self._count(log, users, by), 4, kind)
        search = etree.fromstring(views["search"]["arch"])
        groups = {
            node.get("name"): safe_eval(node.get("context"))["group_by"]
            for node in search.iter("filter")
            if node.get("context")
        }
        day = fields.Date.today()
        for name, expected in (
            ("group_partner", {self.ann.partner_id.id: 2, self.bob.partner_id.id: 1}),
            ("group_customer", {self.acme.id: 3, self.globex.id: 1}),
            ("group_day", {f"{day} 00:00:00": 4}),
        ):
            found = log.formatted_read_group(
                [("user_id", "in", users.ids)], [groups[name]], ["__count"]
            )
            counts = {group[groups[name]][0]: group["__count"] for group in found}
            self.assertLessEqual(expected.items(), counts.items(), name)

    def _count(self, log, users, by):
        """Return how many entries a view counts that groups by fields."""
        found = log.formatted_read_group(
            [("user_id", "in", users.ids)], by, ["__count"]
        )
        return sum(group["__count"] for group in found)
