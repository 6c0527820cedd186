# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import models


class CustomerPortalAccess(models.Model):
    """What the pages of a section show: values for templates, nothing to compute."""

    _inherit = "customer.portal.access"

    def _prepare_detail_values(self, record, all_comments=False):
        """Prepare the page of a record for its template.

        :param record: a record that the user can read
        :param bool all_comments: not the newest ones only
        :return: what :meth:`_prepare_headline` returns, ``title``, ``state`` (cell or
            ``None``), ``blocks`` and ``long_blocks`` (title and cells; those with
            long texts), ``conversation``, ``files``, ``own_page`` (address or
            ``None``), ``has_pdf``, ``may`` (right to bool)
        :rtype: dict
        """
        headline = self._prepare_headline(record)
        blocks, state = defaultdict(list), None
        for line in self._fields_of("detail"):
            if line.name in headline["told"]:
                continue
            cell = line._prepare_cell(record)
            if cell["state"]:
                state = cell
            else:
                blocks[line.block or self.section_id.name].append(cell)
        long_blocks = {
            title: cells
            for title, cells in blocks.items()
            if any(cell["is_long"] for cell in cells)
        }
        gateway = self.env["customer.portal.gateway"]
        notes = record._customer_portal_get_notes()
        messages = record._customer_portal_get_messages(notes)
        files = self._prepare_files(record, messages, notes)
        return {
            **headline,
            "title": record.display_name,
            "state": state,
            "blocks": [item for item in blocks.items() if item[0] not in long_blocks],
            "long_blocks": list(long_blocks.items()),
            "conversation": self._prepare_conversation(record, messages, all_comments),
            "files": files,
            "own_page": self._get_own_page(record),
            "has_pdf": self._has_pdf(),
            "may": {
                right: gateway._may(self, right, record)
                for right in ("comment", "write", "close", "delete")
            }
            | {
                "reopen": self._is_allowed("close", record)
                and record._customer_portal_accepts("reopen")
            },
            **record._customer_portal_prepare_render_values(),
        }

    def _prepare_form_values(self, form=None, errors=None, record=None):
        """Prepare the form for a new record, or to edit one.

        :param dict form: what was typed before
        :param dict errors: message for each input that cannot be accepted
        :param record: the record that is edited, readable; none for a new one
        :return: ``title``, ``blocks`` (heading and inputs), ``summary`` (input and
            message of each error), ``errors``, ``contact`` (name of whom a new record
            will be of, where nobody chooses it) and what files may be
        :rtype: dict
        """
        form, errors = form or {}, errors or {}
        lines = self._fields_of("form")
        first = lines.filtered("block")[:1].block or self.section_id.singular
        blocks, summary = defaultdict(list), []
        for line in lines:
            shown = line._prepare_input(
                line._get_shown(form, record),
                errors.get(line.name),
                required=line in self.required_field_ids,
                record=record,
                was=form.get(f"was.{line.name}"),
            )
            blocks[line.block or first].append(shown)
            if shown["error"]:
                summary.append((shown, shown["error"]))
        if errors.get("attachments"):
            files = {"name": "attachments", "label": self.env._("Files")}
            summary.append((files, errors["attachments"]))
        return {
            "title": record.display_name if record else self.section_id.name,
            "record": record,
            "blocks": list(blocks.items()),
            "summary": summary,
            "errors": errors,
            "contact": not (record or self._offers_colleagues()) and self.env.user.name,
            **self.env["customer.portal.gateway"]._prepare_file_limits(),
        }

    def _get_linking_field(self, name):
        """Return the field of the form whose values these contacts may search.

        :param str name: any text
        :return: ``customer.portal.section.field``, none where there is nothing to fill
            in
        """
        lines = self._fields_of("form").filtered(lambda line: line.name == name)
        fills_in = self.can_create or self.write_scope != "none"
        linking = lines and lines._field().type in ("many2one", "many2many")
        return lines if fills_in and linking else lines.browse()

    def _prepare_delete_values(self, record, errors=None):
        """Prepare the page that asks before a record is deleted.

        :param record: a record that the user can read
        :param dict errors: why it could not be deleted
        :return: ``title``, ``errors`` and how much is lost: ``comment_count`` and
            ``file_count``
        :rtype: dict
        """
        return {
            "title": record.display_name,
            "record": record,
            "errors": errors or {},
            "comment_count": len(record._customer_portal_get_messages()),
            "file_count": len(record._customer_portal_get_attachments()),
        }
