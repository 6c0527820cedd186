# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import threading
import uuid

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger


@tagged("-at_install", "post_install")
class TestDoubleClick(BaseCase):
    """Two requests with one key at the same time, on two connections."""

    def test_double_click(self):
        registry, key = Registry(get_db_name()), uuid.uuid4().hex
        cursors = [self.enterContext(registry.cursor()) for _number in range(3)]
        # environments of this thread: making them takes a lock that the runner holds
        first, second, again = map(self._requests, cursors)
        outcome = []

        def attempt():
            """Do what Odoo does with a request: run it again if it is refused."""
            try:
                outcome.append(second._claim(key)[1])
            except SerializationFailure:
                outcome.append("refused")
                outcome.append(again._claim(key)[1])

        claim, earlier = first._claim(key)
        self.assertEqual(earlier, 0)
        thread = threading.Thread(target=attempt)
        with mute_logger("odoo.sql_db"):
            thread.start()
            thread.join(0.5)
            self.assertTrue(thread.is_alive(), "it waits for the first")
            claim.res_id = 4711
            first.env.cr.commit()
            thread.join(10)
        self.assertEqual(outcome, ["refused", 4711])
        claim.unlink()
        first.env.cr.commit()

    def _requests(self, cr):
        return api.Environment(cr, SUPERUSER_ID, {})["customer.portal.request"]
