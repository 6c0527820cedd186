# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Enable 10,000 contacts with kills in the middle: each gets one user and one mail.

    ./dev run -- --max-cron-threads=0             in one terminal: catches the mails
    python3 benchmarks/enable_many.py [NUMBER]    in another one

Contacts are made, looked at and queued as an agent does. Then the two jobs run,
each in a process of its own, which is killed (SIGKILL) once it has done a third, and
begun again. Meanwhile another process writes on contacts that wait and takes the time.
At the end the users and mails of each contact are counted: more or less than one is a
failure. What was made is taken away again.

A password's hash costs Odoo half a second of the processor on purpose. So that this
takes minutes instead of hours, the jobs of the benchmark hash with fewer rounds; what
the full ones cost for each contact is printed.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from processes import result, shell

ROOT = Path(__file__).resolve().parent.parent
MAILS = Path(os.environ.get("DEV_STATE", ROOT / ".dev")) / "mail/sent/new"
DOMAIN = f"bench-{os.getpid()}.example"
#: Seconds within which a job must get on.
PATIENCE = 3600

MAKE = """
import time
contacts = env["res.partner"].create([
    {{"name": f"Bench {{n}}", "email": f"p{{n}}@{domain}"}} for n in range({number})
])
env.cr.commit()
agent = env.ref("base.user_admin")
contacts = contacts.with_user(agent)
start = time.monotonic()
env.user._crypt_context().hash("unusual lantern over Trieste")
hashed = time.monotonic() - start
start = time.monotonic()
action = contacts.action_customer_portal_preview()
env.cr.commit()
looked = time.monotonic()
env[action["res_model"]].with_user(agent).browse(action["res_id"]).action_enable()
env.cr.commit()
print("RESULT", [hashed, looked - start, time.monotonic() - looked])
"""
#: A job as the server runs it, except that it begins again at once.
JOB = """
import time
from odoo.addons.base.models import res_users
res_users.MIN_ROUNDS = 1000
start = time.monotonic()
job = env.ref("customer_portal.{job}")
while env["{model}"].search_count({waiting}):
    job.method_direct_trigger()
    env.cr.commit()
    env.invalidate_all()
print("RESULT", time.monotonic() - start)
"""
#: Somebody else at work: writes on contacts that wait, again where Odoo would.
OTHER = """
import time
from psycopg2.errors import SerializationFailure
contacts = env["res.partner"].search([("email", "like", "@{domain}")], order="id desc")
until, number, times = time.monotonic() + {seconds}, 0, []
while time.monotonic() < until:
    start, done = time.monotonic(), False
    while not done:
        try:
            contact = contacts[number % len(contacts)]
            contact.with_context(tracking_disable=True).function = str(number)
            env.cr.commit()
            done = True
        except SerializationFailure:
            env.cr.rollback()
    times.append(time.monotonic() - start)
    number += 1
    time.sleep(0.2)
times.sort()
print("RESULT", [times[len(times) // 2], times[-1], len(times)])
"""
#: Contacts that wait, users, active ones, mails that wait.
COUNT = """
select count(distinct p.id) filter (where p.customer_portal_queued_by_id is not null),
    count(u.id), count(u.id) filter (where u.active),
    count(a.id) filter (where a.pending)
from res_partner p left join res_users u on u.partner_id = p.id
left join customer_portal_account a on a.user_id = u.id
where p.email like '%@{domain}'
"""
CLEAN = """
contacts = env["res.partner"].search([("email", "like", "@{domain}")])
contacts.with_context(active_test=False).user_ids.unlink()
contacts.unlink()
env.cr.commit()
print("RESULT", 1)
"""


def counts():
    """Return what :data:`COUNT` says.

    :rtype: list[int]
    """
    query = COUNT.format(domain=DOMAIN)
    command = [ROOT / "dev", "psql", "--", "-At", "-c", query]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [int(number) for number in done.stdout.split("|")]


def mails():
    """Return how many mails each contact got.

    :rtype: Counter
    """
    found = Counter()
    for path in MAILS.iterdir():
        head = path.read_bytes()[:4000].decode(errors="replace").partition("\n\n")[0]
        for line in head.splitlines():
            if line.lower().startswith("x-rcptto:") and DOMAIN in line:
                found[line.split(":", 1)[1].strip()] += 1
    return found


def run(name, progress, number, **values):
    """Run a job that is killed after a third, and again to its end.

    Prints the time for each of those that were left.

    :param progress: tells how much is done
    """
    start = time.monotonic()
    process = shell(JOB, domain=DOMAIN, **values)
    while progress() < number / 3 and process.poll() is None:
        if time.monotonic() - start > PATIENCE:
            sys.exit(f"{name}: nothing happens")
        time.sleep(0.5)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        time.sleep(3)  # until the database has noticed
    done = progress()
    seconds = result(shell(JOB, domain=DOMAIN, **values)) / max(1, number - done)
    print(f"{name}: killed after {done}; then {seconds * 1000:.0f} ms for each")


def main(number=10_000):
    hashed, looked, queued = result(shell(MAKE, domain=DOMAIN, number=number))
    print(f"a hash: {hashed * 1000:.0f} ms")
    print(f"looking at {number} contacts: {looked:.1f} s; queueing: {queued:.1f} s")
    other = shell(OTHER, domain=DOMAIN, seconds=60)
    run(
        "enabling",
        lambda: counts()[1],
        number,
        job="cron_enable_contacts",
        model="res.partner",
        waiting=[("customer_portal_queued_by_id", "!=", False)],
    )
    median, slowest, _times = result(other)
    print(f"somebody else: {median * 1000:.0f} ms, at most {slowest * 1000:.0f} ms")
    run(
        "mails",
        lambda: sum(mails().values()),
        number,
        job="cron_send_credentials",
        model="customer.portal.account",
        waiting=[("pending", "=", True), ("user_id.active", "=", True)],
    )
    waiting, made, active, pending = counts()
    got = mails()
    twice = sum(count > 1 for count in got.values())
    print(f"contacts {number}, users {made} ({active} active), mails to {len(got)}")
    print(f"still waiting {waiting} and {pending}, with more than one mail {twice}")
    result(shell(CLEAN, domain=DOMAIN))
    is_right = made == active == len(got) == number and not (waiting or pending)
    return 0 if is_right and not twice else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
