# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Send 10,000 notifications: how fast, with how much memory, who is slowed by it.

    ./dev run -- --max-cron-threads=0             in one terminal
    python3 benchmarks/notifications.py [NUMBER]  in another one

An agent comments on many tickets, in a process of its own, each comment committed; then
Odoo's job sends the queue to a mail server of the benchmark that only counts. The mail
server is a process of its own, as it is elsewhere. Meanwhile Anna Rossi opens her list
of tickets: mostly beside the work, at times while it stands still (SIGSTOP), in turns,
so that what else the machine does concerns both.

Prints the mails a second, the memory (RSS) after a tenth of the time and at the end,
and the medians of the page. Fails where a mail is missing or came twice, where memory
grows by more than a tenth, or where the page takes more than 1.2 times as long.
What was made is taken away again.
"""

import multiprocessing
import os
import re
import signal
import socketserver
import statistics
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections import Counter
from http.cookiejar import CookieJar
from pathlib import Path

from processes import result, shell

ROOT = Path(__file__).resolve().parent.parent
BASE = f"http://localhost:{os.environ.get('ODOO_HTTP_PORT', 8069)}"
DOMAIN = f"notified-{os.getpid()}.example"
PAGE = f"{BASE}/my/records/tickets"
WHO = {"login": "anna.rossi@acme.example", "password": "portal-demo-2026"}
FIELD = re.compile(r'name="csrf_token"\s+value="(\w+)"')
#: Customers, and comments on each of their tickets.
CONTACTS, COMMENTS = 50, 10
#: Pages in a row, alone and beside.
ALONE, BESIDE = 5, 15
SLOWED, GROWN = 1.2, 1.1

MAKE = """
contacts = env["res.partner"].create([
    {{"name": f"Notified {{n}}", "email": f"n{{n}}@{domain}"}}
    for n in range({contacts})
])
contacts.customer_portal_profile_id = env.ref("customer_portal.profile_default")
contacts._customer_portal_enable()
accounts = env["customer.portal.account"]._of(contacts.user_ids)
accounts.write({{"pending": False, "must_change": False, "password_until": False}})
tickets = env["helpdesk.ticket"].with_context(tracking_disable=True).create([
    {{
        "name": f"Notified {{n}}",
        "description": "x",
        "partner_id": contacts[n % len(contacts)].id,
        "user_id": env.ref("base.user_admin").id,
    }}
    for n in range({tickets})
])
for ticket in tickets:
    ticket.message_subscribe(ticket.partner_id.ids)
env.cr.commit()
# what else waits is not what is measured
env["mail.mail"].search([("state", "=", "outgoing")]).unlink()
env.cr.commit()
print("RESULT", 1)
"""
#: Memory and time of a process while it works.
WATCH = """
import os, threading, time
samples, page = [], os.sysconf("SC_PAGE_SIZE") / 1e6
def watch():
    while True:
        with open("/proc/self/statm") as stream:
            samples.append(int(stream.read().split()[1]) * page)
        time.sleep(0.2)
threading.Thread(target=watch, daemon=True).start()
print("READY", os.getpid(), flush=True)
"""
COMMENT = (
    WATCH
    + """
done = 0
tickets = env["helpdesk.ticket"].with_user(env.ref("base.user_admin"))
ids = tickets.search([("partner_id.email", "like", "@{domain}")]).ids
for number in range({number}):
    tickets.browse(ids[number % len(ids)]).message_post(
        body=f"Answer {{number}}",
        message_type="comment",
        subtype_xmlid="mail.mt_comment",
    )
    env.cr.commit()
    env.invalidate_all()
