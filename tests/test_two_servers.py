"""A change of rights on one server is seen by the next request on another."""

import contextlib
import subprocess
import threading
import time
import xmlrpc.client

from tests.common import BATCH, ProjectCase, served
from tools import settings

ANNA = "anna.rossi@acme.example"
TICKETS = "/my/records/tickets"
ACCESS = "customer.portal.access"
PARTNER = "res.partner"
PROFILE, END = "customer_portal_profile_id", "customer_portal_end"
ROUNDS = 5


class TestTwoServers(ProjectCase):
    def test_change_of_rights(self):
        names = ",".join(settings.addons())
        self.odoo(f"--init={names}", "--with-demo", *BATCH)
        command, env = self.project.command(
            self.database, "--max-cron-threads=0", "--log-level=error"
        )
        with (
            served(command, env) as first,
            served(command, env) as second,
        ):
            second.log_in(ANNA, "portal-demo-2026")
            self.call = self._administrator(first)
            line = self._id(ACCESS, "profile_default_tickets")
            contact = self._id(PARTNER, "partner_anna_rossi")
            colleague = self.sql(
                "select min(t.id) from helpdesk_ticket t join res_partner p "
                "on p.id = t.partner_id where p.email = 'carla.verdi@acme.example'"
            )
            page = f"{TICKETS}/{colleague}"
            profiles = [
                self._id("customer.portal.profile", name)
                for name in ("profile_company", "profile_default")
            ]
            for _round in range(ROUNDS):
                for model, record, name, value, address, status in (
                    (
                        ACCESS,
                        line,
                        "read_scope",
                        "company",
                        page,
                        200,
                    ),
                    (ACCESS, line, "read_scope", "own", page, 404),
                    (PARTNER, contact, "customer_portal_active", 0, TICKETS, 404),
                    (PARTNER, contact, "customer_portal_active", 1, TICKETS, 200),
                    (PARTNER, contact, PROFILE, profiles[0], page, 200),
                    (PARTNER, contact, PROFILE, profiles[1], page, 404),
                    (PARTNER, contact, END, "2020-01-31", TICKETS, 404),
                    (PARTNER, contact, END, False, TICKETS, 200),
                ):
                    self.call(model, "write", [record], {name: value})
                    self.assertEqual(second.get(address)[0], status, (name, value))
            first.log_in(ANNA, "portal-demo-2026")
            self._check_request_before_commit(first, contact)

    def _check_request_before_commit(self, browser, contact):
        """A request between a change and its commit leaves no former policy behind.

        The commit is held up by a lock on the contact; the request meanwhile compiles
        what still holds.
        """
        for value, before, after in ((0, 200, 404), (1, 404, 200)):
            self.assertEqual(browser.get(TICKETS)[0], before)
            with self._locked(contact):
                changes = {"customer_portal_active": value}
                writing = threading.Thread(
                    target=self.call, args=(PARTNER, "write", [contact], changes)
                )
                writing.start()
                self._wait_for_lock()
                self.assertEqual(browser.get(TICKETS)[0], before, "not yet committed")
            writing.join(60)
            self.assertEqual(browser.get(TICKETS)[0], after)

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

    def _id(self, model, name):
        return int(
            self.sql(
                "select res_id from ir_model_data where module = 'customer_portal' "
                f"and model = '{model}' and name = '{name}'"
            )
        )
