# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from email.message import EmailMessage

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.customer_portal.tests.smtp_sink import smtp_sink

from .common import DocumentCase

COMMENT = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}


@tagged("-at_install", "post_install")
class TestMailsAnyModel(DocumentCase):
    """What is done with mails that come in holds for any model that a section shows."""

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_answers(self):
        document = self._document(kind="a")
        document.message_subscribe((self.agent | self.ann).partner_id.ids)
        answers = (
            document.with_user(self.agent)
            .sudo()
            .message_post(body="From us", author_id=self.agent.partner_id.id, **COMMENT)
        )

        def write(number, subject="Re: Contract", **headers):
            mail = EmailMessage()
            mail["From"], mail["Subject"] = self.ann.email, subject
            mail["To"], mail["Message-Id"] = "x@support.example", f"<any-{number}@acme>"
            mail["In-Reply-To"] = answers.message_id
            for name, value in headers.items():
                mail[name.replace("_", "-")] = value
            mail.set_content('<p>Hi <img src="https://spy.example/x"></p>', "html")
            return self.env["mail.thread"].message_process(False, mail.as_bytes())

        before = document.message_ids
        self.assertFalse(write("robot", Auto_Submitted="auto-replied"))
        self.assertFalse(write("away", subject="Out of office"))
        self.assertEqual(document.message_ids, before)
        self.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", 6)
        with smtp_sink(self.env):
            for number in range(10):
                write(number)
        said = document.message_ids - before
        mails = said.filtered(lambda message: message.message_type == "email")
        self.assertEqual(len(mails), 6, "Odoo takes no more")
        self.assertNotIn("<img", "".join(mails.mapped("body")))
        notes = [body for body in said.mapped("body") if "maybe a robot" in body]
        self.assertEqual(len(notes), 1)
