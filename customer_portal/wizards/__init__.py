from . import (
    customer_portal_give_profile,
    customer_portal_move,
    customer_portal_new_profile,
)
