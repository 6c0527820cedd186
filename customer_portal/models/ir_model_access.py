# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models, tools

from .base import get_readable

#: Models without ``portal.mixin`` that tell portal users more than their own.
ALSO_MANAGED = ("calendar.event", "mail.notification", "res.partner", "stock.picking")


class IrModelAccess(models.Model):
    _inherit = "ir.model.access"

    def _get_allowed_models(self, mode="read"):
        """Let portal users read managed models if granted, and write none of them.

        What they change goes through the gateway.
        """
        allowed = super()._get_allowed_models(mode)
        if get_readable(self.env) is None:
            return allowed
        policy = self.env.user._customer_portal_policy()
        granted = policy.fields().keys() if mode == "read" else frozenset()
        return allowed - self._customer_portal_get_managed() | granted

    @api.model
    @tools.ormcache()
    def _customer_portal_get_managed(self):
        """Return the models that portal users reach only as their policy says.

        These are the exposed ones, and all that apps show in Odoo's own portal: the
        documents, and what is deleted with them, as their lines.

        :rtype: frozenset[str]
        """
        registry = self.env.registry
        document = registry["portal.mixin"]
        documents = {
            name
            for name, model in registry.items()
            if issubclass(model, document) and not model._abstract
        }
        managed = documents | {name for name in ALSO_MANAGED if name in registry}
        for name, model in registry.items():
            if not model._abstract and any(
                field.type == "many2one"
                and field.store
                and field.comodel_name in documents
                and field.ondelete == "cascade"
                for field in model._fields.values()
            ):
                managed.add(name)
        exposed = self.env["customer.portal.section"]._codes_by_model().keys()
        return frozenset(managed | exposed)
