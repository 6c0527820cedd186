import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

/** Ticks off the rules of a new password while it is typed. The server decides. */
export class ChoosePassword extends Interaction {
    static selector = ".cp-password";
    dynamicContent = {
        "[name=password], [name=confirm_password]": {
            "t-on-input": () => this.updateContent(),
        },
        ".cp-rule-length": {
            "t-att-class": () => ({"cp-met": this.isLongEnough}),
        },
        ".cp-rule-length .fa": {
            "t-att-class": () => ({
                "fa-check-circle": this.isLongEnough,
                "fa-circle-o": !this.isLongEnough,
            }),
        },
        "[name=confirm_password]": {
            "t-att-class": () => ({"is-invalid": this.isDifferent}),
            "t-att-aria-invalid": () => (this.isDifferent ? "true" : null),
        },
        ".cp-different": {
            "t-att-hidden": () => (this.isDifferent ? null : "hidden"),
        },
    };

    get isLongEnough() {
        const password = this.el.querySelector("[name=password]");
        return password.value.length >= password.minLength;
    }

    /**
     * What is typed again can no longer become the same.
     *
     * @returns {boolean}
     */
    get isDifferent() {
        const password = this.el.querySelector("[name=password]").value;
        const repeated = this.el.querySelector("[name=confirm_password]").value;
        return !password.startsWith(repeated);
    }
}

registry
    .category("public.interactions")
    .add("customer_portal.choose_password", ChoosePassword);
