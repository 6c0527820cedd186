# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def post_init_hook(env):
    """Say for helpdesk_mgmt's own stages which state the portal shows.

    The stages belong to helpdesk_mgmt and may have been changed or deleted: only
    what is there is set. New and closed stages are told apart by their own flags.
    """
    awaiting = env.ref(
        "helpdesk_mgmt.helpdesk_ticket_stage_awaiting", raise_if_not_found=False
    )
    if awaiting:
        awaiting.customer_portal_state = "pending"
