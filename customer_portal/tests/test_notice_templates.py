# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..notices import EVENTS
from .notice_case import NoticeCase
from .smtp_sink import text_of

SILENT = (
    "odoo.addons.mail.models.mail_render_mixin",
    "odoo.addons.mail.models.mail_template",
    "odoo.addons.customer_portal.models.customer_portal_notice_text",
)
#: Bodies that no template may have, the line and what the message names.
FORBIDDEN = (
    ("<p t-out='object.sudo().password'/>", 1, "object.sudo()"),
    ("<p>a</p>\n<p t-out='object.partner_id.vat'/>", 2, "object.partner_id.vat"),
    ("<p>a</p>\n\n<t t-call='web.layout'/>", 3, "web.layout"),
    ("<p t-out=\"env['res.users'].search([])\"/>", 1, "env["),
    ("<p t-out=\"ctx.get('password')\"/>", 1, "ctx.get"),
    ('<p t-out="request.session"/>', 1, "request"),
    ("<p t-out=\"notice['secret']\"/>", 1, "secret"),
    ('<p t-out="notice.__class__"/>', 1, "__class__"),
    ("<p t-out=\"[x for x in notice['rows']]\"/>", 1, "for x"),
    ("<p t-att-title='user.name'/>", 1, "user.name"),
    ('<a t-attf-href="{{ object.partner_id.signup_url }}">x</a>', 1, "signup_url"),
    ("<t t-set='object' t-value='1'/>", 1, "object"),
    ("<t t-foreach=\"notice['rows']\" t-as='notice'/>", 1, "notice"),
    ("<p t-field='object.name'/>", 1, "t-field"),
    ("<p t-if='object.name ='/>", 1, "object.name ="),
)
ALLOWED = (
    "<p t-out=\"notice['title']\">Sample</p>",
    "<p t-if=\"notice['days'] &lt; 3 and not notice['files']\">Soon</p><p t-else=''/>",
    "<t t-foreach=\"notice['rows']\" t-as='row'><b t-out='row[0].upper()'/></t>",
    "<t t-set='who' t-value=\"object.name or 'you'\"/><p t-out='who'/>",
    "<a t-attf-href=\"{{ notice['portal'] }}/records\">Portal</a>",
)


