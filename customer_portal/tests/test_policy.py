# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import itertools
from dataclasses import replace
from datetime import date

from odoo.tests import BaseCase, tagged

from ..policy import RIGHTS, WIDER, Grant, Policy, all_of, any_of, is_within


@tagged("-at_install", "post_install")
class TestPolicy(BaseCase):
    """The policy's own rules, without a database."""

    def _policy(self, **values):
        grant = Grant(1, "tickets", "ticket", contact_paths=("contact",), **values)
        return Policy(contact=5, company=3, active=True, grants=(grant,))

    def test_scopes(self):
        for scope, expected in (
            ("none", [(0, "=", 1)]),
            ("all", [(1, "=", 1)]),
            ("own", [("contact", "in", [5])]),
            ("company", [("contact.commercial_partner_id", "in", [3])]),
            ("assigned", [(0, "=", 1)]),
        ):
            domain = self._policy(read=scope).domain("ticket", "read")
            self.assertEqual(domain, ["&", (1, "=", 1), *expected])

    def test_company_path(self):
        grant = self._policy(company_path="company").grants[0]
        self.assertEqual(
            grant.scope_domain("own", 5, 3),
            ["&", ("contact", "in", [5]), ("company", "in", [3])],
        )
        self.assertEqual(grant.scope_domain("company", 5, 3), [("company", "in", [3])])

    def test_no_right_exceeds_read(self):
        """The domain of every right contains the one of read."""
        for read, right in itertools.product(WIDER, RIGHTS[1:]):
            for scope in WIDER:
                policy = self._policy(
                    assigned_path="worker", read=read, **{right: scope}
                )
                domain = policy.domain("ticket", right)
                for leaf in policy.grants[0].scope_domain(read, 5, 3):
                    self.assertIn(leaf, domain)

    def test_unknown(self):
        policy = self._policy(read="all")
        self.assertEqual(policy.domain("other", "read"), [(0, "=", 1)])
        self.assertIsNone(policy.grant("other"))
        self.assertEqual(policy.models(), {"ticket"})

    def test_shows(self):
        """A field that can be read because records are sorted by it may be hidden."""
        fields, hidden = frozenset({"name", "priority"}), frozenset({"priority"})
        policy = self._policy(read="own", fields=fields, hidden=hidden)
        self.assertEqual(policy.fields(), {"ticket": fields})
        self.assertTrue(policy.shows("ticket", "name"))
        for model, name in (("ticket", "priority"), ("ticket", "x"), ("other", "name")):
            self.assertFalse(policy.shows(model, name))
        self.assertFalse(self._policy(fields=fields).shows("ticket", "name"))
        # one section hides what another one of the same model shows
        other = replace(policy.grants[0], section="other", hidden=frozenset())
        both = replace(policy, grants=(*policy.grants, other))
        self.assertFalse(both.shows("ticket", "priority"))
        self.assertTrue(replace(both, grants=(other,)).shows("ticket", "priority"))

    def test_within(self):
        for scope in WIDER:
            self.assertTrue(is_within(scope, scope))
            self.assertTrue(is_within("none", scope))
            self.assertTrue(is_within(scope, "all"))
        self.assertFalse(is_within("company", "own"))
        self.assertFalse(is_within("assigned", "company"))
        self.assertFalse(is_within("own", "assigned"))

    def test_combine(self):
        a, b, c = [("a", "=", 1)], [("b", "=", 1)], [("c", "=", 1)]
        self.assertEqual(all_of([a + b, c]), ["&", "&", *a, *b, *c])
        self.assertEqual(any_of([a + b, c]), ["|", "&", *a, *b, *c])
        self.assertEqual(any_of([["!", *a, *b], c]), ["|", "&", "!", *a, *b, *c])
        self.assertEqual(all_of([["|", *a, *b], []]), ["&", "|", *a, *b, (1, "=", 1)])
        self.assertEqual(any_of([]), [(0, "=", 1)])
        self.assertEqual(all_of([]), [(1, "=", 1)])

    def test_period(self):
        """Both ends of the period are included; an empty end is open."""
        day = date(2026, 3, 15)
        for start, end, expected in (
            (None, None, "active"),
            (day, day, "active"),
            (date(2026, 3, 16), None, "not_yet"),
            (None, date(2026, 3, 14), "expired"),
            (None, date(2026, 3, 15), "active"),
        ):
            policy = Policy(contact=5, company=3, active=True, start=start, end=end)
            self.assertEqual(policy.state(day), expected)
        policy = Policy(5, 3, active=False, grants=self._policy().grants)
        self.assertEqual(policy.state(day), "disabled")
        self.assertFalse(policy.on(day).grants)
