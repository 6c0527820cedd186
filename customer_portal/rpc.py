# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What portal users may call remotely: next to nothing.

Generic calls reach every method of every model, and answer questions that no check of a
field covers (a search in ``message_ids.body`` counts internal notes, ``onchange`` and
``default_get`` read what they please). Our pages need none of them.
"""

#: Routes that take the name of a model or an action. Compared with the rule of a route.
CLOSED = (
    "/json/",
    "/web/action/",
    "/web/dataset/",
    "/web/domain/",
    "/web/export/",
    "/web/model/",
    "/web/pivot/",
    "/web/view/",
)

#: Calls by Odoo's own pages for portal users, as (model, method).
CALLS = frozenset(
    {
        # /my/security: confirm the password, log out everywhere
        ("res.users.identitycheck", "write"),
        ("res.users.identitycheck", "run_check"),
        ("res.users", "action_revoke_all_devices"),
        # /my/security: two-factor authentication
        ("res.users", "action_totp_enable_wizard"),
        ("res.users", "action_totp_disable"),
        ("res.users", "revoke_all_devices"),
        ("auth_totp.wizard", "read"),
        ("auth_totp.wizard", "enable"),
        ("auth_totp.device", "remove"),
        # /my/security: passkeys
        ("res.users", "action_create_passkey"),
        ("auth.passkey.key", "write"),
        ("auth.passkey.key", "action_delete_passkey"),
        ("auth.passkey.key.create", "create"),
        ("auth.passkey.key.create", "make_key"),
        # /my/payment_method: what a saved card is used for
        ("payment.token", "get_linked_records_info"),
    }
)


def is_closed(rule, model=None, method=None):
    """Tell whether a route is closed to portal users.

    :param str rule: address of the route, as declared
    :param str model: name of the model called, for ``/web/dataset/``
    :param str method: name of the method called
    :rtype: bool
    """
    if not rule.startswith(CLOSED):
        return False
    called = rule.startswith("/web/dataset/call_kw") and (model, method) in CALLS
    return not called
