# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Does an answer's time tell who is known? Login, reset and registration, over HTTP.

    ./dev run                                     in one terminal
    python3 benchmarks/enumeration.py [ROUNDS]    in another one

Makes contacts that are active, invited, expired and disabled, and asks for each of them
and for addresses that nobody has, in turns, so that what else the machine does concerns
all.
Each address is asked for once: no account gets locked. Prints the medians in
milliseconds and fails where one is 1.3 times another, or where answers differ. What was
made is taken away again.
"""

import itertools
import os
import random
import re
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASE = f"http://localhost:{os.environ.get('ODOO_HTTP_PORT', 8069)}"
DOMAIN = f"enumeration-{os.getpid()}.example"
KINDS = ("active", "invited", "expired", "disabled", "unknown")
LIMIT = 1.3
FIELD = re.compile(r'name="csrf_token"\s+value="(\w+)"')
#: What differs by the request, and what one typed oneself.
OWN = re.compile(
    rf"csrf_token.{{0,30}}\w{{40,}}|[\w.-]+@{DOMAIN}|\w{{40,}}o\d+|[\d:]{{8}}"
)

MAKE = """
today = env.user._customer_portal_today()
contacts = env["res.partner"].create([
    {{"name": f"Known {{kind}}", "email": f"{{kind}}{{n}}@{domain}"}}
    for kind in {kinds} for n in range({rounds})
])
contacts.customer_portal_profile_id = env.ref("customer_portal.profile_default")
contacts._customer_portal_enable()
accounts = env["customer.portal.account"]._of(contacts.user_ids)
accounts.write({{"pending": False, "must_change": False, "password_until": False}})
kinds = contacts.grouped(lambda contact: contact.name.split()[-1])
# who is invited has no password before its mail leaves
with_password = contacts - kinds["invited"]
with_password.user_ids.password = "unusual lantern over Trieste"
kinds["expired"].customer_portal_end = "2026-01-31"
kinds["disabled"].action_customer_portal_disable()
env["ir.config_parameter"].set_param("base.login_cooldown_after", "0")
env["ir.config_parameter"].set_param("auth_signup.reset_password", "True")
env.company.customer_portal_registration = "approve"
env.cr.commit()
"""
CLEAN = """
contacts = env["res.partner"].search([("email", "like", "@{domain}")])
contacts.with_context(active_test=False).user_ids.unlink()
contacts.unlink()
env["ir.config_parameter"].set_param("base.login_cooldown_after", "5")
env.company.customer_portal_registration = "off"
env.cr.commit()
"""
FORGET = "delete from customer_portal_registration where email like '%@{domain}'"


def shell(code, **values):
    """Run code in Odoo's shell.

    :raise SystemExit: if it failed
    """
    code = code.format(domain=DOMAIN, **values) + "\nprint('DO' + 'NE')\n"
    command = [ROOT / "dev", "shell"]
    done = subprocess.run(command, input=code, capture_output=True, text=True)
    if "DONE" not in done.stdout:
        sys.exit((done.stdout + done.stderr)[-3000:])


def forget():
    """Take the registrations away: a network address may ask a few times an hour."""
    command = [ROOT / "dev", "psql", "--", "-c", FORGET.format(domain=DOMAIN)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


class Visitor:
    """A browser of somebody who is not logged in."""

    def __init__(self):
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def send(self, path, inputs):
        """Fill in a form.

        :return: milliseconds from sending it to the end of the answer, and the answer
        :rtype: tuple[float, tuple]
        """
        with self.opener.open(BASE + path) as page:
            [token, *_others] = FIELD.findall(page.read().decode())
        data = urllib.parse.urlencode({**inputs, "csrf_token": token}).encode()
        start = time.perf_counter()
        try:
            with self.opener.open(BASE + path, data) as response:
                status, text = response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read().decode()
        passed = time.perf_counter() - start
        return passed * 1000, (status, OWN.sub("", text))


DOORS = {
    "login": lambda visitor, mail: visitor.send(
        "/web/login", {"login": mail, "password": "wrong", "type": "password"}
    ),
    "reset": lambda visitor, mail: visitor.send("/web/reset_password", {"login": mail}),
    "registration": lambda visitor, mail: visitor.send(
        "/my/register", {"name": "Ann", "email": mail, "company": "Acme"}
    ),
}


def measure(rounds):
    """Knock at each door with each kind of address.

    :return: by door and kind the times, and by door the answers
    """
    times, answers = {}, {door: set() for door in DOORS}
    for knock in DOORS.values():
        knock(Visitor(), f"warm@{DOMAIN}")
    for number in range(rounds):
        forget()
        for door, kind in random.sample([*itertools.product(DOORS, KINDS)], 15):
            passed, answer = DOORS[door](Visitor(), f"{kind}{number}@{DOMAIN}")
            times.setdefault((door, kind), []).append(passed)
            answers[door].add(answer)
    return times, answers


def main(rounds=30):
    shell(MAKE, rounds=rounds, kinds=KINDS[:-1])
    try:
        times, answers = measure(rounds)
    finally:
        forget()
        shell(CLEAN)
    is_alike = True
    print(f"{'':14}" + "".join(f"{kind:>10}" for kind in KINDS) + "   ratio  answers")
    for door in DOORS:
        medians = [statistics.median(times[door, kind]) for kind in KINDS]
        ratio, kinds = max(medians) / min(medians), len(answers[door])
        shown = "".join(f"{median:10.1f}" for median in medians)
        print(f"{door:14}{shown}{ratio:8.2f}{kinds:9}")
        is_alike = is_alike and ratio < LIMIT and kinds == 1
    return 0 if is_alike else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
