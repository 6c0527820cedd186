# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged
from odoo.tools import formataddr, mute_logger

from ..outgoing import clean_address, clean_line, clean_name
from . import mail_gateway_case
from .mail_gateway_case import COMMENT
from .smtp_sink import text_of

#: What makes a robot leave a mail alone.
AUTOMATIC = ("Auto-Submitted", "Precedence", "X-Auto-Response-Suppress")
VICTIM = "victim@example.com"
#: Names by which somebody tries to be somebody else, or several.
NAMES = (
    f'"x" <{VICTIM}>,',
    f"{VICTIM}, Ann",
    f'Ann" <{VICTIM}>, "',
    f"Ann\r\nBcc: {VICTIM}",
    f"Ann\nTo: {VICTIM}\n\nbody",
    f"=?utf-8?q?=3C{VICTIM.replace('@', '=40')}=3E=2C?=",
    f"=?utf-8?q?Ann=0D=0ABcc:_{VICTIM.replace('@', '=40')}?=",
    f"Ann (<{VICTIM}>)",
    f"Ann; {VICTIM}",
    f"\u202e{VICTIM}\u202c",
    f"Ann\u2028Bcc: {VICTIM}",
)


@tagged("-at_install", "post_install", "without_website")
class TestMailHeaders(mail_gateway_case.MailGatewayCase):
    """Whoever chooses a text of a header chooses no header and no recipient."""

    def _sent(self):
        """Send what is queued.

        :return: all mails, as they arrived
        """
        self.env.cr.flush()
        self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        failed = self.env["mail.mail"].search([("state", "=", "exception")])
        self.assertFalse(failed.mapped("failure_reason"))
        mails, self.sink.mails = self.sink.mails, []
        return mails

    def _check_addressed(self, mails, *recipients):
        """Check that exactly these people got mails, and that no header says more."""
        self.assertEqual(
            {tuple(m.recipients) for m in mails}, {(r,) for r in recipients}
        )
        for mail in mails:
            self.assertFalse(mail.defects)
            for name in ("To", "From", "Reply-To", "Subject"):
                self.assertEqual(len(mail.get_all(name)), 1, name)
            self.assertNotIn("Bcc", mail)
            self.assertNotIn("Cc", mail)
            [to] = mail["To"].addresses
            self.assertEqual(to.addr_spec, mail.recipients[0])
            self.assertEqual(len(mail["From"].addresses), 1)
            for header in ("To", "From", "Reply-To", "Subject"):
                self.assertNotIn("\u202e", str(mail[header]))

    def test_automatic(self):
        """Each mail that nobody wrote says so, each that somebody wrote does not."""
        ticket = self._mail("ann@acme.example")
        mails = self._leaving()
        receipt, team = mails["ann@acme.example"], mails["marta@support.example"]
        ticket.with_user(self.agent).message_post(body="Now?", **COMMENT)
        comment = self._leaving()["ann@acme.example"]
        ticket.with_user(self.agent).stage_id = self.env.ref(
            "helpdesk_mgmt.helpdesk_ticket_stage_done"
        )
        closed = self._leaving()["ann@acme.example"]
        user = self.ann
        self.assertTrue(self._reset(user))
        user._change_password("vento-mela-7-ponte")
        account = [self.sink.mails.pop(), self._leaving()[user.email]]
        user.with_user(self.agent).partner_id.action_customer_portal_send_credentials()
        account.append(self.sink.mails.pop())
        user._customer_portal_take_mail("ann2@acme.example")
        account += self._leaving().values()
        self.assertEqual(len(account), 4)
        # an app's mail of a stage, to a customer without a portal
        stage = self.env["mail.template"].create(
            {
                "name": "Stage",
                "model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                "subject": "Stage",
                "body_html": "<p>It moved</p>",
                "partner_to": "{{ object.partner_id.id }}",
                "use_default_to": False,
            }
        )
        nobody = self.env["res.partner"].create(
            {"name": "Nobody", "email": "nobody@else.example"}
        )
        other = self._ticket(self.ann, partner_id=nobody.id)
        # as Odoo sends it when the stage changes
        other.message_mail_with_source(stage, message_type="auto_comment")
        sent = self._sent()
        account += [m for m in sent if m.recipients == ["nobody@else.example"]]
        self.assertEqual(len(account), 5)
        for mail in (receipt, team, closed, *account):
            with self.subTest(mail["Subject"]):
                self.assertTrue(mail["Auto-Submitted"].startswith("auto-"))
                self.assertEqual(mail["Precedence"], "bulk")
                self.assertEqual(mail["X-Auto-Response-Suppress"], "OOF, AutoReply")
        self.assertEqual(receipt["Auto-Submitted"], "auto-replied")
        for name in AUTOMATIC:
            self.assertNotIn(name, comment)

    def _reset(self, user):
        return user._customer_portal_account(make=True)._send_reset()

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_names(self):
        """A contact's name, as it may be chosen in the portal, is nobody's address."""
        for name in NAMES:
            with self.subTest(name):
                self.ann.partner_id.name = name
                ticket, _answer = self._ticket_and_mails()
                self._reset(self.ann)
                self.ann.partner_id.action_customer_portal_send_credentials()
                mails, self.sink.mails = self.sink.mails, []
                self._check_addressed(mails, "ann@acme.example")
                self.assertEqual(len(mails), 2)
                # as an author, too
                ticket.with_user(self.ann).sudo()._customer_portal_post_comment("Hm")
                self._check_addressed(self._sent(), "marta@support.example")

    def _ticket_and_mails(self):
        ticket = self._ticket(self.ann, team_id=self.team.id)
        ticket.message_subscribe((self.ann | self.agent).partner_id.ids)
        answer = ticket.with_user(self.agent).message_post(body="Try", **COMMENT)
        self._check_addressed(self._sent(), "ann@acme.example")
        return ticket, answer

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_subjects(self):
        """What a ticket is called stays in one line, wherever it comes from."""
        for name in NAMES:
            with self.subTest(name):
                access = self.env["customer.portal.access"].with_user(self.ann)
                form = {"name": name, "description": "x", "priority": "1"}
                gateway = self.env["customer.portal.gateway"].with_user(self.ann)
                key = f"subject-{NAMES.index(name)}-0123456789"
                ticket = gateway._create_record(
                    access._of_user("tickets"), form, [], key
                ).with_env(self.env)
                ticket.team_id = self.team
                mails = self._sent()
                self._check_addressed(
                    mails, "ann@acme.example", "marta@support.example"
                )
                for mail in mails:
                    words = clean_line(name).split()
                    self.assertTrue(set(words) <= set(str(mail["Subject"]).split()))
                    self.assertNotIn("body", mail.keys())

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_incoming(self):
        """Neither does a mail that comes in choose who gets the next ones."""
        for name in NAMES[5:] + (f"Re: x\r\n Bcc: {VICTIM}", "Re: \x00x"):
            with self.subTest(name):
                encoded = name.encode("utf-8").hex("=").upper()
                senders = [("Ann <ann@acme.example>", f"=?utf-8?q?={encoded}?=")]
                if len(name.splitlines()) == 1:  # Python takes no other one
                    named = f"=?utf-8?q?={encoded}?= <ann@acme.example>"
                    senders.append((named, "Printer"))
                for sender, subject in senders:
                    ticket = self._mail(sender, "", {"Subject": subject})
                    self.assertTrue(ticket)
                    answer = ticket.with_user(self.agent).message_post(
                        body="Now?", **COMMENT
                    )
                    mails = self._sent()
                    self._check_addressed(
                        mails, "ann@acme.example", "marta@support.example"
                    )
                    self.assertTrue(
                        [m for m in mails if m["Message-Id"] == answer.message_id]
                    )

    def test_file_names(self):
        """Files in mails are called what they are, and lie nowhere else."""
        ticket, _answer = self._pending()
        self.env["res.partner"].browse()
        names = {
            "../../etc/passwd": "passwd",
            "..\\..\\boot.ini": "boot.ini",
            "invoice\u202efdp.exe": "invoicefdp.exe",
            "a\r\nContent-Type: text/html\r\n\r\n.txt": "aContent-Type: texthtml.txt",
            "nul\x01.txt": "nul.txt",
        }
        files = [(name, b"content") for name in names]
        ticket.with_user(self.agent).message_post(
            body="Files", attachments=files, **COMMENT
        )
        [mail] = self._sent()
        sent = [part.get_filename() for part in mail.iter_attachments()]
        self.assertEqual(len(sent), len(names))
        for name in sent:
            self.assertTrue(name.isprintable(), name)
            self.assertFalse({"/", "\\", "\u202e"} & set(name), name)
        self.assertIn("invoicefdp.exe", sent)
        self.assertIn("passwd", sent)
        # those that come in are stored as such
        found = self._mail(
            "ann@acme.example",
            files=[("../x\u202efdp.exe", b"content"), ("b\\c.pdf", b"%PDF")],
        )
        stored = found.message_ids.attachment_ids.mapped("name")
        self.assertEqual(sorted(stored), ["c.pdf", "xfdp.exe"])

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_a_mail_of_a_customer_fails(self):
        """The queue goes on after it: its author is told nothing in the backend."""
        ticket, _answer = self._pending()
        ticket.message_subscribe(self.bob.partner_id.ids)
        self.sink.refused["marta@support.example"] = "550 5.1.1 No such user"
        ticket.with_user(self.ann).sudo()._customer_portal_post_comment("Hm")
        self.assertIn("bob@acme.example", self._leaving())

    def test_cleaning(self):
        for name in NAMES:
            self.assertTrue(clean_name(name).isprintable())
            self.assertNotIn("@", clean_name(name))
            self.assertEqual(len(clean_line(name).splitlines()), 1)
        self.assertEqual(
            clean_name("Müller-Lüdenscheid, Dr. Ann"), "Müller-Lüdenscheid Dr. Ann"
        )
        self.assertEqual(clean_line("Ünï  Cödé 🙂"), "Ünï Cödé 🙂")
        self.assertFalse(clean_line(False))
        for address in (
            "ann@acme.example",
            '"Acme, S.p.A. (Support)" <ann@acme.example>',
            "=?utf-8?b?TcO8bGxlcg==?= <ann@acme.example>",
            "a@acme.example, Bob <b@acme.example>",
        ):
            self.assertEqual(clean_address(address), address)
        forged = formataddr((NAMES[6], "ann@acme.example"))
        self.assertNotIn("=?", clean_address(forged))

    def test_languages_of_two(self):
        """In one event each has its own language, its formats, and one way back."""
        self.env["res.lang"]._activate_lang("it_IT")
        template = self.env.ref(
            "customer_portal.mail_template_notice_comment_by_support"
        )
        template.with_context(lang="it_IT").subject = "Risposta: {{ notice['title'] }}"
        self.bob.partner_id.lang = "it_IT"
        self.env.flush_all()
        ticket = self._ticket(self.ann, team_id=self.team.id)
        ticket.message_subscribe((self.ann | self.bob).partner_id.ids)
        ticket.with_user(self.agent).message_post(
            body="Here", attachments=[("a.txt", b"x" * 1536)], **COMMENT
        )
        mails = self._leaving()
        english, italian = mails["ann@acme.example"], mails["bob@acme.example"]
        self.assertFalse(english["Subject"].startswith("Risposta"))
        self.assertIn("Risposta: ", italian["Subject"])
        self.assertIn("a.txt (1.5 kB)", text_of(english))
        self.assertIn("a.txt (1,5 kB)", text_of(italian))
        for mail in (english, italian):
            self.assertIn(self.team.alias_email, mail["Reply-To"])
        self.assertEqual(self._mail("ann@acme.example", english["Message-Id"]), ticket)
