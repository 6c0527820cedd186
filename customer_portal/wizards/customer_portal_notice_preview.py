# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from ..models.res_users_doors import ENDING_DAYS
from ..notices import EVENTS, SAMPLE

#: In place of a password that nobody has.
PASSWORD = "xxxx-xxxx-xxxx-xxxx"


class CustomerPortalNoticePreview(models.TransientModel):
    """What a mail looks like to a contact, about a record. Nothing is sent."""

    _name = "customer.portal.notice.preview"
    _description = "Preview of a portal mail"

    def _selection_record(self):
        sections = self.env["customer.portal.section"].search([("active", "=", True)])
        shown = sections.filtered(lambda section: section._is_shown())
        names = {section.model: section.name for section in reversed(shown)}
        return [
            (model, name)
            for model, name in names.items()
            if self.env[model]._customer_portal_get_state_field()
        ]

    notice_id = fields.Many2one(
        "customer.portal.notice", required=True, ondelete="cascade", readonly=True
    )
    profile_id = fields.Many2one(related="notice_id.profile_id")
    partner_id = fields.Many2one("res.partner", string="Contact")
    is_about_record = fields.Boolean(compute="_compute_is_about_record")
    record = fields.Reference("_selection_record")
    problem = fields.Char(compute="_compute_mail")
    recipient = fields.Char("To", compute="_compute_mail")
    subject = fields.Char(compute="_compute_mail")
    body_html = fields.Html("Mail", compute="_compute_mail", sanitize=False)

    @api.model
    def _open(self, notice):
        """Open the preview of a mail, for the first contact that there is.

        :param notice: ``customer.portal.notice`` record
        :return: a window action
        :rtype: dict
        """
        contact = self.env["res.partner"].search(
            [
                ("customer_portal_profile_id", "=", notice.profile_id.id),
                ("customer_portal_active", "=", True),
                ("user_ids.share", "=", True),
            ],
            order="id",
            limit=1,
        )
        preview = self.create({"notice_id": notice.id, "partner_id": contact.id})
        preview.record = preview._find_record()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Preview: %(mail)s", mail=notice._get_label()),
            "res_model": self._name,
            "res_id": preview.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.depends("notice_id")
    def _compute_is_about_record(self):
        for preview in self:
            event = EVENTS.get(preview.notice_id.event)
            preview.is_about_record = bool(event) and event.about != "account"

    def _find_record(self):
        """Return the newest record that the contact sees, as the field keeps it.

        :rtype: str or bool
        """
        user = self._get_user()
        policy = user and user._customer_portal_compile()
        models_shown = [model for model, _name in self._selection_record()]
        if not policy or not self.is_about_record or not models_shown:
            return False
        records = self.env[models_shown[0]]
        found = records.search(policy.domain(records._name, "read"), limit=1)
        return f"{found._name},{found.id}" if found else False

    def _get_user(self):
        return self.env["mail.thread"]._customer_portal_get_user(self.partner_id)

    @api.depends("notice_id", "partner_id", "record")
    def _compute_mail(self):
        for preview in self:
            preview.recipient = preview.subject = preview.body_html = False
            preview.problem = preview._get_problem()
            if not preview.problem:
                preview._write_mail()

    def _get_problem(self):
        """Return why there is no such mail.

        :rtype: str or bool
        """
        if not self.partner_id:
            return self.env._("Choose a contact with this profile.")
        if not self.is_about_record:
            if not self._get_user():
                return self.env._("The contact is not enabled for the portal.")
            return False
        if not self.record:
            return self.env._("Choose a record.")
        user = self._get_user()
        if not user or not self.record._customer_portal_is_reader(user):
            return self.env._(
                "The contact does not see this record in the portal: it gets no mail "
                "about it."
            )
        return False

    def _write_mail(self):
        user = self._get_user()
        if not EVENTS[self.notice_id.event].contacts:
            user = self.env.user
        record = self.record if self.is_about_record else user.browse()
        notice = self.notice_id._of(self.profile_id, self.notice_id.event)
        notice = notice.with_context(lang=user.lang)
        [mail] = notice._compose(user, record, self._prepare_sample(user)).values()
        self.recipient = user.email_formatted
        self.subject = mail.subject
        self.body_html = mail

    def _prepare_sample(self, user):
        """Return what only happens when a mail is sent.

        :rtype: dict
        """
        notice, record = self.notice_id, self.record
        if notice.event == "credentials":
            profile = notice.profile_id
            secret = {"password": PASSWORD}
            if profile.credentials == "link":
                secret = {"link": f"{user.get_base_url()}/web/signup"}
            return {**secret, "days": profile.credentials_days}
        if notice.event == "access_expires":
            end = self.partner_id.customer_portal_end
            until = end or fields.Date.today() + timedelta(days=ENDING_DAYS)
            return {"until": until, "days": ENDING_DAYS}
        if notice.event == "digest":
            return {"records": SAMPLE["records"]}
        if EVENTS[notice.event].about != "comment":
            return {}
        messages = record.with_user(self._get_user())._customer_portal_get_messages()
        # nobody gets a mail of what it wrote itself
        others = messages.filtered(lambda m: m.author_id != user.partner_id)
        last = others.filtered("body")[-1:]
        values = {key: SAMPLE[key] for key in ("text", "author", "files")}
        if last:
            values = record._customer_portal_prepare_comment(last)
        if notice.event == "file_shared":
            values = {**values, "text": "", "files": values["files"] or SAMPLE["files"]}
        return values
