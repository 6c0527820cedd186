# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def pre_init_hook(env):
    """Take over the line that a manager has added to the tickets before."""
    section = env.ref("customer_portal.section_tickets")
    section._hand_over("customer_portal_helpdesk_product", ("product_id",))
