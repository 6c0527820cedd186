# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import signal
import subprocess
import sys

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import DummyRLock, Registry
from odoo.tests import BaseCase, get_db_name, new_test_user, tagged

from .common import PATIENCE
from .smtp_sink import smtp_sink

TEXT = "Answer of a worker that dies"
MAIL = "kim@killed.example"
#: An agent's answer is committed; the worker dies before the queue runs.
ANSWER = """
import os, signal
env["helpdesk.ticket"].browse({ticket}).message_post(
    body="{text}", message_type="comment", subtype_xmlid="mail.mt_comment"
)
env.cr.commit()
os.kill(os.getpid(), signal.SIGKILL)
"""
#: The queue, as its job runs it.
QUEUE = """
env.ref("mail.ir_cron_mail_scheduler_action").method_direct_trigger()
"""


@tagged("-at_install", "post_install")
class TestKilledWorker(BaseCase):
    """Real processes, killed between commit and send, and while they send."""

    def setUp(self):
        super().setUp()
        self.database = get_db_name()
        Registry(self.database)
        # the thread that runs the tests holds it
        self.patch(Registry, "_lock", DummyRLock())
        cr = sql_db.db_connect(self.database).cursor()
        self.addCleanup(cr.close)
        self.env = api.Environment(cr, SUPERUSER_ID, {})
        self.addCleanup(self._clean)
        profile = self.env.ref("customer_portal.profile_default")
        self.user = new_test_user(
            self.env, "kim-killed", "base.group_portal", name="Kim", email=MAIL
        )
        self.user.partner_id.write(
            {"customer_portal_profile_id": profile.id, "customer_portal_active": True}
        )
        tickets = self.env["helpdesk.ticket"].with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        )
        values = {"name": "Killed", "description": "x"}
        self.ticket = tickets.create({**values, "partner_id": self.user.partner_id.id})
        self.ticket.message_subscribe(self.user.partner_id.ids)
        self.env.cr.flush()
        self.env["mail.mail"].search([]).unlink()
        self.servers = self.env["ir.mail_server"].search([])
        self.sink = self.enterContext(smtp_sink(self.env))
        # other processes have to see it: that is what is tested
        self.env.cr.commit()  # pylint: disable=invalid-commit

    def _clean(self):
        self.env.cr.rollback()
        contact = self.user.partner_id
        self.ticket.unlink()
        self.user.unlink()
        contact.unlink()
        self.env["ir.mail_server"].search([("name", "=", "Sink")]).unlink()
        self.servers.active = True
        self.env.cr.commit()  # pylint: disable=invalid-commit

    def _start(self, code):
        """Start a process of Odoo that runs code.

        :return: the process
        """
        process = subprocess.Popen(
            [sys.executable, "-m", "odoo", "shell", "--no-http", "-d", self.database],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        process.stdin.write(code)
        process.stdin.close()
        return process

    def _waiting(self):
        """Return the mails to Kim, as another transaction sees them."""
        self.env.cr.commit()  # pylint: disable=invalid-commit
        self.env.invalidate_all()
        contact = self.user.partner_id
        return self.env["mail.mail"].search([("recipient_ids", "in", contact.ids)])

    def test_killed(self):
        worker = self._start(ANSWER.format(ticket=self.ticket.id, text=TEXT))
        self.assertEqual(worker.wait(PATIENCE), -signal.SIGKILL)
        mail = self._waiting()
        self.assertEqual(mail.mapped("state"), ["outgoing"])
        self.assertFalse(self.sink.connections)

        # the next one hands the mail over, and never hears that it was taken
        self.sink.delays = [2 * PATIENCE]
        worker = self._start(QUEUE)
        self.assertTrue(self.sink.delayed.wait(PATIENCE), "a mail came")
        worker.kill()
        self.assertEqual(worker.wait(PATIENCE), -signal.SIGKILL)
        self.assertEqual(self._waiting().mapped("state"), ["outgoing"])
        self.assertFalse(self.sink.mails)

        for _run in range(2):
            self.assertEqual(self._start(QUEUE).wait(PATIENCE), 0)
        self.assertFalse(self._waiting().filtered(lambda m: m.state != "sent"))
        [arrived] = self.sink.mails
        self.assertEqual(arrived.recipients, [MAIL])
