# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import Form, tagged

from . import common

LIMITS = ("lock_attempts", "lock_minutes", "lock_blocked")


@tagged("-at_install", "post_install", "without_website")
class TestSettings(common.PortalHttpCase):
    """The settings of the logins: as they come, and whatever is entered in them."""

    def _set(self, name, value):
        self.env["ir.config_parameter"].set_param(name, value)

    def test_defaults(self):
        """Ten attempts in a quarter of an hour lock for another one."""
        for name in (*LIMITS, "log_days"):
            self._set(f"customer_portal.{name}", False)
        with Form(self.env["res.config.settings"]) as form:
            shown = [form[f"customer_portal_{name}"] for name in (*LIMITS, "log_days")]
        self.assertEqual(shown, [10, 15, 15, 365])
        limits = self.env["customer.portal.account"]._get_limits()
        self.assertEqual(limits, (10, 15, 15))

    def test_kept_within_what_they_can_be(self):
        with Form(self.env["res.config.settings"]) as form:
            for name in (*LIMITS, "log_days"):
                form[f"customer_portal_{name}"] = -1
            shown = [form[f"customer_portal_{name}"] for name in (*LIMITS, "log_days")]
        self.assertEqual(shown, [0, 1, 1, 1])

    def test_zero_stays(self):
        """What is switched off by a zero is off after the settings are saved, too."""
        values = {"customer_portal_lock_attempts": 0, "customer_portal_mail_max_mb": 0}
        self.env["res.config.settings"].create(values).execute()
        self.assertEqual(self.env["customer.portal.account"]._get_limits()[0], 0)
        self.assertEqual(self.env["mail.mail"]._customer_portal_get_max_mb(), 0)
        with Form(self.env["res.config.settings"]) as form:
            self.assertEqual([form[name] for name in values], [0, 0])

    def test_no_mistake_locks_everybody_out(self):
        """A parameter that is no number is as if there were none."""
        account = self.env["customer.portal.account"]._ensure(self.ann)
        for value, limits in (
            ("ten", (10, 15, 15)),
            (" ", (10, 15, 15)),
            ("-5", (0, 1, 1)),
            ("9" * 30, (10**6,) * 3),
        ):
            for name in LIMITS:
                self._set(f"customer_portal.{name}", value)
            self.assertEqual(account._get_limits(), limits, value)
            account._note_failure()

    def test_no_mistake_empties_the_log(self):
        log = self.env["customer.portal.log"]
        for value, days in (("0", 1), ("-1", 1), ("a year", 365), ("9" * 30, 36500)):
            entry = log._add("login", self.ann)
            self._set("customer_portal.log_days", value)
            log._gc_accesses()
            self.assertTrue(entry.exists(), value)
            with freeze_time(fields.Datetime.now() + timedelta(days=days + 1)):
                log._gc_accesses()
            self.assertFalse(entry.exists(), value)

    def test_length_that_the_database_asks_for(self):
        """Odoo's setting holds where it asks for more than the portal does."""
        account = self.env["customer.portal.account"]._ensure(self.ann)
        for asked, least in (("16", 16), ("4", 12), ("many", 12)):
            self._set("auth_password_policy.minlength", asked)
            account.must_change = True
            self.login(self.ann)
            page = self.page("/my/password")
            [field] = page.xpath(
                "//form[@action='/my/password']//input[@name='password']"
            )
            self.assertEqual(field.get("minlength"), str(least))
            password = "vento-mela-7-ponte"[: least - 1]
            form = {"password": password, "confirm_password": password}
            response = self.post("/my/password", form)
            self.assertEqual(response.status_code, 422)
            [error] = self.texts(
                common.html.fromstring(response.text), "//*[@id='password_error']"
            )
            self.assertIn(f"at least {least} characters", error)
