# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
import uuid
from urllib.parse import parse_qsl, urlsplit

from werkzeug.exceptions import BadRequest, NotFound

from odoo.exceptions import AccessError
from odoo.http import request

from ..inputs import Upload, clean_text


class PortalPages:
    """What all pages of the portal share. A mixin of controllers, without routes."""

    def _get_access(self, code):
        """Return the user's access line for a section; 404 where there is none."""
        access = request.env["customer.portal.access"]._of_user(code)
        if not access:
            raise NotFound()
        return access

    def _get_record(self, code, record_id):
        """Return access line and record; 404 for a forbidden as for a missing one."""
        access = self._get_access(code)
        record = access._find(record_id)
        if not record:
            raise NotFound()
        return access, record

    def _get_record_for(self, right, code, record_id):
        """Return access line and record; 404 also where it does not take the right."""
        access, record = self._get_record(code, record_id)
        if not request.env["customer.portal.gateway"]._may(access, right, record):
            raise NotFound()
        return access, record

    def _render(self, template, access=None, status=200, **values):
        """Render a page in the portal's frame.

        :param str template: name of a template of this addon
        :param access: the access line of the section shown, if any
        :param int status: HTTP status
        """
        response = request.render(
            f"customer_portal.{template}",
            {
                "page_name": "customer_portal",
                "title": access.section_id.name if access else request.env._("Home"),
                "no_breadcrumbs": True,
                "access": access,
                "section": access and access.section_id,
                "request_key": uuid.uuid4().hex,
                **values,
            },
        )
        response.status_code = status
        response.headers["Cache-Control"] = "no-store"
        return response

    def _render_apart(self, template, **values):
        """Render a page with a secret: no other site frames it or learns its address.

        :param values: see :meth:`_render`
        """
        response = self._render(template, **values)
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    def _render_detail(
        self, access, record, status=200, errors=None, body=None, everything=False, **kw
    ):
        """Render a record's page, maybe again with what could not be accepted.

        :param dict errors: message for each input that cannot be accepted
        :param str body: comment typed before
        :param bool everything: show all comments
        :param kw: further values for the template: what was typed before
        """
        gateway = request.env["customer.portal.gateway"]
        return self._render(
            "portal_records_detail",
            access,
            status,
            record=record,
            errors=errors or {},
            body=body,
            **gateway._prepare_file_limits(),
            **access._prepare_detail_values(record, everything),
            **access._prepare_position(record, self._get_asked()),
            **kw,
        )

    def _redirect_to(self, access, record, anchor=""):
        """Lead to a record's page, which leads back to the list one came from.

        :param str anchor: part of the page, with its #
        """
        url, back = record._customer_portal_get_url(), self._prepare_way_back(access)
        return request.redirect(f"{url}{back['list_query']}{anchor}", code=303)

    def _get_asked(self):
        """Return what a list was asked for, as the address of a page carries it on.

        A form need not repeat it: it is in the address of the page that it is on. Nor
        need the way to the form for a new record: a list changes its address as one
        searches.
        """
        asked = request.httprequest.args
        is_form = request.httprequest.method == "POST"
        if not asked and (is_form or request.httprequest.path.endswith("/new")):
            page = urlsplit(request.httprequest.referrer or "")
            return dict(parse_qsl(page.query))
        return asked

    def _prepare_way_back(self, access):
        """Return the list that one came from, checked.

        :return: ``list_query``: with its question mark, or empty
        :rtype: dict
        """
        return {"list_query": access._parse_query(self._get_asked()).address()}

    def _get_request_key(self, params):
        """Return the form's idempotency key; 400 where our form did not send one."""
        key = clean_text(params.get("request_key"))
        if not re.fullmatch(r"[0-9a-f]{32}", key):
            raise BadRequest()
        return key

    def _get_texts(self, params):
        """Return what is text in a form: a file may come under any name.

        :rtype: dict[str, str]
        """
        return {n: text for n, text in params.items() if isinstance(text, str)}

    def _get_uploads(self):
        """Return the files of the request, measured and with harmless names."""
        return [
            Upload.of(file.filename, file.stream)
            for file in request.httprequest.files.getlist("attachments")
            if file.filename
        ]

    def _through_gateway(self, method, *args):
        """Call the gateway; a right that is missing looks like a missing page."""
        try:
            return getattr(request.env["customer.portal.gateway"], method)(*args)
        except AccessError as error:
            raise NotFound() from error
