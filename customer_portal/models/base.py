# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import api, models


def get_readable(env):
    """Return what the user of an environment may read of managed models.

    It is kept on the environment: internal users pass here at every access check.

    :return: names of fields by model; ``None`` for whom no policy concerns: superuser,
        internal and public users
    :rtype: dict[str, frozenset] or None
    """
    try:
        return env.customer_portal_fields
    except AttributeError:
        readable = None if env.su else env.user._customer_portal_get_readable()
        env.customer_portal_fields = readable
        return readable


class Base(models.AbstractModel):
    """What a model does in the portal; business models override what differs."""

    _inherit = "base"

    def _has_field_access(self, field, operation):
        """Let portal users read of exposed models the fields that their policy names.

        Called at every field read of whoever is no superuser: for internal users it
        does what Odoo's own method does, without calling it.
        """
        try:
            readable = self.env.customer_portal_fields
        except AttributeError:
            readable = get_readable(self.env)
        if readable is not None and field.model_name in readable:
            # also fields that ir.attachment asks about for other models
            if operation != "read" or field.name not in readable[field.model_name]:
                return False
        if not field.groups:
            return True
        if operation != "read" and not self._customer_portal_lets_write(field):
            return False
        return super()._has_field_access(field, operation)

    def _customer_portal_lets_write(self, field):
        """Tell whether the user may write a field that has groups.

        Override this, not ``_has_field_access``, where fewer may write than read: the
        latter is called whenever any field is read.

        :rtype: bool
        """
        return True

    def _compute_field_value(self, field):
        """Compute what a portal user may read also from what it may not read."""
        records = self
        readable = get_readable(self.env) or {}
        if field.name in readable.get(field.model_name, ()):
            # sudo: the field's model - the policy grants the value, not its sources
            records = self.sudo()
        return super(Base, records)._compute_field_value(field)

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """Let portal users write messages of exposed records in our pages only.

        Elsewhere they could choose type, subtype and recipients, or change what
        support wrote.
        """
        operations = super()._mail_get_operation_for_mail_message_operation(
            message_operation
        )
        if message_operation == "read":
            return operations
        # also as superuser: the chatter's routes ask so, our pages do not ask
        if self.env["customer.portal.section"]._is_managed(self._name):
            return dict.fromkeys(operations, False)
        return operations

    def _mail_group_by_operation_for_mail_message_operation(self, message_operation):
        operations = super()._mail_group_by_operation_for_mail_message_operation(
            message_operation
        )
        operations.pop(False, None)
        return operations

    def _customer_portal_prepare_create_values(self, profile, values):
        """Complete the values of a record that a contact creates.

        Override it to set what the contact must not choose. Called last, so that no
        input wins over it; the user is the contact's. Whom the profile names is in
        charge of the record, by a field ``user_id``: the model's own default is often
        the user who makes it.

        :param profile: ``customer.portal.profile`` of the contact
        :param dict values: checked values, with the contact already linked
        :rtype: dict
        """
        field = self._fields.get("user_id")
        if not field or not field.store or field.comodel_name != "res.users":
            return values
        assignee = profile.user_id.id
        if field.required and not assignee:
            return values
        return {"user_id": assignee, **values}

    def _customer_portal_get_url(self):
        """Return the address of the record's page in the portal.

        In the pages of a section that is its own page; elsewhere, as in mails, the one
        of the first section that shows the model.

        :return: path from the root on, ``None`` for a model that no section shows
        :rtype: str
        """
        self.ensure_one()
        code = self.env["customer.portal.section"]._get_code(self._name)
        if not code:
            return None
        code = self.env.context.get("customer_portal_section", code)
        return f"/my/records/{code}/{self.id}"

    @api.model
    def _customer_portal_get_name_fields(self):
        """Return the texts of the model by which its records are found by their name.

        Override it where the name that is shown holds more of them, as a code. Not what
        the model offers to find its records by: a number or a mail address that nobody
        shows could be guessed.

        :return: names of fields that can be searched; none where the name is no field
        :rtype: list[str]
        """
        name = self._fields.get(self._rec_name)
        if not name or not (name.store or name.search or name.related):
            return []
        return [name.name]

    def _customer_portal_prepare_render_values(self):
        """Return further values for the templates of the record's page.

        :rtype: dict
        """
        return {}

    def _customer_portal_accepts(self, right):
        """Tell whether the record, as it is now, lets a right be used.

        Override it where, for instance, a closed record takes no comment.

        :param str right: one of ``customer_portal.policy.RIGHTS``, ``reopen`` or
            ``rate``
        :rtype: bool
        """
        accepts = {
            "comment": "message_ids" in self._fields,
            "close": False,
            "reopen": False,
            "rate": False,
        }
        return accepts.get(right, True)

    def _customer_portal_close(self):
        """Close the record for the contact. Called where it accepts ``close``."""

    def _customer_portal_reopen(self):
        """Reopen the record for the contact. Called where it accepts ``reopen``."""

    def _customer_portal_get_rating(self):
        """Return what the contact said of the support that it got.

        :return: ``rating`` (1 to 5) and ``feedback``, or ``None``
        :rtype: dict or None
        """
        return None

    def _customer_portal_rate(self, rating, feedback):
        """Keep what the contact says. Called where the record accepts ``rate``.

        :param int rating: 1 to 5
        :param str feedback: plain text, maybe empty
        """

    @api.model
    def _customer_portal_route_mail(self, message, message_dict, route):
        """Return where an incoming mail goes, or ``None`` to ignore it.

        :param email.message.EmailMessage message: the mail
        :param dict message_dict: what Odoo read off it; may be changed
        :param tuple route: model, id (0 for a new record), values, id of the user and
            ``mail.alias`` record
        :rtype: tuple or None
        """
        return route

    def _customer_portal_get_attachments(self, messages=None, notes=None):
        """Return the files that customers may see, newest first, as superuser.

        These are the files of messages that the user may read, and those that a
        customer added to the record itself. The files of internal notes hang on the
        record as well: whoever added them is no customer.

        :param messages: ``_customer_portal_get_messages()``, where they are known
        :param notes: ``_customer_portal_get_notes()``, likewise
        :rtype: odoo.addons.base.models.ir_attachment.IrAttachment
        """
        self.ensure_one()
        if notes is None:
            notes = self._customer_portal_get_notes()
        if messages is None:
            messages = self._customer_portal_get_messages(notes)
        # whose private note a file hangs on may be a customer as well
        hidden = (notes - messages).attachment_ids
        # sudo: ir.attachment - which files are visible is decided here
        return (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("res_field", "=", False),
                    ("id", "not in", hidden.ids),
                    "|",
                    ("id", "in", messages.attachment_ids.ids),
                    ("create_uid.share", "=", True),
                ],
                order="id desc",
            )
        )

    def _customer_portal_shows_file(self, attachment):
        """Tell whether a file can be seen on the record's page by the current user.

        That is a file in its list, or a picture inside a text that the user may read.

        :param attachment: ``ir.attachment`` of the record, as superuser
        :rtype: bool
        """
        self.ensure_one()
        if not self.exists() or not self.has_access("read"):
            return False
        if attachment in self._customer_portal_get_attachments():
            return True
        texts = self._customer_portal_get_messages().mapped("body")
        texts += [
            self[name]
            for name, field in self._fields.items()
            if field.type == "html"
            and field.store
            and self._has_field_access(field, "read")
        ]
        inside = re.compile(rf"/web/(?:image|content)/{attachment.id}\b")
        return any(inside.search(text or "") for text in texts)