@tagged("-at_install", "post_install", "without_website")
class TestNoticeTemplates(NoticeCase):
    """What a mail may say, who chooses it, and what it looks like before it leaves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.model = cls.env["ir.model"]._get("res.users")
        cls.own = cls.env["mail.template"].create(
            {
                "name": "Our own",
                "model_id": cls.model.id,
                "subject": "Done: {{ notice['title'] }}",
                "body_html": "<p>Sincerely</p>",
            }
        )

    def test_rows(self):
        """Each profile has each event once, in order; a copy has the same mails."""
        profile = self.env["customer.portal.profile"].create({"name": "New"})
        rows = profile.notice_ids
        self.assertEqual(rows.mapped("event"), list(EVENTS))
        for row in rows:
            self.assertEqual(row.template_id, self._template(row.event))
            self.assertEqual(row.template_id.model, "res.users")
        self._row("closed", profile).template_id = False
        self._row("reopened", profile).template_id = self.own
        copy = profile.copy()
        self.assertEqual(copy.notice_ids.mapped("event"), list(EVENTS))
        self.assertFalse(self._row("closed", copy).template_id)
        self.assertEqual(self._row("reopened", copy).template_id, self.own)
        self.assertEqual(self._row("reopened", profile).template_id, self.own)
        # an update adds what lacks, and leaves what was chosen
        self._row("ticket_opened", profile).unlink()
        self.env["customer.portal.notice"]._complete()
        self.assertEqual(set(profile.notice_ids.mapped("event")), set(EVENTS))
        self.assertFalse(self._row("closed", profile).template_id)

    def test_form(self):
        """A manager chooses the mails in the profile's form."""
        manager = self.env.ref("base.user_admin")
        with Form(self.profile_default.with_user(manager)) as form:
            index = list(EVENTS).index("closed")
            with form.notice_ids.edit(index) as row:
                row.template_id = self.own
        self._move(self.done)
        mails = self._leaving()
        self.assertIn("Done: ", mails["ann@acme.example"]["Subject"])
        self.assertIn("Sincerely", text_of(mails["ann@acme.example"]))
        self.assertIn("Closed: ", mails["bob@acme.example"]["Subject"])

    @mute_logger(*SILENT)
    def test_refused(self):
        """Naming the event, the field, the line and what stands there."""
        row = self._row("closed")
        for body, line, named in FORBIDDEN:
            with self.subTest(body):
                bad = self.own.copy({"body_html": "<p>x</p>"})
                row.template_id = bad
                # where a profile uses it
                with self.assertRaises(ValidationError) as caught:
                    bad.body_html = body
                self._check_refusal(caught.exception, line, named)
                row.template_id = self.own
        for subject in ("{{ object.sudo().name }}", "{{ env['x'] }}", "{{ 1 + }}"):
            row.template_id = self.own
            with self.assertRaises(ValidationError) as caught:
                self.own.subject = subject
            self.assertIn("Subject", str(caught.exception))
            self.own.invalidate_recordset()

    def _check_refusal(self, error, line, named):
        message = str(error)
        self.assertIn("Closed", message)
        self.assertIn("Our own", message)
        self.assertIn(f"line {line}", message)
        self.assertIn(named, message)

    @mute_logger(*SILENT)
    def test_refused_when_it_is_chosen(self):
        """A template that nobody uses may say what it likes, until it is chosen."""
        row, other = self._row("closed"), self.own.copy()
        other.body_html = "<p t-out='object.partner_id.vat'/>"
        with self.assertRaises(ValidationError):
            row.template_id = other
        # what is allowed but cannot be written: text and number
        other.body_html = "<p>x</p>"
        row.template_id = other
        with self.assertRaises(ValidationError) as caught:
            other.body_html = "<p t-out=\"notice['days'] + notice['title']\"/>"
        self.assertIn("cannot be written", str(caught.exception))
        # about another model
        about_contact = self.env["mail.template"].create(
            {"name": "Contact", "model_id": self.env["ir.model"]._get_id("res.partner")}
        )
        with self.assertRaises(ValidationError):
            row.template_id = about_contact

    @mute_logger(*SILENT)
    def test_refused_in_a_translation(self):
        self._row("closed").template_id = self.own
        italian = self.own.with_context(lang="it_IT")
        with self.assertRaises(ValidationError):
            italian.body_html = "<p t-out='object.partner_id.vat'/>"
        with self.assertRaises(ValidationError):
            self.own.update_field_translations("subject", {"it_IT": "{{ object.vat }}"})

    def test_allowed(self):
        row = self._row("closed")
        row.template_id = self.own
        for body in ALLOWED:
            self.own.body_html = body
        for event in EVENTS:
            self._template(event)._customer_portal_check(event)

    @mute_logger(*SILENT)
    def test_broken_meanwhile(self):
        """What was broken behind Odoo's back loses no mail: the shipped one leaves."""
        self._row("closed").template_id = self.own
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mail_template SET body_html = %s WHERE id = %s",
            ['{"en_US": "<p t-out=\\"notice[1]\\"/>"}', self.own.id],
        )
        self.env.invalidate_all()
        self._move(self.done)
        mails = self._leaving()
        self.assertIn("Closed: ", mails["ann@acme.example"]["Subject"])

    @mute_logger("odoo.sql_db")
    def test_in_use(self):
        """A mail that a profile sends is not deleted."""
        self._row("closed").template_id = self.own
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.own.unlink()
        self.assertTrue(self.own.exists())

    # ------------------------------------------------------------------
    # Preview
    # ------------------------------------------------------------------

    def _preview(self, event, profile=None, user=None):
        row = self._row(event, profile).with_user(user or self.env.user)
        action = row.action_preview()
        return row.env[action["res_model"]].browse(action["res_id"])

    def test_preview(self):
        """Each mail as it would leave, for a chosen contact and record."""
        for event in EVENTS:
            preview = self._preview(event)
            preview.partner_id = self.ann.partner_id
            if preview.is_about_record:
                preview.record = self.ticket
            subject = self._template(event).subject.partition("{{")[0]
            with self.subTest(event):
                self.assertFalse(preview.problem)
                self.assertTrue(preview.subject.startswith(subject), preview.subject)
                self.assertIn("Customer area", preview.body_html)
                agent = not EVENTS[event].contacts
                name = self.env.user.name if agent else "Ann"
                self.assertIn(f"Dear {name}", preview.body_html)
        self.assertFalse(self._leaving(), "nothing is sent")
        self.assertFalse(self.ann._customer_portal_account().sent_date)

    def test_preview_proposes(self):
        """It opens with a contact of the profile, and a record that it sees."""
        manager = self.env.ref("base.user_admin")
        preview = self._preview("closed", self.profile_collaborator, manager)
        self.assertTrue(preview.partner_id.customer_portal_profile_id)
        preview.partner_id = self.eve.partner_id
        self.assertEqual(preview._find_record(), f"helpdesk.ticket,{self.ticket.id}")

    def test_preview_says_why_not(self):
        preview = self._preview("closed")
        preview.partner_id, preview.record = self.dan.partner_id, self.ticket
        self.assertTrue(preview.problem)
        self.assertFalse(preview.body_html or preview.subject)
        preview.partner_id = False
        self.assertTrue(preview.problem)
        preview.partner_id, preview.record = self.ann.partner_id, False
        self.assertTrue(preview.problem)
        preview = self._preview("password_changed")
        preview.partner_id = self.lawyer
        self.assertTrue(preview.problem)

    def test_preview_of_credentials(self):
        """It makes no password and no link that works."""
        self.profile_default.credentials = "link"
        before = self.ann.partner_id.signup_type
        preview = self._preview("credentials")
        preview.partner_id = self.ann.partner_id
        self.assertIn("/web/signup", preview.body_html)
        self.assertNotIn("token", preview.body_html)
        self.assertEqual(self.ann.partner_id.signup_type, before)