print("RESULT", [samples[len(samples) // 10], samples[-1]])
"""
)
SEND = (
    WATCH
    + """
from odoo.tools import config
config["smtp_server"], config["smtp_port"] = "127.0.0.1", {port}
job = env.ref("mail.ir_cron_mail_scheduler_action")
while env["mail.mail"].search_count([("state", "=", "outgoing")], limit=1):
    job.method_direct_trigger()
    env.cr.commit()
    env.invalidate_all()
print("RESULT", [samples[len(samples) // 10], samples[-1]])
"""
)
CLEAN = """
contacts = env["res.partner"].search([("email", "like", "@{domain}")])
tickets = env["helpdesk.ticket"].search([("partner_id", "in", contacts.ids)])
tickets.unlink()
contacts.with_context(active_test=False).user_ids.unlink()
contacts.unlink()
env.cr.commit()
print("RESULT", 1)
"""


class Server(socketserver.ThreadingTCPServer):
    """A mail server that takes everything at once and says what it got."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, got):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.got = got


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self._say("220 ready")
        address = ""
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"RCPT":
                address = line.decode().strip()
            if verb == b"DATA":
                self._say("354 go on")
                self.server.got.put((address, self._read_mail()))
            self._say("250 ok")
            if verb == b"QUIT":
                return

    def _say(self, text):
        self.wfile.write(f"{text}\r\n".encode())

    def _read_mail(self):
        """Return a mail's Message-Id, which its recipients share."""
        found = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            if not found and line.lower().startswith(b"message-id:"):
                found = line.split(b":", 1)[1].strip()
        return found


def serve():
    """Start the mail server.

    :return: its port, and the queue of what it gets: address and Message-Id
    """
    got, ports = multiprocessing.SimpleQueue(), multiprocessing.SimpleQueue()

    def run():
        server = Server(got)
        ports.put(server.server_address[1])
        server.serve_forever()

    multiprocessing.Process(target=run, daemon=True).start()
    return ports.get(), got


def log_in():
    """Return what opens pages as Anna."""
    jar = urllib.request.HTTPCookieProcessor(CookieJar())
    opener = urllib.request.build_opener(jar)
    form = opener.open(f"{BASE}/web/login").read().decode()
    [token] = set(FIELD.findall(form))
    data = urllib.parse.urlencode({**WHO, "csrf_token": token}).encode()
    opener.open(f"{BASE}/web/login", data).read()
    return opener


def open_page(opener):
    """Return how long the list takes, in milliseconds."""
    start = time.monotonic()
    text = opener.open(PAGE).read()
    if b"cp-table" not in text:
        sys.exit("Anna's list is not there")
    return (time.monotonic() - start) * 1000


def measure(name, opener, count, code, **values):
    """Let a process work and open pages beside it and while it stands still.

    :return: whether memory and pages stay within their limits
    """
    process = shell(code, domain=DOMAIN, **values)
    for line in process.stdout:
        if line.startswith("READY") or ">>> READY" in line:
            break
    start, still, alone, beside = time.monotonic(), 0, [], []
    text, done = [], threading.Thread(target=lambda: text.append(result(process)))
    done.start()
    while done.is_alive():
        beside += [open_page(opener) for _page in range(BESIDE)]
        if not done.is_alive():
            break
        os.killpg(process.pid, signal.SIGSTOP)
        stopped = time.monotonic()
        alone += [open_page(opener) for _page in range(ALONE)]
        os.killpg(process.pid, signal.SIGCONT)
        still += time.monotonic() - stopped
    seconds = time.monotonic() - start - still
    done.join()
    if not text:
        sys.exit(f"{name}: no result")
    before, after = text[0]
    first, second = statistics.median(alone), statistics.median(beside)
    print(
        f"{name}: {count / seconds:.0f} a second; "
        f"memory {before:.0f} MB after a tenth, {after:.0f} MB at the end; "
        f"a list {first:.0f} ms alone, {second:.0f} ms beside "
        f"(x {second / first:.2f}; {len(alone)} and {len(beside)} pages)",
        flush=True,
    )
    return second <= SLOWED * first and after <= GROWN * before


def main(number=10_000):
    (port, queue), opener = serve(), log_in()
    got = Counter()

    def count():
        while True:
            got[queue.get()] += 1

    threading.Thread(target=count, daemon=True).start()
    tickets = max(1, number // COMMENTS)
    result(shell(MAKE, domain=DOMAIN, contacts=CONTACTS, tickets=tickets))
    try:
        for _warm in range(3):
            open_page(opener)
        right = [measure("comments", opener, number, COMMENT, number=number)]
        right.append(measure("mails", opener, number, SEND, port=port))
    finally:
        result(shell(CLEAN, domain=DOMAIN))
    ours = {key: times for key, times in got.items() if DOMAIN in key[0]}
    twice = sum(times > 1 for times in ours.values())
    print(f"mails {len(ours)} of {number}, more than once {twice}")
    return 0 if all(right) and len(ours) == number and not twice else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
