# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Records full of words that may be read or not, and what an attacker tries on them."""

from . import common
from .matrix_case import MatrixFactory

#: What customers may read of a record, and what only agents may.
WORD, SECRET = "canary-{}-7f", "secret-{}-7f"
RECORDS = ("own", "own_closed", "colleague", "related", "other", "assigned")
#: Contacts of the same company, of a related one and of another.
CONTACTS = ("carol", "boris", "gina")
#: Texts of the apps' documents that may hold a word, none of their contacts' own.
TEXTS = ("name", "description", "note", "narration", "location")
TEXTS += ("client_order_ref", "partner_ref")
KINDS = ("char", "text", "html")
#: What the apps' routes call the id of a document.
NAMES = {
    "sale.order": ("order_id", "sale_order_id"),
    "purchase.order": ("order_id",),
    "account.move": ("invoice_id",),
    "project.project": ("project_id",),
    "project.task": ("task_id",),
    "stock.picking": ("picking_id",),
}


class CanaryCase(MatrixFactory, common.PortalHttpCase):
    """Tickets as Ann (or, assigned, Eve) stands to them, contacts, documents of apps.

    Each holds words of its own in all its texts, messages and files.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpMatrix()
        cls.tickets = {record: cls._ticket_canary(record) for record in RECORDS}
        cls.contacts = cls.env["res.partner"]
        for name in CONTACTS:
            contact, word = getattr(cls, name), WORD.format(f"contact_{name}")
            contact.write({n: word for n in ("comment", "phone", "function")})
            contact.email = f"{word}@canary.example"
            cls.contacts |= contact
        cls.documents = []
        cls.env.flush_all()

    @classmethod
    def _ticket_canary(cls, record):
        actor = "collaborator" if record == "assigned" else "default"
        word = WORD.format(record)
        ticket = cls._record(actor, record, f"{word} title")
        ticket.write({"description": word, "partner_name": word})
        return cls._canary(ticket, record)

    @classmethod
    def _document_canaries(cls, documents):
        """Put words into documents of the apps and into their lines.

        :param documents: list of records
        """
        for records in documents:
            word = WORD.format(records._name.replace(".", "_"))
            for name, field in records._fields.items():
                # the number of a posted invoice is not changed
                is_kept = (records._name, name) == ("account.move", "name")
                if name in TEXTS and field.type in KINDS and not is_kept:
                    records.write({name: word})
            if "message_ids" in records._fields and len(records) == 1:
                name = records._name.replace(".", "_")
                cls.documents.append(cls._canary(records, name))
        cls.env.flush_all()

    @classmethod
    def _canary(cls, record, name):
        """Put words into the messages and files of a record.

        :return: the values that an attacker would try, by name of the argument
        """
        word, secret = WORD.format(name), SECRET.format(name)
        record.message_ids.unlink()
        # sudo: the record's model - an agent of tickets may not write in every app
        as_agent = record.with_user(cls.agent).sudo()
        as_agent = as_agent.with_context(
            mail_notify_force_send=False, customer_portal_closing=True
        )
        comment = as_agent.message_post(
            body=f"{word} comment",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        note = as_agent.message_post(body=secret, subtype_xmlid="mail.mt_note")
        file = cls._file(record, f"{word}.txt", cls.agent, comment)
        file.raw = word.encode()
        hidden = cls._file(record, f"{secret}.txt", cls.agent, note)
        hidden.raw = secret.encode()
        contact = record["partner_id"] if "partner_id" in record else cls.ann.partner_id
        canary = {
            "record": record,
            "contact": contact.id,
            "messages": comment | note,
            "files": file | hidden,
            "tokens": ["none", "none"],
            "token": "none",
            "hash": "none",
        }
        # files of what no portal shows, as of a lead, open by their token as in stock
        if record._name in cls.env["ir.model.access"]._customer_portal_get_managed():
            canary["tokens"] = (file | hidden).generate_access_token()
        if "access_url" in record._fields:
            canary["token"] = record._portal_ensure_token()
            canary["hash"] = record._sign_token(contact.id)
        return canary

    def _arguments(self, canary, index=0):
        """Return what an attacker would try, by name of the argument.

        :param int index: 0 for the comment and its file, 1 for the internal note's
        """
        record, message = canary["record"].id, canary["messages"][index].id
        file, model = canary["files"][index].id, canary["record"]._name
        mixed = [self.tickets["own"]["files"][0].id, file]
        return {
            **dict.fromkeys(
                ("model", "__model__", "thread_model", "res_model", "model_name"), model
            ),
            **dict.fromkeys(("thread_id", "res_id", "record_id", "ticket_id"), record),
            **dict.fromkeys(NAMES.get(model, ()), record),
            "id": file,
            "ids": str(file),
            "file_ids": ",".join(map(str, mixed)),
            "attachment_id": file,
            "attachment_ids": mixed,
            "message_id": message,
            "method": "read",
            "args": [[record], ["name", "description"]],
            "kwargs": {},
            "code": "tickets",
            "access_token": canary["token"],
            "token": canary["token"],
            "_hash": canary["hash"],
            "hash": canary["hash"],
            "pid": canary["contact"],
            "partner_id": canary["contact"],
            "partner_ids": [self.dan.partner_id.id],
            "post_data": {"body": "Intruder", "attachment_ids": mixed},
            "update_data": {"body": "Intruder", "attachment_ids": mixed},
            "body": "Intruder",
            "name": "Intruder",
            "fetch_params": {"limit": 30},
            **dict.fromkeys(("search_term", "search", "q", "term"), "canary"),
            "domain": [],
            "fields": ["name"],
            "field": "raw",
            "is_internal": True,
            "stage_id": self.closed.id,
            "docids": str(record),
            "reportname": "helpdesk_mgmt.report",
        }

    def _snapshot(self, canaries):
        """Return all that a request could have changed of records and contacts."""
        self.env.invalidate_all()
        return self.contacts.read(["name", "email", "phone", "function", "comment"]), [
            (
                [
                    canary["record"].read([name])
                    for name in (*TEXTS, "state", "stage_id", "partner_id")
                    if name in canary["record"]
                ],
                [(m.body, m.is_internal) for m in canary["record"].message_ids],
                canary["record"].message_partner_ids.ids,
                [(file.name, file.raw, file.access_token) for file in canary["files"]],
            )
            for canary in canaries
        ]
