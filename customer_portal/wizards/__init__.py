from . import (
    customer_portal_move,
    customer_portal_new_profile,
    portal_wizard_user,
)
