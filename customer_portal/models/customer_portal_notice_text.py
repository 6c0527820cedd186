# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
import re

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date, html2plaintext, is_html_empty

from .. import colours
from ..notices import SAMPLE

#: In addresses of pictures inside a text: it would open them to whoever has the mail.
TOKEN = re.compile(r"(\?|&amp;|&)access_token=[\w-]+")
#: Without it, tables inherit neither font nor colour.
DOCTYPE = Markup("<!DOCTYPE html>\n")

_logger = logging.getLogger(__name__)


class NoticeMail(Markup):
    """The HTML of a mail, with its subject and its text without the frame.

    Odoo hands on nothing but the former.
    """

    subject = ""
    text = ""
    #: address by which its recipient gets no more of its kind
    leave = ""


class CustomerPortalNotice(models.Model):
    """What a mail says, and the frame around it."""

    _inherit = "customer.portal.notice"

    def _compose(self, users, record, values):
        """Write the mail for people who get the same but for their name.

        The template is rendered in the language of the environment; no query is made
        for a recipient.

        :param users: ``res.users`` records with the same rights in the record
        :param record: what the event is about; of an account the empty model
        :param dict values: what is known of the event only: some keys of ``SAMPLE``
        :return: the mail for each user
        :rtype: dict[odoo.models.BaseModel, NoticeMail]
        """
        self.ensure_one()
        # as superuser, as the row is: what a mail says is prepared here
        users, record = users.with_env(self.env), record.with_env(self.env)
        notice = self._prepare_values(users[:1], record, values)
        frame = self._prepare_frame(users[:1], record, notice)
        texts = self._render(users, notice)
        mails = {}
        for user in users:
            subject, body = texts[user.id]
            ways = self._prepare_ways_out(user, record, notice, frame["base_url"])
            look = {**frame, **ways, "greeted": user.name}
            mails[user] = self._frame(subject, body, look)
        return mails

    def _render(self, users, notice):
        """Render subject and text for each user.

        A template that another addon, or a translation, has broken since it was saved
        loses no mail: the shipped one is sent, in English if need be.

        :return: both by id of the user
        :rtype: dict[int, tuple]
        """
        chosen = self.template_id
        shipped = self._get_shipped(self.event) or chosen
        last = shipped.with_context(lang="en_US")
        for attempt, template in enumerate((chosen, shipped, last)):
            try:
                options = {"add_context": {"notice": notice}}
                subjects = template._render_field("subject", users.ids, **options)
                options["options"] = {"post_process": False}
                bodies = template._render_field("body_html", users.ids, **options)
                break
            except UserError:
                _logger.exception("Mail %s of the portal", template.display_name)
                if attempt == 2:
                    raise
        return {
            id_: (" ".join((subjects[id_] or "").split()), Markup(bodies[id_]))
            for id_ in users.ids
        }

    @api.model
    def _prepare_values(self, user, record, values):
        """Return what a template may say, of what its recipient may see.

        :rtype: dict
        """
        contact, company = user.partner_id, self._get_company(user, record)
        notice = dict.fromkeys(SAMPLE, "") | {
            "rows": [],
            "files": [],
            "records": [],
            "days": 0,
            "login": user.login,
            "signature": self._get_signature(),
            "company": company.name,
            "portal": f"{self._get_base_url(user, record)}/my",
        }
        if record:
            notice |= record._customer_portal_prepare_notice(contact)
        if until := values.get("until"):
            values = {**values, "until": format_date(self.env, until)}
        text = values.get("text", notice["text"])
        text = TOKEN.sub("", text) if text and not is_html_empty(text) else ""
        return notice | values | {"text": Markup(text)}

    def _get_signature(self):
        """Return the signature of the profile's assignee.

        :rtype: markupsafe.Markup
        """
        signature = self.profile_id.user_id.signature
        return Markup("") if is_html_empty(signature) else Markup(signature)

    @api.model
    def _prepare_frame(self, user, record, notice):
        """Return what stands around the text: whose mail it is, where it leads.

        :rtype: dict
        """
        company = self._get_company(user, record)
        base_url = self._get_base_url(user, record)
        # a button that leads nowhere yet: in a preview
        path = notice["link"] or "/my"
        label = self.env._("Log in")
        if notice["link"]:
            label = self.env._("Choose a password")
        elif self.event == "digest":
            label = self.env._("Open the portal")
        elif record and user.share:
            path = record._customer_portal_get_url() or path
            label = self.env._("Open in the portal")
        elif record:
            path = record._notify_get_action_link("view")
            label = self.env._("Open in Odoo")
        return {
            **self._prepare_look(company, base_url),
            "button_url": path if "://" in path else f"{base_url}{path}",
            "button_label": label,
            "replies": bool(record and user.share and self._get_reply_to(record)),
        }

    @api.model
    def _prepare_look(self, company, base_url):
        """Return whose mail it is: colours of the profile, logo and address.

        :rtype: dict
        """
        profile = self.profile_id or self.profile_id.new()
        place = " ".join(filter(None, (company.zip, company.city)))
        address = (company.name, company.street, place)
        return {
            "base_url": base_url,
            "lang": (self.env.lang or "en").replace("_", "-"),
            "company": company.name,
            "logo": not company.uses_default_logo
            and f"{base_url}/logo.png?company={company.id}",
            "menu": profile.menu_colour,
            "on_menu": colours.ink_on(profile.menu_colour),
            "accent": profile.accent_colour,
            "address": " · ".join(filter(None, address)),
            "phone": company.phone,
        }

    @api.model
    def _frame(self, subject, body, look):
        """Return a whole mail, with links that lead to the public address.

        :param str subject: its heading
        :param markupsafe.Markup body: what it says
        :param dict look: see :meth:`_prepare_frame` and :meth:`_prepare_look`
        :rtype: NoticeMail
        """
        html = self.env["ir.qweb"]._render(
            "customer_portal.mail_frame",
            {**look, "heading": subject.removeprefix("Re: "), "body": body},
            minimal_qcontext=True,
            lang=self.env.lang,
        )
        links = self.env["mail.render.mixin"]._replace_local_links
        mail = NoticeMail(DOCTYPE + links(html, look["base_url"]))
        mail.subject, mail.text = subject, body
        mail.leave = look.get("leave_url", "")
        return mail

    @api.model
    def _get_company(self, user, record):
        """Return whose mail it is: the record's company, else the user's.

        :return: ``res.company`` record
        """
        if record:
            return record._mail_get_companies(default=user.company_id)[record.id]
        return user.company_id

    @api.model
    def _get_base_url(self, user, record):
        """Return the public address: as it was configured, whoever asks by which one.

        :rtype: str
        """
        return (record or user).get_base_url()

    @api.model
    def _get_reply_to(self, record):
        """Return the address by which an answer comes back to the record.

        :return: ``False`` where there is none, and the answer goes to the sender
        """
        company = record._mail_get_companies(default=self.env.company)[record.id]
        replies = record._notify_get_reply_to(
            default=False, author_id=company.partner_id.id
        )
        return replies[record.id]


def to_text(html):
    """Return a mail of the portal for readers of plain text.

    :rtype: str
    """
    text = html2plaintext(re.sub(r"<h1\b[^>]*>", "<h1>", html))
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", text).strip()
