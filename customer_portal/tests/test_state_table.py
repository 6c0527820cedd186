# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common

COMMENT = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
MAIL = (
    "From: {sender}\nTo: {to}\nSubject: Re: Printer\nIn-Reply-To: {answers}\n"
    "Message-Id: <table-{id}@mail.example>\n\nStill broken\n"
)
#: Who: DEFAULT with its own ticket, Company user with its own and with a colleague's,
#: Collaborator with a ticket assigned to it, an agent.
DEFAULT, COMPANY, COLLEAGUE, COLLABORATOR, AGENT = (
    "default",
    "company",
    "colleague",
    "collaborator",
    "agent",
)
#: Who may do it: where it leads from each stage; "late" is closed too long ago. What is
#: not allowed leaves everything as it was.
FROM = ("new", "open", "answered", "pending", "closed", "late")
REFUSED = dict(zip(FROM, (*FROM[:-1], "closed"), strict=True))
ANSWERS = REFUSED | {"open": "answered", "pending": "answered"}
REOPENS = REFUSED | {"closed": "answered"}
CLOSES = dict.fromkeys(FROM, "closed")
TAKES = REFUSED | {"new": "open"}
SUPPORT_ANSWERS = REFUSED | {
    "new": "pending",
    "open": "pending",
    "answered": "pending",
}
#: (what is done, which way): by whom, what follows
TABLE = {
    ("comment", "portal"): {
        DEFAULT: ANSWERS,
        COMPANY: ANSWERS,
        COLLEAGUE: REFUSED,
        COLLABORATOR: REFUSED,  # accepted, but no customer's word
    },
    ("comment", "mail"): {
        DEFAULT: ANSWERS | {"closed": "answered"},
        COMPANY: ANSWERS | {"closed": "answered"},
        COLLEAGUE: REFUSED,
        COLLABORATOR: REFUSED,
        AGENT: SUPPORT_ANSWERS,
    },
    ("comment", "backend"): {AGENT: SUPPORT_ANSWERS},
    ("note", "backend"): {AGENT: REFUSED},
    ("take", "backend"): {AGENT: TAKES},
    ("close", "portal"): {
        DEFAULT: CLOSES,
        COMPANY: CLOSES,
        COLLEAGUE: REFUSED,
        COLLABORATOR: REFUSED,
    },
    ("close", "backend"): {AGENT: CLOSES},
    # agents may do everything: a click in the status bar, a card moved on the board;
    # from "closed" and "late" it reopens the ticket, whatever the profile says
    **{
        (f"move to {end}", "backend"): {AGENT: dict.fromkeys(FROM, end)}
        for end in ("new", "open", "answered", "pending")
    },
    ("reopen", "portal"): {
        DEFAULT: REOPENS,
        COMPANY: REOPENS,
        COLLEAGUE: REFUSED,
        COLLABORATOR: REFUSED,
    },
}
#: Where a word becomes a comment of the ticket, by who and way; customers by mail also
#: where a closed ticket opens again.
OPEN = ("new", "open", "answered", "pending")
TAKEN = {
    (DEFAULT, "portal"): OPEN,
    (COMPANY, "portal"): OPEN,
    (COLLABORATOR, "portal"): OPEN,
    (DEFAULT, "mail"): (*OPEN, "closed"),
    (COMPANY, "mail"): (*OPEN, "closed"),
    (COLLABORATOR, "mail"): OPEN,
    (AGENT, "mail"): FROM,
    (AGENT, "backend"): FROM,
}


