# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo import SUPERUSER_ID, api, fields, models

#: What the settings begin with: attempts, minutes in which they count, minutes locked.
ATTEMPTS, MINUTES, BLOCKED = 10, 15, 15
#: The most that each of them can be.
MOST = 10**6
#: How often a failure is noted again when another one is noted at the same moment.
TRIES = 20


class CustomerPortalAccount(models.Model):
    """What the doors know of a portal user, beside its contact and its profile.

    Apart from ``res.users``, so that a failed attempt locks and changes no user.
    """

    _name = "customer.portal.account"
    _description = "Portal account"
    _log_access = False
    _rec_name = "user_id"

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    failures = fields.Integer("Failed attempts")
    failing_since = fields.Datetime()
    locked_until = fields.Datetime()
    locked = fields.Boolean("Locked by an agent")
    must_change = fields.Boolean("Must change the password")
    password_until = fields.Datetime("Password valid until")
    pending = fields.Boolean("Credentials to be sent", index="btree_not_null")
    sent_date = fields.Datetime("Credentials sent")
    serial = fields.Integer(help="Links with a lower one are void.")
    era = fields.Integer(help="Sessions of a former one are void.")
    left_date = fields.Datetime("Left")
    last_access = fields.Datetime()
    accesses = fields.Integer("Number of accesses")

    _user_unique = models.Constraint("UNIQUE(user_id)", "One account for each user.")

    @api.model
    def _of(self, users):
        """Return the accounts that portal users have so far.

        :param users: ``res.users`` records
        """
        known = [name for name, field in self._fields.items() if field.store]
        return self.search_fetch([("user_id", "in", users.ids)], known)

    @api.model
    def _ensure(self, users):
        """Return the accounts of portal users; new ones where there were none.

        :param users: ``res.users`` records
        """
        accounts = self._of(users)
        missing = users - accounts.user_id
        missing.invalidate_recordset(["customer_portal_account_id"])
        return accounts | self.create([{"user_id": user.id} for user in missing])

    # ------------------------------------------------------------------
    # What the doors ask
    # ------------------------------------------------------------------

    def _get_state(self):
        """Return ``active``, ``locked`` or ``outdated``; no account is an active one.

        :rtype: str
        """
        if self.locked or self._is_blocked():
            return "locked"
        if self.must_change and self.password_until:
            if self.password_until < fields.Datetime.now():
                return "outdated"
        return "active"

    def _is_blocked(self):
        """Tell whether too many attempts have closed the account for now."""
        until = self.locked_until
        return bool(until and fields.Datetime.now() < until)

    def _hides_answer(self):
        """Tell whether also the right password gets no other answer than a wrong one.

        While the account is blocked the person is told so, but whoever goes on guessing
        must not learn by it that a guess was right.
        """
        attempts, _minutes, _blocked = self._get_limits()
        return self._is_blocked() and self.failures >= 2 * attempts

    @api.model
    def _get_limits(self):
        """Return attempts (0: no limit), minutes in which they count, minutes blocked.

        :rtype: tuple[int, int, int]
        """
        get = self.env["ir.config_parameter"]._customer_portal_get_number
        return (
            get("customer_portal.lock_attempts", ATTEMPTS, (0, MOST)),
            get("customer_portal.lock_minutes", MINUTES, (1, MOST)),
            get("customer_portal.lock_blocked", BLOCKED, (1, MOST)),
        )

    # ------------------------------------------------------------------
    # What happens at the doors
    # ------------------------------------------------------------------

    @api.model
    def _note_apart(self, user, event, reason=False):
        """Note a failure in a transaction of its own, which no error takes back.

        :param user: ``res.users`` record, or an empty one for an unknown account
        :param str event: ``failure`` counts as an attempt, ``refused`` does not
        :param reason: see ``customer.portal.log``
        """
        for tries_left in reversed(range(TRIES)):
            try:
                with self.env.registry.cursor() as cr:
                    # sudo: customer.portal.account - who failed is nobody yet
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    known = env["res.users"].browse(user.ids).exists()
                    if known and event == "failure":
                        env[self._name]._ensure(known)._note_failure()
                    env["customer.portal.log"]._add(event, known, reason)
                return
            except (SerializationFailure, UniqueViolation):
                # another attempt was noted meanwhile: this one counts, too
                if not tries_left:
                    raise

    def _note_failure(self):
        """Count a failed attempt; block the account, and tell its person once."""
        attempts, minutes, blocked = self._get_limits()
        if not attempts:
            return
        now, is_blocked = fields.Datetime.now(), self._is_blocked()
        counted_since = now - timedelta(minutes=minutes)
        is_first = not is_blocked and (
            self.locked_until
            or not self.failing_since
            or self.failing_since < counted_since
        )
        values = {"failures": 1 if is_first else self.failures + 1}
        if is_first:
            values |= {"failing_since": now, "locked_until": False}
        if not is_blocked and values["failures"] >= attempts:
            values["locked_until"] = now + timedelta(minutes=blocked)
        self.write(values)
        if values.get("locked_until"):
            self.env["customer.portal.log"]._add("lock", self.user_id, "attempts")
            template = "customer_portal.mail_template_locked"
            if self.user_id.active and self.user_id.email:
                self.env.ref(template)._customer_portal_queue(self.user_id)

    def _note_access(self):
        """Count a login, which ends a row of failed attempts."""
        for account in self:
            account.write(
                {
                    **self._no_failures(),
                    "last_access": fields.Datetime.now(),
                    "accesses": account.accesses + 1,
                }
            )
        self.env["customer.portal.log"]._add("login", self.user_id)

    @api.model
    def _no_failures(self):
        return {"failures": 0, "failing_since": False, "locked_until": False}
