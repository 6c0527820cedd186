import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

// What opens below a button closes with Escape, and when one goes elsewhere. A link that
// acts as a button is pressed as one, by the space bar, too.
export class Pop extends Interaction {
    static selector = "#wrapwrap:has(.cp)";
    dynamicContent = {
        _document: {
            "t-on-keydown": this.onKeydown,
            "t-on-click": this.closeOthers,
            "t-on-focusin": this.closeOthers,
        },
    };

    closeOthers({target}) {
        for (const open of document.querySelectorAll("details.cp-pop[open]")) {
            if (!open.contains(target)) {
                open.open = false;
            }
        }
    }

    onKeydown(event) {
        const open = event.key === "Escape" && event.target.closest(".cp-pop[open]");
        if (open) {
            open.open = false;
            open.querySelector("summary").focus();
        } else if (event.key === " " && event.target.matches("a[role=button]")) {
            event.preventDefault();
            event.target.click();
        }
    }
}

registry.category("public.interactions").add("customer_portal.pop", Pop);
