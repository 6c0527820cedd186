# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Companies, contacts and tickets of the tests, and how they use the portal."""

import re
import uuid

from lxml import html

from odoo import Command, http
from odoo.tests import HttpCase, TransactionCase, new_test_user

PASSWORD = "portal-test-2026"
#: Seconds for an answer of the server.
PATIENCE = 60
# a form's token holds the second it was made in, as does what is told of a record
OF_ITS_SECOND = re.compile(r"[0-9a-f]{32,}(o\d+)?|\d\d:\d\d:\d\d(\.\d+)?")


def comparable(text):
    """Return a text without what differs from one second to the next."""
    return OF_ITS_SECOND.sub("", text)


class PortalFactory:
    """Acme with two contacts and a subsidiary, Globex with one, and an agent.

    A mixin of test cases. Mails of a test go to contacts of the domain *.example.
    """

    @classmethod
    def setUpFactory(cls):
        cls.profile_default = cls.env.ref("customer_portal.profile_default")
        cls.profile_company = cls.env.ref("customer_portal.profile_company")
        cls.profile_collaborator = cls.env.ref("customer_portal.profile_collaborator")
        cls.section = cls.env.ref("customer_portal.section_tickets")
        cls.env.company.customer_portal_without_profile = "account"
        cls.agent = new_test_user(
            cls.env,
            "test-agent",
            "customer_portal.group_agent,helpdesk_mgmt.group_helpdesk_user",
            name="Marta Agent",
            email="marta@support.example",
            password=PASSWORD,
            notification_type="email",
            lang="en_US",
        )
        cls.profile_default.user_id = cls.agent
        cls.acme = cls._company("Test Acme")
        cls.branch = cls._company("Test Acme Branch", parent_id=cls.acme.id)
        cls.globex = cls._company("Test Globex")
        cls.ann = cls._contact("ann", cls.acme, cls.profile_default)
        cls.bob = cls._contact("bob", cls.acme, cls.profile_company)
        cls.sue = cls._contact("sue", cls.branch, cls.profile_company)
        cls.dan = cls._contact("dan", cls.globex, cls.profile_company)
        cls.eve = cls._contact("eve", cls._company("Corsi"), cls.profile_collaborator)

    @classmethod
    def _company(cls, name, **values):
        return cls.env["res.partner"].create(
            {"name": name, "is_company": True, **values}
        )

    @classmethod
    def _contact(cls, login, company, profile, **values):
        """Make an enabled contact with a portal user.

        :return: ``res.users``
        """
        user = new_test_user(
            cls.env,
            f"{login}@{company.name.split()[-1].lower()}.example",
            "base.group_portal",
            name=login.capitalize(),
            email=f"{login}@{company.name.split()[-1].lower()}.example",
            password=PASSWORD,
            lang="en_US",
        )
        user.partner_id.write(
            {
                "parent_id": company.id,
                "customer_portal_profile_id": profile.id,
                "customer_portal_active": True,
                **values,
            }
        )
        return user

    @classmethod
    def _ticket(cls, user, name="Printer", **values):
        """Make a ticket of a contact, without telling anybody."""
        return (
            cls.env["helpdesk.ticket"]
            .with_context(tracking_disable=True, mail_create_nosubscribe=True)
            .create(
                {
                    "name": name,
                    "description": "<p>It stops.</p>",
                    "partner_id": user.partner_id.id,
                    "user_id": cls.agent.id,
                    **values,
                }
            )
        )

    @classmethod
    def _file(cls, record, name, author, message=None):
        """Put a file on a record, as its author would."""
        attachment = (
            cls.env["ir.attachment"]
            .with_user(author)
            .sudo()
            .create(
                {
                    "name": name,
                    "raw": f"content of {name}".encode(),
                    "res_model": record._name,
                    "res_id": record.id,
                }
            )
        )
        if message:
            message.attachment_ids = [Command.link(attachment.id)]
        return attachment

    def comments(self, record):
        """Return the conversation on a record as the record's user sees it."""
        messages = record._customer_portal_get_messages()
        return record._customer_portal_prepare_comments(messages)


class PortalCase(PortalFactory, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFactory()


class PortalHttpCase(PortalFactory, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFactory()

    def url_open(self, url, *args, timeout=PATIENCE, **kw):
        """Wait longer than Odoo does: two parts of the tests run at the same time."""
        return super().url_open(url, *args, timeout=timeout, **kw)

    def make_jsonrpc_request(self, route, *args, timeout=PATIENCE, **kw):
        """Wait as long as :meth:`url_open` does."""
        return super().make_jsonrpc_request(route, *args, timeout=timeout, **kw)

    def login(self, user):
        """Log a user in for the following requests."""
        self.authenticate(user.login, PASSWORD)

    def get(self, url, **kw):
        """GET a page without following redirects."""
        return self.url_open(url, allow_redirects=False, **kw)

    def post(self, url, data=None, files=None, csrf=True, **kw):
        """POST a form as our pages do, without following redirects."""
        data = {"request_key": uuid.uuid4().hex, **(data or {})}
        if csrf:
            data["csrf_token"] = http.Request.csrf_token(self)
        return self.url_open(
            url, data=data, files=files, allow_redirects=False, method="POST", **kw
        )

    def page(self, url):
        """GET a page and parse it.

        :return: lxml element
        """
        response = self.get(url)
        self.assertEqual(response.status_code, 200, url)
        return html.fromstring(response.text)

    def count_queries(self, url):
        """Return how many queries a page costs once the server's caches are filled.

        The least of two requests: on a busy machine one costs a query more at times.

        :rtype: int
        """
        counts = []
        for _time in range(4):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.page(url)
            counts.append(self.cr.sql_log_count - before)
        return min(counts[2:])

    def texts(self, page, path):
        """Return the white-space-cleaned texts of an XPath."""
        return [" ".join(node.text_content().split()) for node in page.xpath(path)]
