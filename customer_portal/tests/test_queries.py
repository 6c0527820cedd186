# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common


@tagged("-at_install", "post_install")
class TestQueries(common.PortalHttpCase):
    """The number of queries does not depend on the number of rows."""

    def test_list(self):
        self.login(self.ann)
        counts = []
        for number in (3, 40):
            for _ticket in range(number):
                self._ticket(
                    self.ann,
                    category_id=self.env["helpdesk.ticket.category"]
                    .create({"name": "C"})
                    .id,
                )
            counts.append(self.count_queries("/my/records/tickets?size=100"))
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[0], 40)

    def test_detail(self):
        self.login(self.ann)
        ticket = self._ticket(self.ann)
        counts = []
        for number in (3, 22, 40):  # at last more than a page shows
            for _comment in range(number):
                author = self._contact(
                    f"c{number}{_comment}", self.acme, self.profile_company
                ).partner_id
                message = ticket.message_post(
                    author_id=author.id,
                    body="x",
                    message_type="comment",
                    subtype_xmlid="mail.mt_comment",
                )
                self._file(ticket, "x.txt", self.agent, message)
            counts.append(self.count_queries(f"/my/records/tickets/{ticket.id}"))
        self.assertEqual(len(set(counts)), 1, counts)
        self.assertLess(counts[0], 40)

    def test_home(self):
        """Also with the open counts of the menu and the newest records."""
        line = self.env.ref("customer_portal.profile_default_tickets")
        line.on_home = True
        self.login(self.ann)
        counts = []
        for number in (3, 40):
            for _ticket in range(number):
                self._ticket(self.ann)
            counts.append(self.count_queries("/my"))
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[0], 40)
