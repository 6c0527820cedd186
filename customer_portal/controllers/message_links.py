# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from werkzeug.urls import url_encode

from odoo.http import request, route

from odoo.addons.mail.controllers.mail import MailController


class MessageLinks(MailController):
    @route()
    def mail_action_view(self, model=None, res_id=None, access_token=None, **kwargs):
        """Lead who is not logged in to the login, whichever message a link names.

        Odoo names in the address the record that the message belongs to.
        """
        message = kwargs.get("message_id")
        if message and request.env.user._is_public():
            link = f"/mail/view?{url_encode({'message_id': message})}"
            return request.redirect_query("/web/login", {"redirect": link})
        return super().mail_action_view(model, res_id, access_token, **kwargs)
