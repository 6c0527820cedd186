# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""A real SMTP server that keeps what Odoo sends."""

import asyncio
import email
import email.policy
import socket
import threading
from contextlib import contextmanager
from unittest.mock import patch

from aiosmtpd.controller import Controller

from .common import PATIENCE


class Sink:
    """Handler of the server: the mails, as ``email.message.EmailMessage``.

    ``refused`` says what it answers to recipients, ``limit`` how many mails it takes
    before it asks to wait, ``drops`` how often it closes the connection at a mail,
    ``delays`` how many seconds it takes for the next mails. ``delayed`` is set
    when the first of them comes, ``connections`` counts who came.
    """

    def __init__(self):
        self.mails = []
        self.refused = {}
        self.limit = None
        self.drops = 0
        self.delays = []
        self.delayed = threading.Event()
        self.connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := self.refused.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.delays:
            self.delayed.set()
            await asyncio.sleep(self.delays.pop(0))
        if self.drops:
            self.drops -= 1
            server.transport.abort()
            return "421 Closing"
        if self.limit is not None and len(self.mails) >= self.limit:
            return "421 4.7.0 Too many mails, try again later"
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        # what the envelope says counts, not the To header
        mail.recipients = sorted(envelope.rcpt_tos)
        self.mails.append(mail)
        return "250 OK"


@contextmanager
def smtp_sink(env):
    """Let Odoo send real mails to a local server while the block runs.

    In a test Odoo sends nothing: only that switch is turned, all else is real.

    :return: the :class:`Sink`
    """
    sink = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(
        sink, hostname="127.0.0.1", port=port, ready_timeout=PATIENCE
    )
    controller.start()
    env["ir.mail_server"].search([]).active = False
    server = env["ir.mail_server"].create(
        {"name": "Sink", "smtp_host": "127.0.0.1", "smtp_port": port}
    )
    disable = patch.object(
        type(env["ir.mail_server"]), "_disable_send", lambda self: False
    )
    try:
        with disable:
            yield sink
    finally:
        controller.stop()
        server.active = False


def text_of(mail):
    """Return the HTML of a mail, as one line."""
    return " ".join(mail.get_body(("html", "plain")).get_content().split())


def take_down(env):
    """Take the server away: let Odoo ask where nobody listens.

    :return: the port of the sink, at which it comes back
    :rtype: int
    """
    server = env["ir.mail_server"].search([])
    port = server.smtp_port
    with socket.create_server(("127.0.0.1", 0)) as free:
        server.smtp_port = free.getsockname()[1]
    return port
