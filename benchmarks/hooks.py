# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the addon's hooks cost internal users: `./dev shell < benchmarks/hooks.py`.

The measures of internal_users.py in one process, in turns with the hooks and without
them: what else the machine does concerns both alike, so that a few percent show.
"""

import statistics
import time
from pathlib import Path

from odoo.addons.customer_portal.models.base import Base
from odoo.addons.customer_portal.models.ir_model_access import IrModelAccess
from odoo.addons.customer_portal.models.ir_rule import IrRule

ROUNDS = 40
HOOKS = (
    (Base, "_has_field_access"),
    (Base, "_compute_field_value"),
    (IrRule, "_compute_domain"),
    (IrRule, "_get_rules"),
    (IrModelAccess, "_get_allowed_models"),
)
FUNCTIONS = [vars(owner)[name] for owner, name in HOOKS]


def switch(hooked):
    """Put the hooks in place, or take them away."""
    for (owner, name), function in zip(HOOKS, FUNCTIONS, strict=True):
        if hooked:
            setattr(owner, name, function)
        elif name in vars(owner):
            delattr(owner, name)


def measure(function, number):
    """Return the seconds of the processor for a call: without hooks, and with them.

    :rtype: dict[bool, list[float]]
    """
    times = {False: [], True: []}
    for turn in range(2 * ROUNDS):
        hooked = turn % 4 in (1, 2)  # neither is always the first
        switch(hooked)
        start = time.process_time()
        for _call in range(number):
            function()
        times[hooked].append((time.process_time() - start) / number)
    switch(True)
    return times


names = {}
source = Path("benchmarks/internal_users.py").read_text().rpartition("print(")[0]
exec(compile(source, "internal_users", "exec"), names)  # noqa: S102 - our own file
tickets = names["agent_tickets"](env)  # noqa: F821 - env is the shell's
print(f"{'internal user, microseconds':34}{'without':>12}{'with':>12}{'ratio':>8}")
for name, (function, number) in names["measures"](tickets).items():
    function()
    times = measure(function, max(1, int(number / 10)))
    without, hooked = (statistics.median(times[side]) * 1e6 for side in (False, True))
    print(f"{name:34}{without:12.3f}{hooked:12.3f}{hooked / without:8.3f}")
