# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged
from odoo.tools import mute_logger

from . import common


@tagged("-at_install", "post_install")
class TestFileTokens(common.PortalHttpCase):
    """The permanent token of a file opens it to nobody who may not see it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._ticket(cls.ann)
        as_agent = cls.ticket.with_user(cls.agent)
        note = as_agent.message_post(body="Note", subtype_xmlid="mail.mt_note")
        comment = as_agent.message_post(
            body="Answer", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        cls.hidden = cls._file(cls.ticket, "note.txt", cls.agent, note)
        cls.loose = cls._file(cls.ticket, "loose.txt", cls.agent)
        cls.shown = cls._file(cls.ticket, "answer.txt", cls.agent, comment)
        cls.picture = cls._file(cls.ticket, "picture.txt", cls.agent)
        cls.note_picture = cls._file(cls.ticket, "note-picture.txt", cls.agent)
        comment.body = f'<p><img src="/web/image/{cls.picture.id}?x=1"/></p>'
        note.body = f'<p><img src="/web/image/{cls.note_picture.id}"/></p>'
        cls.files = cls.hidden | cls.loose | cls.shown | cls.picture | cls.note_picture
        cls.tokens = dict(
            zip(cls.files, cls.files.generate_access_token(), strict=True)
        )

    def _opened(self):
        """Return the files that the current session opens with their tokens."""
        opened = self.files.browse()
        for attachment, token in self.tokens.items():
            for address in (
                f"/web/content/{attachment.id}?access_token={token}",
                f"/web/image/{attachment.id}?access_token={token}&download=1",
                f"/web/content?model=ir.attachment&field=raw&id={attachment.id}"
                f"&access_token={token}",
            ):
                response = self.get(address)
                if b"content of" in response.content:
                    opened |= attachment
        return opened

    def test_public(self):
        self.assertFalse(self._opened())

    def test_strangers(self):
        for user in (self.dan, self.sue, self.eve):
            self.login(user)
            self.assertFalse(self._opened(), user.name)

    def test_owner(self):
        self.login(self.ann)
        self.assertEqual(self._opened(), self.shown | self.picture)
        self.ann._customer_portal_account(make=True).must_change = True
        self.assertFalse(self._opened())
        self.ann._customer_portal_account().must_change = False
        self.ann.partner_id.customer_portal_active = False
        self.assertFalse(self._opened())

    def test_agent(self):
        self.login(self.agent)
        self.assertEqual(self._opened(), self.files)

    @mute_logger("odoo.http")
    def test_zip(self):
        ids = ",".join(map(str, self.files.ids))
        for user in (self.ann, self.dan, None):
            if user:
                self.login(user)
            else:
                self.authenticate(None, None)
            response = self.post(
                "/mail/attachment/zip", {"file_ids": ids, "zip_name": "x"}
            )
            self.assertNotIn(b"content of", response.content)

    def test_files_of_other_models(self):
        """What hangs elsewhere is Odoo's business."""
        logo = self.env["ir.attachment"].create(
            {"name": "terms.txt", "raw": b"content of terms"}
        )
        [token] = logo.generate_access_token()
        self.login(self.dan)
        response = self.get(f"/web/content/{logo.id}?access_token={token}")
        self.assertEqual(response.content, b"content of terms")
