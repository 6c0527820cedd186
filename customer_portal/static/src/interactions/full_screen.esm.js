import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

/** The button that gives the portal the whole screen; hidden where that cannot be. */
export class FullScreen extends Interaction {
    static selector = ".cp-full-screen";
    dynamicContent = {
        _root: {
            "t-on-click": this.toggle,
            "t-att-hidden": () => (document.fullscreenEnabled ? false : "hidden"),
            "t-att-aria-pressed": () => String(Boolean(document.fullscreenElement)),
        },
        _document: {"t-on-fullscreenchange": () => this.updateContent()},
    };

    async toggle() {
        const whole = document.fullscreenElement
            ? document.exitFullscreen()
            : document.documentElement.requestFullscreen();
        await this.waitFor(whole);
    }
}

registry.category("public.interactions").add("customer_portal.full_screen", FullScreen);
