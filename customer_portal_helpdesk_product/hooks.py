# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def pre_init_hook(env):
    """Take over the line that a manager has added to the tickets before.

    A section has one line for each field, so that a second one would be refused.
    """
    field = env["ir.model.fields"]._get("helpdesk.ticket", "product_id")
    section = env.ref("customer_portal.section_tickets")
    line = section.field_ids.filtered(lambda line: line.field_id == field)
    env["ir.model.data"]._update_xmlids(
        [
            {
                "xml_id": "customer_portal_helpdesk_product.section_tickets_product",
                "record": record,
                "noupdate": True,
            }
            for record in line
        ]
    )
