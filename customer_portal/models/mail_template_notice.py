# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import models
from odoo.exceptions import UserError, ValidationError

from ..notices import SAMPLE, find_forbidden

#: What of a template is used, and whether it is HTML.
PARTS = {"subject": False, "email_from": False, "body_html": True}


class MailTemplate(models.Model):
    """Templates of the portal's mails: what they may say, and how they are tried."""

    _inherit = "mail.template"

    def _render_eval_context(self):
        """Let Odoo's own preview find samples where a mail finds its values."""
        return {**super()._render_eval_context(), "notice": SAMPLE}

    def _check_can_be_rendered(self, fnames=None, render_options=None):
        """Check also what only mails of the portal must not say."""
        if fnames is None or set(fnames) & set(PARTS):
            self._customer_portal_check_used()
        return super()._check_can_be_rendered(fnames, render_options)

    def _update_field_translations(
        self, field_name, translations, digest=None, source_lang=""
    ):
        result = super()._update_field_translations(
            field_name, translations, digest=digest, source_lang=source_lang
        )
        if field_name in PARTS:
            self._customer_portal_check_used()
        return result

    def _customer_portal_check_used(self):
        """Check the templates that a profile uses."""
        # sudo: customer.portal.notice - whoever edits templates need not read profiles
        notices = self.env["customer.portal.notice"].sudo()
        for notice in notices.search([("template_id", "in", self.ids)]):
            notice._check_template()

    def _customer_portal_check(self, label):
        """Refuse templates that name what is not theirs, or cannot be rendered.

        In every language: a translation may say something else.

        :param str label: name of the event
        :raise ValidationError: naming the field, the line and what stands there
        """
        for template in self:
            if template.model != "res.users":
                raise ValidationError(
                    self.env._(
                        '%(event)s: choose a mail for users; "%(template)s" is about '
                        "something else.",
                        event=label,
                        template=template.name,
                    )
                )
            for lang, _name in self.env["res.lang"].get_installed():
                for part, is_html in PARTS.items():
                    template.with_context(lang=lang)._customer_portal_check_part(
                        label, part, is_html
                    )

    def _customer_portal_check_part(self, label, part, is_html):
        where = {
            "event": label,
            "template": self.name,
            "field": self._fields[part]._description_string(self.env),
        }
        if found := find_forbidden(self[part], is_html):
            line, code = found
            raise ValidationError(
                self.env._(
                    '%(event)s, "%(template)s", %(field)s, line %(line)s: %(code)s is '
                    "not allowed. A mail of the portal uses notice['...'] with one of: "
                    "%(keys)s.",
                    **where,
                    line=line,
                    code=code,
                    keys=", ".join(SAMPLE),
                )
            )
        try:
            self._render_field(part, self.env.user.ids, add_context={"notice": SAMPLE})
        except UserError as error:
            raise ValidationError(
                self.env._(
                    '%(event)s, "%(template)s", %(field)s: cannot be written. '
                    "%(error)s",
                    **where,
                    error=_explain(error),
                )
            ) from error


def _explain(error):
    """Return what went wrong where, without Odoo's whole template and traceback."""
    cause = error.__cause__
    if info := getattr(cause, "qweb", None):
        return " ".join(filter(None, (info.error, info.element)))
    return re.split(r"\n\n|Traceback", str(cause or error))[0]
