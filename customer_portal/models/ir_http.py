# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from werkzeug.exceptions import NotFound, abort

from odoo import models
from odoo.http import Response, SessionExpiredException, request

from ..first_login import is_open
from ..remember import watch_cookie
from ..rpc import is_closed
from ..stock_pages import is_shown

#: Most characters of a browser's name that are noted.
MAX_AGENT = 200
#: Parts of an address, once decoded, that stand for a folder above or the same.
DOTS = re.compile(r"(^|/)\.\.?(/|$)")


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _authenticate(cls, endpoint):
        """Let a session that ended stay ended, also when the door opens again."""
        user_id = request.session.uid
        try:
            return super()._authenticate(endpoint)
        except SessionExpiredException:
            if user_id:
                request._save_session()
            raise

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Close remote calls and the apps' own pages to portal users.

        What stays of the pages lets nobody in by a token.
        """
        is_json = rule.endpoint.routing["type"] == "jsonrpc"
        if request.env.user._customer_portal_must_change():
            if not is_open(rule.rule, args.get("model")):
                is_missing = is_json or is_closed(rule.rule)
                abort(404 if is_missing else request.redirect("/my/password"))
        policy = request.env.user._customer_portal_policy()
        if policy is None:
            return super()._pre_dispatch(rule, args)
        params = is_json and request.get_json_data().get("params") or {}
        if is_closed(rule.rule, params.get("model"), params.get("method")):
            raise NotFound()
        own_pages = any(grant.own_page for grant in policy.grants)
        if not is_shown(rule.rule, rule.arguments, own_pages):
            abort(404 if is_json else request.redirect("/my"))
        result = super()._pre_dispatch(rule, args)
        if rule.rule.startswith("/my/"):
            given = params if is_json else request.get_http_params()
            args.update(dict.fromkeys({"access_token"} & given.keys(), ""))
        return result

    @classmethod
    def _serve_fallback(cls):
        """Answer an address with a NUL character, which PostgreSQL does not take.

        So, plainly, one with dots for folders: Odoo's page for what is missing cannot
        be rendered there.
        """
        if DOTS.search(request.httprequest.path):
            return Response(status=404)
        if "\x00" in request.httprequest.path:
            raise NotFound()
        # what no route serves, Odoo serves without a look at the session
        if not request.env.user._customer_portal_may_call():
            request.update_env(user=request.env.ref("base.public_user").id)
        return super()._serve_fallback()

    @classmethod
    def _customer_portal_get_client(cls):
        """Return the address and the browser of the current request, if there is one.

        :return: network address (``False`` outside of requests) and user agent
        :rtype: tuple
        """
        if not request:
            return False, False
        sent = request.httprequest
        return sent.remote_addr, (sent.user_agent.string or "")[:MAX_AGENT]

    @classmethod
    def _match(cls, path_info):
        """Find no page at an address with dots for folders."""
        watch_cookie()
        found = super()._match(path_info)
        if DOTS.search(path_info):
            raise NotFound()
        return found

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        return super()._get_translation_frontend_modules_name() + ["customer_portal"]
