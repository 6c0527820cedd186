# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tools import SQL


def pre_init_hook(env):
    """Fill the states of stages and tickets, and since when they wait, in SQL.

    Left to the ORM this would touch every ticket: minutes at a million of them, and
    each would look as if it had been updated today. The stage that helpdesk_mgmt ships
    for tickets that wait for the customer may have been deleted.
    """
    awaiting = env.ref(
        "helpdesk_mgmt.helpdesk_ticket_stage_awaiting", raise_if_not_found=False
    )
    for table in ("helpdesk_ticket_stage", "helpdesk_ticket"):
        env.cr.execute(
            SQL(
                "ALTER TABLE %s ADD COLUMN IF NOT EXISTS customer_portal_state VARCHAR",
                SQL.identifier(table),
            )
        )
    # a default that PostgreSQL fills in without touching a row
    env.cr.execute(
        """
        ALTER TABLE helpdesk_ticket
            ADD COLUMN IF NOT EXISTS customer_portal_severity VARCHAR DEFAULT 'minor',
            ADD COLUMN IF NOT EXISTS rating_last_value DOUBLE PRECISION DEFAULT 0;
        ALTER TABLE helpdesk_ticket
            ALTER COLUMN customer_portal_severity DROP DEFAULT,
            ALTER COLUMN rating_last_value DROP DEFAULT
        """
    )
    env.cr.execute(
        SQL(
            """
            UPDATE helpdesk_ticket_stage
               SET customer_portal_state = CASE
                       WHEN closed THEN 'closed'
                       WHEN unattended THEN 'new'
                       WHEN id = %s THEN 'pending'
                       ELSE 'open'
                   END
            """,
            awaiting.id if awaiting else None,
        )
    )
    env.cr.execute(
        """
        UPDATE helpdesk_ticket AS ticket
           SET customer_portal_state = stage.customer_portal_state
          FROM helpdesk_ticket_stage AS stage
         WHERE stage.id = ticket.stage_id
        """
    )
    env.cr.execute(
        """
        ALTER TABLE helpdesk_ticket
        ADD COLUMN IF NOT EXISTS customer_portal_waiting_since TIMESTAMP
        """
    )
    env.cr.execute(
        """
        UPDATE helpdesk_ticket
           SET customer_portal_waiting_since = COALESCE(last_stage_update, write_date)
         WHERE customer_portal_state IN ('new', 'open')
        """
    )


def post_init_hook(env):
    """Cut off nobody by an install: a database with portal users keeps their access.

    A new database, without such users, denies by default.
    """
    before = env["res.users"].search_count(
        [
            ("group_ids", "in", env.ref("base.group_portal").ids),
            ("partner_id.customer_portal_profile_id", "=", False),
        ],
        limit=1,
    )
    if before:
        env["res.company"].search([]).customer_portal_without_profile = "standard"
        # the next thing that the manager sees: these users, and how to give profiles
        action = env.ref("customer_portal.customer_portal_without_profile_action")
        env["ir.actions.todo"].create({"action_id": action.id, "sequence": 1})
