# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged
from odoo.tests.common import Opener

from . import common

LIST = "/my/records/tickets"


@tagged("-at_install", "post_install")
class TestChangesAtWork(common.PortalHttpCase):
    """What is changed of rights while contacts are logged in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._ticket(cls.ann, "Printer")

    def _sessions(self):
        """Log the contact in twice.

        :return: opener and session of each
        """
        sessions = []
        for _number in range(2):
            self.opener, self.session = Opener(self), None
            self.login(self.ann)
            sessions.append((self.opener, self.session))
        return sessions

    def test_two_sessions_during_a_profile_change(self):
        """Each change holds from the next request of every open session on."""
        theirs = self._ticket(self.bob, "Of a colleague")
        line = self.env.ref("customer_portal.profile_default_tickets")
        contact = self.ann.partner_id
        sessions = self._sessions()
        colleague, own = f"{LIST}/{theirs.id}", f"{LIST}/{self.own.id}"
        profiles = self.profile_company.id, self.profile_default.id
        portal = "customer_portal_"
        for record, name, (there, back), url, (status, after) in (
            (contact, f"{portal}profile_id", profiles, colleague, (200, 404)),
            (line, "read_scope", ("company", "own"), colleague, (200, 404)),
            (self.section, "active", (False, True), own, (404, 200)),
            (self.section, "domain", ("[('id', '=', 0)]", "[]"), own, (404, 200)),
        ):
            for value, expected in ((there, status), (back, after)):
                record.write({name: value})
                self.env.flush_all()
                for opener, session in sessions:
                    self.opener, self.session = opener, session
                    got = self.get(url).status_code
                    self.assertEqual(got, expected, (name, value))
        for name, there, back in (
            (f"{portal}active", False, True),
            (f"{portal}end", "2020-01-01", False),
            (f"{portal}start", "2999-01-01", False),
            ("parent_id", self.globex.id, self.acme.id),
        ):
            # the sessions of who leaves end, and do not come back
            for value in (there, back):
                contact.write({name: value})
                self.env.flush_all()
                for opener, session in sessions:
                    self.opener, self.session = opener, session
                    self.assertEqual(self.get(own).status_code, 303, (name, value))
            sessions = self._sessions()
        line.unlink()
        for opener, session in sessions:
            self.opener, self.session = opener, session
            self.assertEqual(self.get(own).status_code, 404)
            self.assertEqual(self.post(f"{own}/close").status_code, 404)
