"""A change of rights on one server is seen by the next request on another."""

import contextlib
import subprocess
import threading
import time
import xmlrpc.client

from tests.common import BATCH, ProjectCase, served
from tools import settings

ANNA, CARLA = "anna.rossi@acme.example", "carla.verdi@acme.example"
PASSWORD = "portal-demo-2026"
LOGIN_FORM = "oe_login_form"
TICKETS = "/my/records/tickets"
ACCESS = "customer.portal.access"
PARTNER = "res.partner"
SECTION = "customer.portal.section"
PROFILE, COMPANY = "customer_portal_profile_id", "parent_id"
START, END = "customer_portal_start", "customer_portal_end"
ROUNDS = 5


class TestTwoServers(ProjectCase):
    def test_change_of_rights(self):
        names = ",".join(settings.addons(glue=False))
        self.odoo(f"--init={names}", "--with-demo", *BATCH)
        command, env = self.project.command(
            self.database, "--max-cron-threads=0", "--log-level=error"
        )
        with (
            served(command, env) as first,
            served(command, env) as second,
        ):
            second.log_in(ANNA, PASSWORD)
            self.call = self._administrator(first)
            line = self._id(ACCESS, "profile_default_tickets")
            contact = self._id(PARTNER, "partner_anna_rossi")
            section = self._id(SECTION, "section_tickets")
            acme, globex = (
                self._id(PARTNER, f"partner_{name}") for name in ("acme", "globex")
            )
            own, page = (f"{TICKETS}/{self._ticket(login)}" for login in (ANNA, CARLA))
            profiles = [
                self._id("customer.portal.profile", name)
                for name in ("profile_company", "profile_default")
            ]
            for _round in range(ROUNDS):
                for model, record, name, value, address, status in (
                    (ACCESS, line, "read_scope", "company", page, 200),
                    (ACCESS, line, "read_scope", "own", page, 404),
                    (SECTION, section, "domain", "[('id', '=', 0)]", own, 404),
                    (SECTION, section, "domain", "[]", own, 200),
                    (PARTNER, contact, PROFILE, profiles[0], page, 200),
                    (PARTNER, contact, PROFILE, profiles[1], page, 404),
                ):
                    self.call(model, "write", [record], {name: value})
                    self.assertEqual(second.get(address)[0], status, (name, value))
                # the session of who leaves ends on every server
                for name, value, is_open in (
                    ("customer_portal_active", 0, False),
                    ("customer_portal_active", 1, True),
                    (END, "2020-01-31", False),
                    (END, False, True),
                    (START, "2999-01-31", False),
                    (START, False, True),
                    (COMPANY, globex, False),
                    (COMPANY, acme, True),
                ):
                    self.call(PARTNER, "write", [contact], {name: value})
                    if is_open:
                        self.assertIn(LOGIN_FORM, second.get(TICKETS)[1])
                        second.log_in(ANNA, PASSWORD)
                    self.assertEqual(LOGIN_FORM not in second.get(TICKETS)[1], is_open)
            first.log_in(ANNA, PASSWORD)
            self._check_request_before_commit(first, contact, profiles, page)
            self._check_lockout(first, second)

    def _check_lockout(self, first, second):
        """Attempts on one server and another are counted together."""
        set_param = ("ir.config_parameter", "set_param", "base.login_cooldown_after")
        self.call(*set_param, "0")
        for number in range(10):
            browser = (first, second)[number % 2]
            fresh = type(browser)(browser.url)
            self.assertIn("Wrong login", fresh.log_in(CARLA, "wrong")[1])
        for browser in (first, second):
            page = type(browser)(browser.url).log_in(CARLA, PASSWORD)[1]
            self.assertIn("Troppi tentativi", page)  # she reads Italian
        events = self.sql(
            "select event || ' ' || count(*) from customer_portal_log l "
            f"join res_users u on u.id = l.user_id where u.login = '{CARLA}' "
            "group by event order by event"
        )
        self.assertEqual(events.split("\n"), ["failure 10", "lock 1", "refused 2"])

    def _check_request_before_commit(self, browser, contact, profiles, page):
        """A request between a change and its commit leaves no former policy behind.

        The commit is held up by a lock on the contact; the request meanwhile compiles
        what still holds.
        """
        for value, before, after in ((profiles[0], 404, 200), (profiles[1], 200, 404)):
            self.assertEqual(browser.get(page)[0], before)
            with self._locked(contact):
                changes = {PROFILE: value}
                writing = threading.Thread(
                    target=self.call, args=(PARTNER, "write", [contact], changes)
                )
                writing.start()
                self._wait_for_lock()
                self.assertEqual(browser.get(page)[0], before, "not yet committed")
            writing.join(60)
            self.assertEqual(browser.get(page)[0], after)

    @contextlib.contextmanager
    def _locked(self, contact):
        postgres = self.project.postgres
        with subprocess.Popen(
            ["psql", "-XAtq", self.database],
            env=postgres.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as psql:
            psql.stdin.write(
                "BEGIN; SELECT 'held' FROM res_partner "
                f"WHERE id = {contact} FOR UPDATE;\n"
            )
            psql.stdin.flush()
            self.assertEqual(psql.stdout.readline().strip(), "held")
            yield
            psql.stdin.write("ROLLBACK;\n")

    def _wait_for_lock(self):
        waiting = (
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' "
            f"and datname = '{self.database}'"
        )
        for _attempt in range(200):
            if self.sql(waiting) != "0":
                return
            time.sleep(0.1)
        self.fail("the change was not held up")

    def _administrator(self, browser):
        proxy = xmlrpc.client.ServerProxy(f"{browser.url}/xmlrpc/2/object")
        common = xmlrpc.client.ServerProxy(f"{browser.url}/xmlrpc/2/common")
        user = common.authenticate(self.database, "admin", "admin", {})
        return lambda model, method, *arguments: proxy.execute_kw(
            self.database, user, "admin", model, method, list(arguments)
        )

    def _ticket(self, login):
        """Return the id of a contact's first ticket."""
        return self.sql(
            "select min(t.id) from helpdesk_ticket t join res_partner p "
            f"on p.id = t.partner_id where p.email = '{login}'"
        )

    def _id(self, model, name):
        return int(
            self.sql(
                "select res_id from ir_model_data where module = 'customer_portal' "
                f"and model = '{model}' and name = '{name}'"
            )
        )
