import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

const PAUSE = 300; // Milliseconds after the last key

// Refreshes a list in place. Everything is in the address: without this script the same
// form and the same links load the page anew.
export class RecordsList extends Interaction {
    static selector = "form.cp-list";
    dynamicContent = {
        _root: {"t-on-submit.prevent": () => this.search()},
        "input:not([type=checkbox])": {
            "t-on-input": this.debounced((event) => this.search(event.target), PAUSE),
        },
        select: {"t-on-change": (event) => this.search(event.target)},
        _window: {
            "t-on-popstate": () =>
                this.show(window.location.href, {replace: true, inputs: true}),
        },
    };

    setup() {
        this.el.addEventListener("click", (event) => this.onClick(event));
        this.registerCleanup(() => this.request?.abort());
    }

    // The links that narrow, sort and page the list; they are replaced with it
    onClick(event) {
        const link = event.target.closest("[data-cp-part] a");
        const inList = link && new URL(link.href).pathname === this.path;
        if (inList && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
            event.preventDefault();
            this.show(link.href, {inputs: true});
        }
    }

    get path() {
        return new URL(this.el.action).pathname;
    }

    // What is typed into one input is one entry of the history
    search(input) {
        const filled = [...new FormData(this.el)].filter(([, value]) => value !== "");
        const parameters = new URLSearchParams(filled);
        const address = `${this.path}${parameters.size ? `?${parameters}` : ""}`;
        const replace = Boolean(input) && input === this.typedInto;
        this.typedInto = input;
        return this.show(address, {replace});
    }

    async show(address, {replace = false, inputs = false}) {
        this.request?.abort();
        this.request = new AbortController();
        const {signal} = this.request;
        this.el.setAttribute("aria-busy", "true");
        try {
            const response = await fetch(address, {signal});
            const text = await response.text();
            const page = new DOMParser().parseFromString(text, "text/html");
            // Logged out, or no right any more: let the server say so
            if (!page.querySelector(this.constructor.selector)) {
                throw new TypeError(response.statusText);
            }
            this.replace(page, inputs);
            window.history[replace ? "replaceState" : "pushState"]({}, "", address);
            // What is searched stays in another language
            for (const link of document.querySelectorAll(".cp-frame a[hreflang]")) {
                link.search = window.location.search;
            }
            if (inputs) {
                this.typedInto = undefined;
            }
        } catch (error) {
            if (error.name === "AbortError") {
                return;
            }
            window.location.assign(address);
        }
        this.el.removeAttribute("aria-busy");
    }

    replace(page, inputs) {
        const active = document.activeElement;
        const focused = active.closest("[data-cp-part]");
        const index = focused ? [...focused.querySelectorAll("a")].indexOf(active) : -1;
        for (const part of document.querySelectorAll("[data-cp-part]")) {
            const fresh = page.querySelector(
                `[data-cp-part="${CSS.escape(part.dataset.cpPart)}"]`
            );
            part.replaceChildren(...(fresh ? fresh.childNodes : []));
        }
        if (index > -1) {
            // The link that was followed is another one now, in the same place
            const links = focused.querySelectorAll("a");
            const link = links[Math.min(index, links.length - 1)];
            (link || this.el.elements.q).focus({preventScroll: true});
        }
        // What was typed stays as it is, unless a link led elsewhere
        for (const input of this.el.elements) {
            const fresh =
                input.name &&
                page.querySelector(`form.cp-list [name="${CSS.escape(input.name)}"]`);
            if (fresh) {
                input.className = fresh.className;
                if (inputs && input.type !== "submit") {
                    // Also a text that an address holds where there is a pick list
                    input.replaceChildren(...fresh.cloneNode(true).childNodes);
                    input.value = fresh.value;
                }
            }
        }
    }
}

registry
    .category("public.interactions")
    .add("customer_portal.records_list", RecordsList);
