# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from odoo import api, models, tools
from odoo.exceptions import AccessDenied

from ..policy import Grant

#: What Odoo's pages read of the own contact as the user: its name and its picture.
#: Account and addresses are read and written as superuser, which checks whose they are.
OWN_CONTACT = Grant(
    access_id=0,
    section="",
    model="res.partner",
    contact_paths=("id",),
    fields=frozenset(
        {"id", "active", "name", "complete_name", "display_name"}
        | {"avatar_128", "avatar_1024", "company_name", "write_date"}
    ),
    read="own",
)


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def _check_uid_passwd(self, uid, passwd):
        """Close XML-RPC and JSON-RPC to portal users, also with the right password."""
        if self.browse(uid)._customer_portal_policy() is not None:
            raise AccessDenied()
        return super()._check_uid_passwd(uid, passwd)

    def _customer_portal_policy(self):
        """Return the policy of the user that is in force now.

        :return: ``None`` for internal and public users, who are not concerned
        :rtype: customer_portal.policy.Policy
        """
        # bearer authentication asks before there is a user
        compiled = self._customer_portal_compile() if self.id else None
        return compiled and compiled.on(self._customer_portal_today())

    def _customer_portal_get_readable(self):
        """Return what the user may read of managed models.

        :return: names of fields by model; ``None`` for internal and public users
        :rtype: dict[str, frozenset] or None
        """
        policy = self._customer_portal_policy()
        if policy is None:
            return None
        managed = self.env["ir.model.access"]._customer_portal_get_managed()
        return dict.fromkeys(managed, frozenset()) | policy.fields()

    @tools.ormcache("self.id")
    def _customer_portal_compile(self):
        """Compile the user's policy, whatever the day.

        :rtype: customer_portal.policy.Policy
        """
        if not self._is_portal():
            return None
        # sudo: res.users - the policy is compiled for a user who may not read it
        user = self.sudo()
        contact = user.partner_id
        profile = contact.customer_portal_profile_id
        without = user.company_id.customer_portal_without_profile
        if not profile and without == "standard":
            return None
        return replace(profile._compile(contact), kept=(OWN_CONTACT,))

    def _customer_portal_today(self):
        """Return the day in the time zone of the user's company.

        :rtype: datetime.date
        """
        # sudo: res.users, res.company - whoever asks may not read user and time zone
        return self.sudo().company_id._customer_portal_today()

    @api.model
    def _customer_portal_clear_policies(self):
        """Forget all compiled policies, in every worker, now and after the commit.

        A request that is served between now and the commit would compile the former
        state and keep it: hence the second time.
        """
        registry, postcommit = self.env.registry, self.env.cr.postcommit
        registry.clear_cache()
        for env in self.env.transaction.envs:
            vars(env).pop("customer_portal_fields", None)
        if "customer_portal" not in postcommit.data:
            postcommit.data["customer_portal"] = True
            postcommit.add(registry.clear_cache)
