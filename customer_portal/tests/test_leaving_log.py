# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common
from .test_leaving import get_ends


@tagged("-at_install", "post_install", "without_website")
class TestLeavingLog(common.PortalHttpCase):
    """When an access ends, and what the log says of it."""

    @mute_logger("odoo.models.unlink")
    def test_by_itself(self):
        """Who closes its own account is in the log, also once the login is deleted."""
        self.login(self.ann)
        contact = self.ann.partner_id
        form = {"validation": self.ann.login, "password": common.PASSWORD}
        self.post("/my/deactivate_account", form)
        self.env.invalidate_all()
        self.assertFalse(self.ann.active)
        [entry] = get_ends(self.ann)
        self.assertEqual((entry.event, entry.reason), ("disable", "self"))
        self.assertFalse(entry.author_id)
        self.assertEqual(entry.address, "127.0.0.1")
        self.assertEqual(entry.partner_id, contact)
        # and where an administrator deletes a login that is still in use
        contact = self.bob.partner_id
        self.bob.unlink()
        self.env.invalidate_all()
        of_bob = [("partner_id", "=", contact.id), ("event", "=", "disable")]
        [entry] = self.env["customer.portal.log"].search(of_bob)
        self.assertEqual(entry.reason, "deleted")
        self.assertFalse(entry.user_id)

    def test_log_of_one_that_had_ended(self):
        """Disabling is noted, also of a contact whose support has ended already."""
        contact = self.ann.partner_id.with_user(self.agent)
        contact.customer_portal_end = fields.Date.today() - timedelta(days=3)
        contact.action_customer_portal_disable()
        entries = get_ends(self.ann)
        self.assertEqual(entries.mapped("reason"), [False, "expired"])
        self.assertEqual(entries.author_id, self.agent)

    def test_day_of_the_company(self):
        """The last day ends where our company is, not in Greenwich."""
        contact = self.ann.partner_id
        company = self.ann.company_id.partner_id
        job = self.env["res.partner"]
        for zone, on_last_day, after in (
            ("America/Los_Angeles", "2026-03-11 02:00:00", "2026-03-11 07:30:00"),
            ("Pacific/Auckland", "2026-03-10 10:00:00", "2026-03-10 11:30:00"),
        ):
            with self.subTest(zone=zone):
                company.tz = zone
                self.agent.partner_id.tz = "Pacific/Auckland"
                with freeze_time("2026-03-09 20:00:00"):
                    contact.with_user(self.agent).customer_portal_end = "2026-03-10"
                era = self.ann._customer_portal_account(make=True).era
                last = None
                for moment, is_over in ((on_last_day, False), (after, True)):
                    with freeze_time(moment):
                        # saving the last day as it is ends nothing
                        contact.write({"customer_portal_end": "2026-03-10"})
                        cron = job.with_context(lastcall=last)
                        cron._cron_customer_portal_rotate_expired()
                        last = fields.Datetime.now()
                    account = self.ann._customer_portal_account()
                    self.assertEqual(account.era, era + is_over)
                with freeze_time(fields.Datetime.to_datetime(after)):
                    # a second run on the same day finds nobody
                    job._cron_customer_portal_rotate_expired()
                    self.assertEqual(account.era, era + 1)
                    contact.customer_portal_end = False
