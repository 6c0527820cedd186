from . import (
    base_partner_merge,
    customer_portal_enable,
    customer_portal_enable_file,
    customer_portal_enable_line,
    customer_portal_give_profile,
    customer_portal_move,
    customer_portal_new_profile,
    customer_portal_notice_preview,
    customer_portal_reach,
    customer_portal_reach_line,
    portal_wizard_user,
)
