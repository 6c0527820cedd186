# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What an internal user's work on tickets costs: run by `./dev bench` in `odoo shell`.

Prints a line of JSON: by name seconds and queries per call. Seconds are those of
Odoo's process alone, so that they mean something on a machine that does other things,
too; what PostgreSQL does shows in the number of queries. The same code runs in a
database with the addon and in one without it, so it asks for nothing that it brings.
"""

import json
import time
import timeit

TICKETS = 80
REPEAT = 7
FIELDS = [
    "number",
    "name",
    "stage_id",
    "partner_id",
    "user_id",
    "team_id",
    "priority",
    "create_date",
    "write_date",
    "description",
]
SPECIFICATION = {
    name: {"fields": {"display_name": {}}} if name.endswith("_id") else {}
    for name in FIELDS
}


def agent_tickets(env):
    """Return tickets as a helpdesk agent, who is no superuser, made where missing."""
    login = "benchmark-agent"
    agent = env["res.users"].search([("login", "=", login)])
    if not agent:
        group = env.ref("helpdesk_mgmt.group_helpdesk_user")
        agent = env["res.users"].create(
            {"name": "Agent", "login": login, "group_ids": [(4, group.id)]}
        )
        partners = env["res.partner"].search([], limit=TICKETS)
        env["helpdesk.ticket"].with_context(tracking_disable=True).create(
            [
                {
                    "name": f"Benchmark {number}",
                    "description": "<p>It stops.</p>",
                    "partner_id": partners[number % len(partners)].id,
                    "user_id": agent.id,
                }
                for number in range(TICKETS)
            ]
        )
        env.cr.commit()
    tickets = env["helpdesk.ticket"].with_user(agent)
    return tickets.search([("name", "like", "Benchmark")], limit=TICKETS)


def measures(tickets):
    """Return what is measured: by name the function and how often it is called."""
    ticket, field = tickets[0], tickets._fields["name"]
    contact = ticket.partner_id
    domain = [("name", "like", "Benchmark"), ("stage_id.closed", "=", False)]

    def read():
        tickets.invalidate_model()
        tickets.read(FIELDS)

    def search():
        tickets.env.flush_all()
        tickets.search(domain, limit=TICKETS)

    def list_view():
        tickets.invalidate_model()
        tickets.web_search_read(domain, SPECIFICATION, limit=TICKETS)

    return {
        "may the field be read": (lambda: ticket._has_field_access(field, "read"), 1e5),
        "record.field": (lambda: ticket.name, 1e5),
        "contact.field": (lambda: contact.name, 1e5),
        "has_access": (lambda: ticket.has_access("read"), 1e4),
        "search": (search, 50),
        f"read of {TICKETS} tickets": (read, 20),
        "list of the backend": (list_view, 20),
    }


def measure(env):
    """Return ``seconds`` (the best of some repetitions) and ``queries`` by name.

    :rtype: dict[str, dict]
    """
    results = {}
    for name, (function, number) in measures(agent_tickets(env)).items():
        function()
        before = env.cr.sql_log_count
        function()
        queries = env.cr.sql_log_count - before
        times = timeit.repeat(
            function, number=int(number), repeat=REPEAT, timer=time.process_time
        )
        results[name] = {"seconds": min(times) / int(number), "queries": queries}
    return results


print(f"RESULT {json.dumps(measure(env))}")  # noqa: F821 - env is the shell's
