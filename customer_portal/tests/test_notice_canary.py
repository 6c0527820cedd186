# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import new_test_user, tagged

from .notice_case import ANN, BOB, EVE, LAWYER, NoticeCase
from .smtp_sink import text_of
from .test_notices import TABLE

SECRET = "secret-{}-7f"
#: Fields of the ticket that the profiles of the test hide.
HIDDEN = ("description", "category_id", "user_id", "customer_portal_state", "team_id")
#: What stands in a mail to everybody, and must be found: the test looks at all.
WORD = "canary-title-7f"


@tagged("-at_install", "post_install", "without_website")
class TestNoticeCanary(NoticeCase):
    """No mail of any event holds what its recipient cannot read in the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = new_test_user(
            cls.env,
            "keeper",
            "helpdesk_mgmt.group_helpdesk_user",
            name=SECRET.format("agent"),
            email="keeper@support.example",
            notification_type="email",
        )
        category = cls.env["helpdesk.ticket.category"].create(
            {"name": SECRET.format("category")}
        )
        cls.team.write({"name": SECRET.format("team"), "user_ids": cls.keeper.ids})
        lines = {field.name: field for field in cls.section.field_ids}
        for name in HIDDEN:
            lines[name].in_list = True
        accesses = cls.env["customer.portal.access"].search(
            [("section_id", "=", cls.section.id)]
        )
        for access in accesses:
            access.write(
                {
                    "can_create": False,
                    "hidden_field_ids": [lines[name].id for name in HIDDEN],
                }
            )
        cls.ticket.write(
            {
                "name": WORD,
                "description": SECRET.format("description"),
                "category_id": category.id,
                "user_id": cls.keeper.id,
            }
        )
        note = cls.ticket.message_post(
            body=SECRET.format("note"), subtype_xmlid="mail.mt_note"
        )
        cls._file(cls.ticket, SECRET.format("file"), cls.agent, note)
        cls.env.cr.flush()

    def test_all_events(self):
        record = self._access(self.bob)._find(self.ticket.id)
        self.profile_company.access_ids.comment_scope = "company"
        record._customer_portal_post_comment(SECRET.format("private"), private=True)
        self._leaving()
        seen = set()
        for event in TABLE:
            savepoint = self.env.cr.savepoint()
            with self.subTest(event):
                ticket = self._cause(event)
                mails = self.sink.mails
                if event != "credentials":
                    mails = self._leaving().values()
                for mail in mails:
                    if mail.recipients[0] in (ANN, BOB, EVE):
                        self._scan(mail)
                        seen.add(event)
                        if ticket and event != "open":
                            self.assertIn(WORD, text_of(mail))
            savepoint.close(rollback=True)
            self.sink.mails.clear()
            self.env.invalidate_all()
            self.env.cr.precommit.clear()
        # only the state's own mail is not sent: all these profiles hide the state
        self.assertEqual(set(TABLE) - seen, {"state", "internal_note"})

    def _scan(self, mail):
        """Look for forbidden words in all that a mail consists of."""
        source = mail.as_string()
        for part in mail.walk():
            if not part.is_multipart():
                content = part.get_content()
                source += content if isinstance(content, str) else content.decode()
                source += part.get_filename() or ""
        # nobody is told whom else the mail went to, either
        others = {ANN, BOB, EVE, LAWYER} - set(mail.recipients)
        forbidden = ("secret-", "access_token", *others)
        self.assertEqual([word for word in forbidden if word in source], [])