@tagged("-at_install", "post_install", "without_website")
class TestStateTable(common.PortalHttpCase):
    """Every rule of the states, from every way in, for every profile."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stage = "helpdesk_mgmt.helpdesk_ticket_stage_"
        cls.stages = {
            "new": cls.env.ref(f"{stage}new"),
            "open": cls.env.ref(f"{stage}in_progress"),
            "answered": cls.env.ref("customer_portal.stage_answered"),
            "pending": cls.env.ref(f"{stage}awaiting"),
            "closed": cls.env.ref(f"{stage}done"),
        }
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Mail", "alias_name": "table", "user_ids": cls.agent.ids}
        )
        cls.team.alias_domain_id = cls.env["mail.alias.domain"].search(
            [], limit=1
        ) or cls.env["mail.alias.domain"].create({"name": "support.example"})
        cls.people = {
            DEFAULT: (cls.ann, cls.ann),
            COMPANY: (cls.bob, cls.bob),
            COLLEAGUE: (cls.bob, cls.ann),
            COLLABORATOR: (cls.eve, cls.ann),
            AGENT: (cls.agent, cls.ann),
        }
        # one robot looks like another: the table sends many mails in a moment
        cls.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", 1000)
        cls.count = 0

    def _make(self, who, start):
        """Make a ticket in a stage, in which support has answered before."""
        owner = self.people[who][1]
        ticket = self._ticket(owner, team_id=self.team.id, user_id=False)
        if who == COLLABORATOR:
            ticket.customer_portal_collaborator_id = self.eve.partner_id
        ticket.message_post(body="Hello", author_id=self.agent.partner_id.id, **COMMENT)
        ticket.stage_id = self.stages["closed" if start == "late" else start]
        if start == "late":
            ticket.closed_date = fields.Datetime.now() - timedelta(31)
        return ticket

    def _do(self, act, way, user, ticket):
        """Do something to a ticket.

        :return: the ticket that a mail went to
        """
        page = f"/my/records/tickets/{ticket.id}"
        as_agent = ticket.with_user(self.agent)
        if way == "portal":
            comment = act == "comment"
            self.post(
                f"{page}/{'comments' if comment else act}",
                {"body": "Still broken"} if comment else None,
            )
        elif way == "mail":
            return self._mail(user, ticket)
        elif act == "comment":
            as_agent.message_post(body="Still broken", **COMMENT)
        elif act == "note":
            as_agent.message_post(body="Note", subtype_xmlid="mail.mt_note")
        elif act == "take":
            as_agent.assign_to_me()
        else:
            end = "closed" if act == "close" else act.removeprefix("move to ")
            as_agent.stage_id = self.stages[end]
        return ticket

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def _mail(self, user, ticket):
        TestStateTable.count += 1
        answers = ticket.message_ids.filtered(lambda m: "Hello" in m.body).message_id
        found = self.env["mail.thread"].message_process(
            False,
            MAIL.format(
                sender=user.email,
                to=self.team.alias_email,
                id=self.count,
                answers=answers,
            ),
        )
        return self.env["helpdesk.ticket"].browse(found)

    def _check(self, who):
        user = self.people[who][0]
        if who != AGENT:
            self.login(user)
        for (act, way), rules in TABLE.items():
            for start, end in rules.get(who, {}).items():
                with self.subTest(who=who, act=act, way=way, start=start):
                    ticket = self._make(who, start)
                    begun = fields.Datetime.now()
                    went = self._do(act, way, user, ticket)
                    self.assertEqual(ticket.stage_id, self.stages[end])
                    if end == "closed" and start in OPEN:
                        self.assertGreaterEqual(ticket.closed_date, begun)
                    said = ticket.message_ids.filtered(
                        lambda m: "Still broken" in m.body
                    )
                    if act == "comment":
                        taken = start in TAKEN.get((who, way), ())
                        self.assertEqual(len(said), int(taken))
                        self.assertEqual(went == ticket, taken or way == "portal")
                    if way == "mail" and went != ticket:
                        self.assertEqual(went.stage_id, self.stages["new"])

    def test_default(self):
        self._check(DEFAULT)

    def test_company_user(self):
        self._check(COMPANY)

    def test_company_user_with_a_colleagues_ticket(self):
        self._check(COLLEAGUE)

    def test_collaborator(self):
        self._check(COLLABORATOR)

    def test_agent(self):
        self._check(AGENT)

    def test_closed_again(self):
        """What an agent reopens and closes is reopened as long as if it were new."""
        ticket = self._make(AGENT, "late")
        begun = fields.Datetime.now()
        self._do("move to open", "backend", self.agent, ticket)
        self._do("close", "backend", self.agent, ticket)
        self.assertGreaterEqual(ticket.closed_date, begun)
        self.login(self.ann)
        self._do("reopen", "portal", self.ann, ticket)
        self.assertEqual(ticket.stage_id, self.stages["answered"])
