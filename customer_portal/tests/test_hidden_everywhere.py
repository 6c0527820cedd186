# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io
import zipfile
from datetime import timedelta

from odoo import Command, fields
from odoo.tests import JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from . import common
from .smtp_sink import smtp_sink, text_of

CANARY = "Canary-4e1b"
LIST = "/my/records/tickets"
HIDDEN = ("category_id", "user_id", "priority", "partner_name", "description")


@tagged("-at_install", "post_install")
class TestHiddenEverywhere(common.PortalHttpCase):
    """What a profile hides comes out nowhere: one word in each hidden field, and every
    place that could show it. The apps' own pages and PDFs are in test_own_pages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.env.ref("customer_portal.profile_default_tickets")
        cls.line.write({"write_scope": "own", "delete_scope": "own", "on_home": True})
        name = cls.env["ir.model.fields"]._get("helpdesk.ticket", "partner_name")
        cls.section.field_ids = [
            Command.create(
                {
                    "field_id": name.id,
                    "in_list": True,
                    "in_form": False,
                    "searchable": True,
                }
            )
        ]
        cls.fields = {field.name: field for field in cls.section.field_ids}
        for field in cls.fields.values():
            field.in_list = field.name != "description"
        cls.fields["priority"].required = cls.fields["description"].required = False
        cls.keeper = new_test_user(
            cls.env,
            "keeper",
            "helpdesk_mgmt.group_helpdesk_user",
            name=f"{CANARY} agent",
            email="keeper@support.example",
            notification_type="email",
        )
        category = cls.env["helpdesk.ticket.category"].create({"name": CANARY})
        cls.ticket = cls._ticket(
            cls.ann,
            category_id=category.id,
            user_id=cls.keeper.id,
            partner_name=CANARY,
            description=f"<p>{CANARY}</p>",
            priority="3",
        )
        cls.ticket.message_subscribe((cls.ann.partner_id | cls.keeper.partner_id).ids)
        cls.url = f"{LIST}/{cls.ticket.id}"

    def setUp(self):
        super().setUp()
        self.login(self.ann)

    def _hide(self):
        self.line.hidden_field_ids = [
            Command.set([self.fields[name].id for name in HIDDEN])
        ]

    def _pages(self):
        """Return the text of each place that shows records, by address."""
        self.post(f"{self.url}/comments", {"body": "I wait."})
        addresses = [
            *(LIST, f"{LIST}?size=100&sort=name", f"{LIST}?filter=todo", "/my"),
            *(self.url, f"{self.url}/edit", f"{self.url}/delete", f"{LIST}/new"),
            f"{LIST}/export?format=csv",
        ]
        texts = {address: self.get(address).text for address in addresses}
        sheet = self.get(f"{LIST}/export?format=xlsx").content
        archive = zipfile.ZipFile(io.BytesIO(sheet))
        texts["xlsx"] = str([archive.read(name) for name in archive.namelist()])
        # error texts, with what was typed
        values = {"name": "", "category_id": "x", "user_id": "x", "partner_name": "x"}
        texts["new"] = self.post(f"{LIST}/new", values).text
        values |= {f"was.{name}": "0" * 16 for name in values}
        texts["edit"] = self.post(f"{self.url}/edit", values).text
        self.profile_default.list_style = "1"
        texts["cards"] = self.get(LIST).text
        self.profile_default.list_style = "2"
        return texts

    def test_pages(self):
        """Pages, lists, search boxes, home, forms, error texts, exports."""
        shown = self._pages()
        for place in (LIST, "/my", self.url, f"{LIST}/new", f"{self.url}/edit", "xlsx"):
            self.assertIn(CANARY, shown[place], place)
        self._hide()
        labels = {self.fields[name]._get_label() for name in HIDDEN[:3]}
        for place, text in self._pages().items():
            self.assertNotIn(CANARY, text, place)
            for name in HIDDEN[:4]:
                self.assertNotIn(f'"{name}"', text, place)
                self.assertNotIn(f"c.{name}", text, place)
            for label in labels:
                self.assertNotIn(f">{label}<", text, place)

    def test_search_and_count(self):
        """Asking for a hidden field behaves as asking for one that does not exist."""

        def found(query):
            response = self.get(f"{LIST}?{query}")
            page = common.html.fromstring(response.text)
            return (
                self.url in response.text,
                self.texts(page, "//span[@role='status']"),
            )

        self._ticket(self.ann, "Another")
        self.assertTrue(found(f"q={CANARY}")[0])
        self.assertTrue(found(f"c.user_id={CANARY}")[0])
        self._hide()
        self.assertFalse(found(f"q={CANARY}")[0])
        missing = found("c.nothing=x&sort=nothing&filter=nothing")
        self.assertIn("2", missing[1][0])
        for name in HIDDEN:
            for query in (
                f"c.{name}={CANARY}",
                f"c.{name}=zzz",
                f"c.{name}.from=9999",
                f"sort={name}",
                f"filter={name}",
                f"groupby={name}",
            ):
                self.assertEqual(found(query), missing, query)
        with self.assertRaises(ValueError):
            self.env["helpdesk.ticket"].with_user(self.ann).search([("no", "=", 1)])

    def _tracked(self, name, old, new):
        """Return a change of a field, as the chatter keeps it."""
        field = self.env["ir.model.fields"]._get("helpdesk.ticket", name)
        return Command.create(
            {"field_id": field.id, "old_value_char": old, "new_value_char": new}
        )

    def _post_changes(self):
        """Post what the chatter makes of changes that followers are told of."""
        return self.ticket.with_user(self.agent).message_post(
            body="News",
            message_type="notification",
            subtype_xmlid="mail.mt_comment",
            tracking_value_ids=[
                self._tracked("user_id", "Nobody", CANARY),
                self._tracked("priority", "Low", f"{CANARY} high"),
                self._tracked("name", "Scanner", "Printer"),
            ],
        )

    def test_mails(self):
        """Mails to a contact list no change of what it does not see."""
        with smtp_sink(self.env) as sink:
            for hidden in (False, True):
                if hidden:
                    self._hide()
                self._post_changes()
                self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
                mails = {mail.recipients[0]: text_of(mail) for mail in sink.mails}
                sink.mails.clear()
                customer = mails[self.ann.email]
                self.assertIn("Scanner", customer)
                self.assertEqual(CANARY in customer, not hidden)
                self.assertIn(CANARY, mails["keeper@support.example"])

    @mute_logger("odoo.http")
    def test_tracking_messages(self):
        """The chatter's routes give no change of what is hidden either."""
        self._post_changes()
        self._hide()
        params = {"thread_model": self.ticket._name, "thread_id": self.ticket.id}
        answers = []
        for route in (
            "/mail/thread/messages",
            "/mail/thread/data",
            "/mail/chatter_fetch",
            "/portal/chatter_init",
            "/mail/data",
        ):
            try:
                answers.append(str(self.make_jsonrpc_request(route, params)))
            except (JsonRpcException, OSError) as error:
                answers.append(str(error))
        for answer in answers:
            self.assertNotIn(CANARY, answer)
        message = self.ticket.message_ids[0].with_user(self.ann)
        changes = message.sudo().tracking_value_ids
        self.assertEqual(len(changes), 3)
        allowed = changes._filter_has_field_access(message.env)
        self.assertEqual(allowed.field_id.mapped("name"), ["name"])

    @mute_logger("odoo.models", "odoo.orm.models", "odoo.addons.base.models.ir_rule")
    def test_groups_below_the_pages(self):
        """No group, sum, count or name below the pages tells a hidden value."""
        self._hide()
        tickets = self.env["helpdesk.ticket"].with_user(self.ann)
        for name in ("category_id", "user_id", "partner_name"):
            for ask in (
                lambda n=name: tickets.formatted_read_group([], [n], ["__count"]),
                lambda n=name: tickets.search_count([(n, "!=", False)]),
                lambda n=name: tickets.search([], order=n),
                lambda n=name: tickets.name_search(domain=[(n, "ilike", CANARY)]),
                lambda n=name: self.ticket.with_user(self.ann).read([n]),
                lambda n=name: self.ticket.with_user(self.ann).export_data([n]),
            ):
                with self.assertRaises(Exception) as caught:
                    ask()
                self.assertNotIn(CANARY, str(caught.exception))

    def test_created_and_closed(self):
        """The mails that Odoo sends by template hold nothing hidden."""
        self._hide()
        with smtp_sink(self.env) as sink:
            self.env["helpdesk.ticket"].with_user(self.agent).create(
                {
                    "name": "Scanner",
                    "description": CANARY,
                    "partner_name": CANARY,
                    "partner_id": self.ann.partner_id.id,
                    "user_id": self.keeper.id,
                    "create_date": fields.Datetime.now() - timedelta(days=1),
                }
            ).stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
            self.env.cr.flush()
            self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
            ours = [m for m in sink.mails if m.recipients == [self.ann.email]]
            self.assertTrue(ours)
            for mail in ours:
                self.assertNotIn(CANARY, text_of(mail) + str(mail))
