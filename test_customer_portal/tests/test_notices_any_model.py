# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from odoo.addons.customer_portal.tests.smtp_sink import smtp_sink, text_of

from .common import DocumentCase


@tagged("-at_install", "post_install")
class TestNoticesAnyModel(DocumentCase):
    """Any model that a section shows has the mails: it only says what its state is."""

    def setUp(self):
        super().setUp()
        self.env.cr.flush()
        self.env["mail.mail"].search([]).unlink()
        self.sink = self.enterContext(smtp_sink(self.env))
        self.document = self._document(kind="a")
        self.document.message_subscribe(self.agent.partner_id.ids)
        self.lines["kind"].in_list = True

    def _leaving(self):
        self.env.cr.flush()
        self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        mails, self.sink.mails = self.sink.mails, []
        return {mail.recipients[0]: mail for mail in mails}

    def test_state(self):
        self.document.kind = "b"
        mails = self._leaving()
        self.assertEqual(set(mails), {self.ann.email})
        mail = mails[self.ann.email]
        self.assertEqual(mail["Subject"], "Second: Contract")
        self.assertIn(f"/my/records/documents/{self.document.id}", text_of(mail))
        self.document.write({"note": "Internal", "kind": "b"})
        self.assertFalse(self._leaving())

    def test_comments(self):
        self.document.message_subscribe(self.ann.partner_id.ids)
        comment = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
        self.document.with_user(self.agent).sudo().message_post(
            body="From us", author_id=self.agent.partner_id.id, **comment
        )
        mails = self._leaving()
        self.assertEqual(set(mails), {self.ann.email})
        self.assertEqual(mails[self.ann.email]["Subject"], "Re: Contract")
        self.assertIn("From us", text_of(mails[self.ann.email]))
        self.post(f"{self._path()}/comments", {"body": "From me"})
        mails = self._leaving()
        self.assertEqual(set(mails), {self.agent.email})
        self.assertIn("From me", text_of(mails[self.agent.email]))
        self.assertIn("Customer area", text_of(mails[self.agent.email]))

    def test_file(self):
        files = {"attachments": ("plan.txt", b"x", "text/plain")}
        self.post(f"{self._path()}/attachments", files=files)
        mails = self._leaving()
        self.assertEqual(set(mails), {self.agent.email})
        self.assertIn("plan.txt", text_of(mails[self.agent.email]))

    def _path(self):
        return f"/my/records/documents/{self.document.id}"
