import {Interaction} from "@web/public/interaction";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/** Odoo's button that shows a password is an icon without a name. */
export class ShowPassword extends Interaction {
    static selector = ".cp .o_show_password";
    dynamicContent = {
        _root: {"t-att-aria-label": () => _t("Show password")},
    };
}

registry
    .category("public.interactions")
    .add("customer_portal.show_password", ShowPassword);
