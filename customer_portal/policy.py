# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a portal user may do, as immutable values.

A :class:`Policy` is compiled once from the profile of a contact (see
``res.users._customer_portal_policy``) and is the only thing that the record rules,
the pages and the gateway ask. Nothing here knows the ORM: domains are plain lists
of tuples, so that the rules can be tested on their own.
"""

from dataclasses import dataclass, replace
from datetime import date

#: Rights of an access line; each has a scope. ``create`` is a plain yes or no.
RIGHTS = ("read", "comment", "write", "close", "delete")

#: For each scope, the scopes it lies within.
WIDER = {
    "none": {"none", "assigned", "own", "company", "all"},
    "assigned": {"assigned", "all"},
    "own": {"own", "company", "all"},
    "company": {"company", "all"},
    "all": {"all"},
}

FALSE = [(0, "=", 1)]
TRUE = [(1, "=", 1)]


def is_within(scope, limit):
    """Tell whether every record of ``scope`` is also a record of ``limit``.

    :param str scope: one of the keys of ``WIDER``
    :param str limit: one of the keys of ``WIDER``
    :rtype: bool
    """
    return limit in WIDER[scope]


def any_of(domains):
    """Combine domains with OR; no domain at all matches nothing.

    :param domains: iterable of domains, each a list in prefix notation
    :rtype: list
    """
    return _join("|", domains) or FALSE


def all_of(domains):
    """Combine domains with AND; no domain at all matches everything.

    :param domains: iterable of domains, each a list in prefix notation
    :rtype: list
    """
    return _join("&", domains) or TRUE


def _join(operator, domains):
    domains = [_explicit(domain) for domain in domains]
    return [operator] * (len(domains) - 1) + [term for d in domains for term in d]


def _explicit(domain):
    """Write out the "and" operators that the prefix notation lets one omit."""
    terms = list(domain) or TRUE
    conditions = sum(not isinstance(t, str) for t in terms)
    operators = sum(t in ("&", "|") for t in terms if isinstance(t, str))
    return ["&"] * (conditions - operators - 1) + terms


def _to_company(path):
    """Return the path to the commercial entity of the contact at the end of a path."""
    steps = [step for step in path.split(".") if step != "id"]
    return ".".join([*steps, "commercial_partner_id"])


@dataclass(frozen=True, slots=True)
class Grant:
    """The rights of a profile on one section.

    :param int access_id: id of the access line it was compiled from
    :param str section: code of the section, as in the address
    :param str model: name of the section's model
    :param tuple contact_paths: paths from a record to its contact
    :param str company_path: path from a record to its commercial entity
    :param str assigned_path: path from a record to the contact working on it
    :param tuple domain: the section's own filter, in prefix notation
    :param bool replaces_rules: drop the group rules of the app for this model
    :param frozenset fields: names of the fields that may be read
    :param frozenset hidden: names of fields that are never shown, also of those that
        can be read because records are sorted by them
    :param bool create: whether new records may be made
    :param bool for_colleagues: whether a colleague may be chosen as their contact
    :param bool own_page: whether the app's own page of a record may be opened
    """

    access_id: int
    section: str
    model: str
    contact_paths: tuple = ()
    company_path: str = ""
    assigned_path: str = ""
    domain: tuple = ()
    replaces_rules: bool = False
    fields: frozenset = frozenset()
    hidden: frozenset = frozenset()
    create: bool = False
    for_colleagues: bool = False
    own_page: bool = False
    read: str = "none"
    comment: str = "none"
    write: str = "none"
    close: str = "none"
    delete: str = "none"

    def scope_domain(self, scope, contact, company):
        """Return the records of a scope.

        :param str scope: one of the keys of ``WIDER``
        :param int contact: id of the contact
        :param int company: id of the contact's commercial entity
        :rtype: list
        """
        if scope == "all":
            return TRUE
        if scope == "assigned" and self.assigned_path:
            return [(self.assigned_path, "in", [contact])]
        if scope == "own":
            own = any_of([(path, "in", [contact])] for path in self.contact_paths)
            if not self.company_path:
                return own
            # a record that stayed with a former company is gone for the mover
            return all_of([own, [(self.company_path, "in", [company])]])
        if scope == "company":
            if self.company_path:
                return [(self.company_path, "in", [company])]
            return any_of(
                [(_to_company(path), "in", [company])] for path in self.contact_paths
            )
        return FALSE

    def right_domain(self, right, contact, company):
        """Return the records on which the contact has a right.

        Whatever the line says, no right reaches further than read.

        :param str right: one of ``RIGHTS``
        :rtype: list
        """
        scopes = {self.read, getattr(self, right)}
        parts = [self.scope_domain(scope, contact, company) for scope in sorted(scopes)]
        return all_of([self.domain, *parts])


@dataclass(frozen=True, slots=True)
class Policy:
    """All that a portal user may reach.

    :param int contact: id of the user's contact
    :param int company: id of the contact's commercial entity
    :param bool active: whether the contact is enabled for the portal
    :param date start: first day of access, ``None`` for any
    :param date end: last day of access, ``None`` for any
    :param tuple grants: the :class:`Grant` of each section, in the menu's order
    :param tuple kept: grants of no section, which no end of the period takes away: what
        Odoo's pages of the own account read
    """

    contact: int
    company: int
    active: bool = False
    start: date | None = None
    end: date | None = None
    grants: tuple = ()
    kept: tuple = ()

    def on(self, today):
        """Return the policy in force on a day: without grants outside the period.

        :param date today: the day, in the contact's time zone
        :rtype: Policy
        """
        return self if self.state(today) == "active" else replace(self, grants=())

    def state(self, today):
        """Return ``active``, ``disabled``, ``not_yet`` or ``expired``.

        :param date today: the day, in the contact's time zone
        """
        if not self.active:
            return "disabled"
        if self.start and today < self.start:
            return "not_yet"
        if self.end and today > self.end:
            return "expired"
        return "active"

    def grant(self, section):
        """Return the :class:`Grant` of a section's code, or ``None``."""
        return next((g for g in self.grants if g.section == section), None)

    def models(self):
        """Return the names of the models that sections show."""
        return frozenset(g.model for g in self.grants if g.read != "none")

    def replaces_rules(self, model):
        """Tell whether the app's group rules are dropped for a model."""
        grants = [g for g in self.grants if g.model == model]
        return bool(grants) and all(g.replaces_rules for g in grants)

    def fields(self):
        """Return for each model that can be read the fields that can be read.

        :rtype: dict[str, frozenset]
        """
        readable = {}
        for grant in (*self.kept, *self.grants):
            if grant.read != "none":
                known = readable.get(grant.model, frozenset())
                readable[grant.model] = known | grant.fields
        return readable

    def shows(self, model, name):
        """Tell whether a field of a model is shown, and hidden in no other section.

        :param str model: name of a model
        :param str name: name of a field
        :rtype: bool
        """
        grants = [
            grant
            for grant in (*self.kept, *self.grants)
            if grant.model == model and grant.read != "none"
        ]
        return any(name in grant.fields for grant in grants) and not any(
            name in grant.hidden for grant in grants
        )

    def domain(self, model, right, section=None):
        """Return the records of a model on which the contact has a right.

        :param str model: name of a model
        :param str right: one of ``RIGHTS``
        :param str section: code of a section, to leave out the records of others
        :rtype: list
        """
        return any_of(
            g.right_domain(right, self.contact, self.company)
            for g in (*self.kept, *self.grants)
            if g.model == model and section in (None, g.section)
        )
