# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command

from . import common


class AppsCase(common.PortalHttpCase):
    """What Odoo's apps keep of a contact; for databases with the apps."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.env["product.product"].create(
            {"name": "Secret product", "type": "consu", "list_price": 100}
        )

    @classmethod
    def _order(cls, user, state="sent", **values):
        """Make a quotation with one line."""
        return cls.env["sale.order"].create(
            {
                "partner_id": user.partner_id.id,
                "state": state,
                "order_line": [Command.create({"product_id": cls.product.id})],
                **values,
            }
        )

    @classmethod
    def _invoice(cls, user, posted=True):
        """Make an invoice with one line."""
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": user.partner_id.id,
                "invoice_date": "2026-01-31",
                "invoice_line_ids": [
                    Command.create(
                        {"product_id": cls.product.id, "quantity": 1, "price_unit": 100}
                    )
                ],
            }
        )
        if posted:
            invoice.action_post()
        return invoice

    @classmethod
    def _documents(cls, user):
        """Make one document of each app for a contact, which it follows.

        :return: records, with their lines
        """
        contact = user.partner_id
        order = cls._order(user)
        confirmed = cls._order(user, state="draft")
        confirmed.action_confirm()
        invoice = cls._invoice(user)
        project = cls.env["project.project"].create(
            {
                "name": "Secret project",
                "partner_id": contact.id,
                "privacy_visibility": "portal",
            }
        )
        task = cls.env["project.task"].create(
            {
                "name": "Secret task",
                "project_id": project.id,
                "partner_id": contact.id,
            }
        )
        purchase = cls.env["purchase.order"].create(
            {
                "partner_id": contact.id,
                "state": "sent",
                "order_line": [
                    Command.create({"product_id": cls.product.id, "product_qty": 1})
                ],
            }
        )
        event = cls.env["calendar.event"].create(
            {
                "name": "Secret meeting",
                "start": "2026-01-01 10:00:00",
                "stop": "2026-01-01 11:00:00",
                "partner_ids": [Command.link(contact.id)],
            }
        )
        lead = cls.env["crm.lead"].create(
            {"name": "Secret lead", "partner_id": contact.id}
        )
        documents = [order, confirmed, invoice, project, task, purchase, lead]
        for document in documents:
            document.message_subscribe(contact.ids)
        return [
            *documents,
            event,
            order.order_line,
            invoice.invoice_line_ids,
            purchase.order_line,
            confirmed.picking_ids,
            confirmed.picking_ids.move_ids,
        ]
