# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import threading
from concurrent.futures import ThreadPoolExecutor

from odoo import SUPERUSER_ID, api, sql_db
from odoo.exceptions import AccessError, UserError
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.customer_portal.inputs import InputError

KEY = "{:032x}"


@tagged("-at_install", "post_install")
class TestConcurrency(BaseCase):
    """Two people at the same time, each in a transaction of its own, as in two workers.

    Both begin before the other one has ended; what PostgreSQL refuses is run again, as
    Odoo does with requests.
    """

    def setUp(self):
        super().setUp()
        self.database = get_db_name()
        Registry(self.database)
        # the thread that runs the tests holds it
        self.patch(Registry, "_lock", DummyRLock())
        self.addCleanup(self._clean)
        with self._env() as env:
            company = env["res.partner"].create({"name": "Racers", "is_company": True})
            self.contact = self._user(env, "racer", "base.group_portal")
            contact = env["res.users"].browse(self.contact).partner_id
            contact.write(
                {
                    "parent_id": company.id,
                    "customer_portal_profile_id": env.ref(
                        "customer_portal.profile_default"
                    ).id,
                    "customer_portal_active": True,
                }
            )
            agents = "customer_portal.group_agent,helpdesk_mgmt.group_helpdesk_user"
            self.agents = [
                self._user(env, f"racing-agent-{number}", agents) for number in (1, 2)
            ]
            self.ticket = (
                env["helpdesk.ticket"]
                .with_context(tracking_disable=True, mail_create_nosubscribe=True)
                .create(
                    {
                        "name": "Race",
                        "description": "x",
                        "partner_id": contact.id,
                        "user_id": False,
                        "stage_id": env.ref(
                            "helpdesk_mgmt.helpdesk_ticket_stage_in_progress"
                        ).id,
                    }
                )
                .id
            )
            self.made = (company | contact).ids

    def _user(self, env, login, groups):
        return new_test_user(env, login, groups, email=False).id

    def _env(self, uid=SUPERUSER_ID):
        """Return a context with an environment that is committed at its end."""
        return _Environment(self.database, uid)

    def _clean(self):
        with self._env() as env:
            env["helpdesk.ticket"].search([("name", "=", "Race")]).unlink()
            users = env["res.users"].search([("login", "like", "rac%er%")])
            users |= env["res.users"].search([("login", "like", "racing-agent-")])
            partners = users.partner_id | env["res.partner"].browse(self.made)
            users.unlink()
            partners.exists().unlink()

    def _race(self, *jobs):
        """Run functions at the same time, each as a user.

        :param jobs: for each id of the user and function of the environment
        :return: what they returned, or the ``InputError`` that they raised
        """
        barrier = threading.Barrier(len(jobs))

        def run(job):
            uid, function = job
            threading.current_thread().dbname = self.database
            with _Environment(self.database, uid) as env:
                # the snapshot of the transaction
                env.cr.execute("SELECT count(*) FROM helpdesk_ticket")
                barrier.wait(10)
                try:
                    return retrying(lambda: function(env), env)
                except InputError as error:
                    env.cr.rollback()
                    return error

        loggers = ("odoo.sql_db", "odoo.service.model", "odoo.addons.mail")
        with mute_logger(*loggers), ThreadPoolExecutor(len(jobs)) as pool:
            return list(pool.map(run, jobs))

    def _through(self, method, *args):
        """Return a function that calls the gateway on the ticket."""

        def call(env):
            access = env["customer.portal.access"]._of_user("tickets")
            record = access._find(self.ticket)
            getattr(env["customer.portal.gateway"], method)(access, record, *args)

        return call

    def _answer(self, env):
        env["helpdesk.ticket"].browse(self.ticket).message_post(
            body="Answer",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    def _read(self, function):
        with self._env() as env:
            return function(env["helpdesk.ticket"].browse(self.ticket))

    def _texts(self):
        return self._read(
            lambda ticket: [
                str(m.body) for m in ticket.message_ids.sorted("id") if m.body
            ]
        )

    def test_closed_twice(self):
        close = self._through("_close_record")
        self._race((self.contact, close), (self.contact, close))
        self.assertEqual(self._read(lambda t: t.customer_portal_state), "closed")
        self.assertEqual("".join(self._texts()).count("resolved"), 1)

    def test_comment_while_closing(self):
        """The comment comes before the end, or is refused."""
        comment = self._through("_post_comment", "Late", [], KEY.format(1))
        close = self._through("_close_record")
        answer, _none = self._race((self.contact, comment), (self.contact, close))
        self.assertEqual(self._read(lambda t: t.customer_portal_state), "closed")
        texts = "".join(self._texts())
        if isinstance(answer, InputError):
            self.assertNotIn("Late", texts)
        else:
            self.assertLess(texts.index("Late"), texts.index("resolved"))

    def test_sent_twice(self):
        comment = self._through("_post_comment", "Once", [], KEY.format(2))
        self._race((self.contact, comment), (self.contact, comment))
        self.assertEqual("".join(self._texts()).count("Once"), 1)

    def test_two_agents(self):
        """Both answers are there, and the ticket waits for the customer."""
        self._race(*((agent, self._answer) for agent in self.agents))
        self.assertEqual("".join(self._texts()).count("Answer"), 2)
        self.assertEqual(self._read(lambda t: t.customer_portal_state), "pending")

    def test_taken_by_two(self):
        """One agent has it, the other is told who."""

        def take(env):
            try:
                env["helpdesk.ticket"].browse(self.ticket).assign_to_me()
            except UserError as error:
                return str(error)
            return ""

        told = self._race(*((agent, take) for agent in self.agents))
        self.assertEqual(sorted(map(bool, told)), [False, True], told)
        owner = self._read(lambda t: t.user_id.id)
        self.assertEqual(owner, self.agents[told.index("")])
        name = self._read(lambda t: t.user_id.name)
        self.assertIn(f"{name} has taken this ticket meanwhile", "".join(told))

    def test_answer_and_comment(self):
        """Whoever was last says whose turn it is."""
        comment = self._through("_post_comment", "Mine", [], KEY.format(3))
        self._race((self.contact, comment), (self.agents[0], self._answer))
        last = [t for t in self._texts() if "Mine" in t or "Answer" in t][-1]
        expected = "open" if "Mine" in last else "pending"
        self.assertEqual(self._read(lambda t: t.customer_portal_state), expected)

    def test_rated_twice(self):
        self._race((self.contact, self._through("_close_record")))
        rate = self._through("_rate_record", {"rating": "5"})
        again = self._through("_rate_record", {"rating": "1"})
        with self._env() as env:
            env.ref("customer_portal.profile_default").asks_rating = True
        jobs = (self._or_refused(rate), self._or_refused(again))
        done = self._race(*((self.contact, job) for job in jobs))
        self.assertEqual(sorted(done), [False, True])
        self.assertEqual(self._read(lambda t: len(t.rating_ids)), 1)

    def _or_refused(self, function):
        def call(env):
            try:
                function(env)
            except AccessError:
                return False
            return True

        return call


class _Environment:
    """An environment with a cursor of its own, committed at the end."""

    def __init__(self, database, uid):
        self.cr = sql_db.db_connect(database).cursor()
        self.uid = uid

    def __enter__(self):
        return api.Environment(self.cr, self.uid, {})

    def __exit__(self, kind, error, trace):
        if kind:
            self.cr.rollback()
        else:
            # other transactions have to see it: that is what is tested
            self.cr.commit()  # pylint: disable=invalid-commit
        self.cr.close()
