# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The events of which the portal mails, and what their templates may say.

Knows no ORM. A template is written by a manager and read by customers: it names what is
listed here and nothing else, so that no mail can hold what a profile hides.
"""

import ast
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree, html
from markupsafe import Markup


class Event(NamedTuple):
    """An event, and whom it concerns.

    :param str code: its name in the database
    :param str about: ``account``, ``record`` or ``comment``
    :param bool agents: whether also people of support get the profile's mail
    :param bool contacts: whether contacts with the profile get it
    :param bool automatic: whether nobody wrote it: *Block automatic mails* stops it
    :param str kind: one of ``KINDS``, by which contacts choose; empty for what nobody
        can do without
    """

    code: str
    about: str
    agents: bool = False
    contacts: bool = True
    automatic: bool = False
    kind: str = ""


class Cause(NamedTuple):
    """Which event a message tells support: in the context ``customer_portal_cause``.

    Contexts come from clients, too. What they send is no instance of this class, so
    that nobody can have a mail say what was not written.

    :param str event: one of ``EVENTS``
    :param dict values: what is known of it: keys of ``SAMPLE``
    """

    event: str
    values: dict

    @classmethod
    def of(cls, context):
        """Return the cause that our own code put into a context, else ``None``.

        :rtype: Cause or None
        """
        cause = context.get("customer_portal_cause")
        return cause if isinstance(cause, cls) else None


#: What contacts choose mails by, in the order in which they are asked.
KINDS = ("opened", "comments", "states")
#: In the order in which profiles list them.
EVENTS = {
    event.code: event
    for event in (
        Event("credentials", "account"),
        Event("password_changed", "account"),
        Event("access_expires", "account"),
        Event("ticket_opened", "record", automatic=True, kind="opened"),
        Event("colleague_opened", "record", automatic=True, kind="opened"),
        Event("ticket_received", "record", agents=True, contacts=False),
        Event("comment_by_support", "comment", kind="comments"),
        Event("comment_by_customer", "comment", agents=True, contacts=False),
        Event("file_shared", "comment", agents=True, kind="comments"),
        Event("state_changed", "record", automatic=True, kind="states"),
        Event("closed", "record", automatic=True, kind="states"),
        Event("reopened", "record", automatic=True, kind="states"),
        Event("collaborator_assigned", "record", automatic=True, kind="opened"),
        Event("digest", "account"),
    )
}

#: What a template finds under ``notice``, with samples for Odoo's own preview.
SAMPLE = {
    "kind": "Ticket",
    "title": "HT00012 - Badge printer stops",
    "number": "HT00012",
    "name": "Badge printer stops",
    "state": "Open",
    "text": Markup("<p>It stops after the first page.</p>"),
    "author": "Marta Ferri",
    "customer": "Anna Rossi",
    "rows": [("Priority", "High")],
    "files": ["firmware.txt"],
    "records": [
        (
            "HT00012 - Badge printer stops",
            "https://portal.example/my/records/tickets/12",
            ["2 comments by Marta Ferri", "State: Open"],
        )
    ],
    "company": "Your company",
    "portal": "https://portal.example/my",
    "login": "anna.rossi@acme.example",
    "password": "",
    "link": "",
    "days": 7,
    "until": "12/31/2026",
    "signature": Markup("<p>Marta Ferri<br/>Support</p>"),
}
#: What it may read of the recipient.
RECIPIENT = {
    "object.name",
    "object.email",
    "object.login",
    "object.partner_id.name",
    "object.company_id.name",
    "object.company_id.email_formatted",
}
METHODS = {"upper", "lower", "title", "capitalize", "strip"}
DIRECTIVES = {
    "if",
    "elif",
    "else",
    "out",
    "foreach",
    "as",
    "set",
    "value",
    "att",
    "key",
}
NODES = (
    ast.Expression,
    ast.Constant,
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.UnaryOp,
    ast.Not,
    ast.USub,
    ast.BinOp,
    ast.Add,
    ast.Sub,
    ast.Compare,
    ast.Eq,
    ast.NotEq,
    ast.Lt,
    ast.LtE,
    ast.Gt,
    ast.GtE,
    ast.In,
    ast.NotIn,
    ast.Is,
    ast.IsNot,
    ast.IfExp,
    ast.Tuple,
    ast.List,
    ast.Dict,
    ast.JoinedStr,
    ast.FormattedValue,
    ast.Load,
)
INLINE = re.compile(r"\{\{(.*?)\}\}|#\{(.*?)\}", re.S)


@dataclass
class Noted:
    """What happened to a record in a transaction.

    :param dict events: what is known of each event, by its code
    :param before: the state it had at first; empty while nobody has touched it
    :param set actors: ids of the contacts who may have changed the state
    :param set told: normalised addresses that got a comment of it by mail
    :param str references: Message-Id of the mail that caused all this
    :param bool silent: whether nobody outside is told: maybe a robot caused it
    """

    events: dict = field(default_factory=dict)
    before: tuple = ()
    actors: set = field(default_factory=set)
    told: set = field(default_factory=set)
    references: str | None = None
    silent: bool = False

    def note_state(self, state, actor):
        """Keep the first state, and who was there at each change."""
        self.before = self.before or (state,)
        self.actors.add(actor)


def find_forbidden(source, is_html):
    """Look for what a template may not say.

    :param str source: of a subject or a sender, or the HTML of a body
    :param bool is_html: whether it is a body
    :return: line (1 for the first) and what stands there, of the first forbidden thing;
        ``None`` for a good template
    :rtype: tuple or None
    """
    if not source:
        return None
    if not is_html:
        return next(
            ((1, code) for code in _inline(source) if not _is_allowed(code, set())),
            None,
        )
    try:
        root = html.fragment_fromstring(source, create_parent="div")
    except etree.ParserError as error:
        return 1, str(error)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    names = {
        f"{element.get(attribute)}{suffix}"
        for element in elements
        for attribute in ("t-as", "t-set")
        if element.get(attribute)
        for suffix in ("", "_index", "_first", "_last")
    }
    for element in elements:
        for attribute, value in element.attrib.items():
            for code in _codes(attribute, value):
                if code is None or not _is_allowed(code, names):
                    return element.sourceline or 1, f'{attribute}="{value}"'
    return None


def _codes(attribute, value):
    """Return the expressions in an attribute; None for a directive that may not be."""
    if not attribute.startswith("t-"):
        return ()
    kind = attribute[2:].partition("-")[0]
    if kind == "attf":
        return _inline(value)
    if kind not in DIRECTIVES:
        return (None,)
    # names of variables: none of our own may be replaced
    if kind in ("as", "set"):
        return (None,) if value in ("notice", "object") else ()
    return () if kind == "else" else (value,)


def _inline(source):
    found = (one or other for one, other in INLINE.findall(source))
    return [code.partition("|||")[0] for code in found]


def _is_allowed(code, names):
    try:
        return _is_node_allowed(ast.parse(code.strip(), mode="eval"), names)
    except (SyntaxError, ValueError):
        return False


def _is_node_allowed(node, names):
    if isinstance(node, ast.Attribute):
        return ast.unparse(node) in RECIPIENT
    if isinstance(node, ast.Name):
        return node.id in names or node.id == "notice"
    if isinstance(node, ast.Subscript):
        key = node.slice
        if not isinstance(key, ast.Constant):
            return False
        if isinstance(node.value, ast.Name) and node.value.id == "notice":
            return key.value in SAMPLE
        return isinstance(key.value, int) and _is_node_allowed(node.value, names)
    if isinstance(node, ast.Call):
        method = node.func
        return (
            isinstance(method, ast.Attribute)
            and method.attr in METHODS
            and not (node.args or node.keywords)
            and _is_node_allowed(method.value, names)
        )
    return isinstance(node, NODES) and all(
        _is_node_allowed(child, names) for child in ast.iter_child_nodes(node)
    )
