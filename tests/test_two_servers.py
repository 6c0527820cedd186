"""A change of rights on one server is seen by the next request on another."""

import xmlrpc.client

from tests.common import BATCH, ProjectCase, served
from tools import settings

ANNA = "anna.rossi@acme.example"
TICKETS = "/my/records/tickets"
ACCESS = "customer.portal.access"
PARTNER = "res.partner"
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
                ):
                    self.call(model, "write", [record], {name: value})
                    self.assertEqual(second.get(address)[0], status, (name, value))

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
