# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..policy import RIGHTS, WIDER, Grant, Policy

CONTACTS, COMPANIES = range(4), range(3)
#: By contact its commercial entity; two are colleagues.
COMPANY = {contact: contact % len(COMPANIES) for contact in CONTACTS}
scopes = st.sampled_from(sorted(WIDER))
grants = st.builds(
    Grant,
    access_id=st.just(1),
    section=st.sampled_from(["tickets", "archive"]),
    model=st.just("ticket"),
    contact_paths=st.sampled_from([("contact",), ("contact", "payer")]),
    company_path=st.sampled_from(["company", ""]),
    assigned_path=st.sampled_from(["", "worker"]),
    domain=st.sampled_from([(), (("open", "=", True),)]),
    **{right: scopes for right in RIGHTS},
)
policies = st.builds(
    lambda contact, grants: Policy(contact, COMPANY[contact], True, grants=grants),
    contact=st.sampled_from(CONTACTS),
    grants=st.lists(grants, max_size=3).map(tuple),
)
# the company that a ticket was opened for may be another than its contact's present one
tickets = st.fixed_dictionaries(
    {
        "contact": st.sampled_from(CONTACTS),
        "payer": st.sampled_from(CONTACTS),
        "worker": st.sampled_from(CONTACTS),
        "company": st.sampled_from(COMPANIES),
        "open": st.booleans(),
    }
).map(
    lambda ticket: {
        **ticket,
        "contact.commercial_partner_id": COMPANY[ticket["contact"]],
        "payer.commercial_partner_id": COMPANY[ticket["payer"]],
    }
)


def matches(ticket, domain):
    """Evaluate a domain in prefix notation on a dictionary."""
    terms = iter(domain)

    def term():
        leaf = next(terms)
        if leaf in ("&", "|"):
            left, right = term(), term()
            return left and right if leaf == "&" else left or right
        name, operator, value = leaf
        found = ticket.get(name, name)
        return found in value if operator == "in" else found == value

    result = term()
    assert next(terms, None) is None, "not one complete domain"
    return result


@tagged("-at_install", "post_install")
class TestPolicyProperties(BaseCase):
    """What holds for every profile that anybody could configure."""

    @settings(max_examples=300, deadline=None)
    @given(policy=policies, ticket=tickets)
    def test_no_right_exceeds_read(self, policy, ticket):
        readable = matches(ticket, policy.domain("ticket", "read"))
        for right in RIGHTS:
            if matches(ticket, policy.domain("ticket", right)):
                self.assertTrue(readable, right)

    @settings(max_examples=300, deadline=None)
    @given(grant=grants, ticket=tickets, contact=st.sampled_from(CONTACTS))
    def test_scopes_nest(self, grant, ticket, contact):
        """Own lies within company, also with several paths and without a stored
        company."""
        whose = contact, COMPANY[contact]
        for scope, limits in WIDER.items():
            if not matches(ticket, grant.scope_domain(scope, *whose)):
                continue
            for limit in limits:
                wider = matches(ticket, grant.scope_domain(limit, *whose))
                self.assertTrue(wider, (scope, limit))

    @settings(max_examples=300, deadline=None)
    @given(grant=grants, ticket=tickets, contact=st.sampled_from(CONTACTS))
    def test_scopes(self, grant, ticket, contact):
        """What each scope has, said in other words than the domains are."""
        company = COMPANY[contact]
        customers = {ticket[path] for path in grant.contact_paths}
        companies = {COMPANY[customer] for customer in customers}
        if grant.company_path:
            companies = {ticket["company"]}
        assigned = bool(grant.assigned_path) and ticket["worker"] == contact
        expected = {
            "none": False,
            "assigned": assigned,
            "own": contact in customers and company in companies,
            "company": company in companies,
            "all": True,
        }
        for scope, shown in expected.items():
            domain = grant.scope_domain(scope, contact, company)
            self.assertEqual(matches(ticket, domain), shown, scope)

    @settings(max_examples=200, deadline=None)
    @given(policy=policies, ticket=tickets)
    def test_sections_narrow(self, policy, ticket):
        """A section shows nothing that the whole policy does not."""
        for section in ("tickets", "archive", "unknown"):
            if matches(ticket, policy.domain("ticket", "read", section)):
                self.assertTrue(matches(ticket, policy.domain("ticket", "read")))

    @settings(max_examples=200, deadline=None)
    @given(policy=policies, ticket=tickets)
    def test_strangers(self, policy, ticket):
        """Without a grant that reaches it, nobody reads a ticket of others."""
        reach = {"all"}
        paths = "contact.commercial_partner_id", "payer.commercial_partner_id"
        if policy.company in {ticket[name] for name in ("company", *paths)}:
            reach |= {"company", "own"}
        if ticket["worker"] == policy.contact:
            reach.add("assigned")
        if not {grant.read for grant in policy.grants} & reach:
            self.assertFalse(matches(ticket, policy.domain("ticket", "read")))

    @given(policy=policies)
    def test_values(self, policy):
        """Equal policies are one value, and nothing of it can be changed."""
        twin = Policy(policy.contact, policy.company, True, grants=policy.grants)
        self.assertEqual(policy, twin)
        self.assertEqual(hash(policy), hash(twin))
        for right in RIGHTS:
            self.assertEqual(
                policy.domain("ticket", right), twin.domain("ticket", right)
            )
        with self.assertRaises(AttributeError):
            policy.contact = 9
