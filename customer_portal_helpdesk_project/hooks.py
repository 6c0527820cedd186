# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def pre_init_hook(env):
    """Take over the lines that a manager has added to the tickets before.

    A section has one line for each field, so that a second one would be refused.
    """
    section = env.ref("customer_portal.section_tickets")
    lines = section.field_ids.filtered(
        lambda line: line.name in ("project_id", "task_id")
    )
    prefix = "customer_portal_helpdesk_project.section_tickets"
    env["ir.model.data"]._update_xmlids(
        [
            {
                "xml_id": f"{prefix}_{line.name.removesuffix('_id')}",
                "record": line,
                "noupdate": True,
            }
            for line in lines
        ]
    )
