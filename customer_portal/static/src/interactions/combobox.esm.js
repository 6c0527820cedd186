import {Interaction} from "@web/public/interaction";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

const PAUSE = 250; // Milliseconds after the last key

// Searches the values of a field on the server (ARIA combobox with a list box). Without
// this script the server looks for what was typed.
export class Combobox extends Interaction {
    static selector = ".cp-combobox";
    dynamicContent = {
        _root: {"t-on-focusout": this.onLeave},
        "input[type=text]": {
            "t-on-input": this.onInput,
            "t-on-keydown": this.onKeydown,
            "t-on-click": () => this.list.hidden && this.search(),
        },
        "[role=listbox]": {
            "t-on-mousedown.prevent": () => {},
            "t-on-click": this.onClick,
        },
    };

    setup() {
        this.input = this.el.querySelector("input[type=text]");
        this.chosen = this.el.querySelector(".cp-chosen");
        this.list = this.el.querySelector("[role=listbox]");
        this.status = this.el.querySelector("[role=status]");
        this.lookUp = this.debounced(() => this.search(), PAUSE);
        Object.assign(this.input, {role: "combobox", ariaAutoComplete: "list"});
        this.close();
        this.registerCleanup(() => this.request?.abort());
    }

    onInput() {
        if (this.chosen) {
            this.chosen.value = "";
        }
        this.lookUp();
    }

    async search() {
        this.request?.abort();
        this.request = new AbortController();
        const {signal} = this.request;
        // A chosen value is no search: show the first ones
        const text = this.chosen?.value ? "" : this.input.value;
        const address = `${this.el.dataset.cpChoices}?${new URLSearchParams({q: text})}`;
        try {
            const response = await fetch(address, {signal});
            this.show((await response.json()).choices);
        } catch (error) {
            if (error.name !== "AbortError") {
                this.close(); // The server looks for it when the form is sent
            }
        }
    }

    show(choices) {
        const options = choices.map(([value, label]) => {
            const option = this.option(label);
            option.id = `${this.list.id}_${value}`;
            option.ariaSelected = value === this.chosen?.value;
            option.dataset.value = value;
            return option;
        });
        const found = choices.length
            ? _t("%s found", choices.length)
            : _t("Nothing found");
        this.status.textContent = found;
        this.list.replaceChildren(...(choices.length ? options : [this.option(found)]));
        this.toggle(true);
    }

    option(text) {
        const option = document.createElement("li");
        option.role = "option";
        option.textContent = text;
        return option;
    }

    toggle(isOpen) {
        this.list.hidden = !isOpen;
        this.input.ariaExpanded = isOpen;
        this.mark(null);
    }

    mark(option) {
        this.list.querySelector(".cp-active")?.classList.remove("cp-active");
        this.active = option;
        this.input.removeAttribute("aria-activedescendant");
        if (option) {
            option.classList.add("cp-active");
            option.scrollIntoView({block: "nearest"});
            this.input.setAttribute("aria-activedescendant", option.id);
        }
    }

    close() {
        this.request?.abort();
        this.toggle(false);
    }

    onKeydown(event) {
        const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
        const isOpen = !this.list.hidden;
        if (step && isOpen) {
            const options = [...this.list.querySelectorAll("[data-value]")];
            const first = this.active || step > 0 ? step : 0;
            const next = options.indexOf(this.active) + first;
            this.mark(options.at(next % options.length));
        } else if (step) {
            this.search();
        } else if (event.key === "Enter" && isOpen && this.active) {
            this.choose(this.active);
        } else if (event.key === "Escape" && isOpen) {
            this.close();
        } else {
            return;
        }
        event.preventDefault();
    }

    onClick(event) {
        const option = event.target.closest("[data-value]");
        if (option) {
            this.choose(option);
        }
    }

    choose(option) {
        const {value} = option.dataset;
        if (this.chosen) {
            this.chosen.value = value;
            this.input.value = option.textContent;
        } else {
            this.tick(`${this.el.dataset.cpMany}.${value}`, option.textContent);
            this.input.value = "";
        }
        this.input.dispatchEvent(new Event("change", {bubbles: true}));
        this.close();
    }

    // One more of several values
    tick(name, label) {
        const checks = this.el.parentElement.querySelector(".cp-checks");
        if (!checks.querySelector(`[name="${CSS.escape(name)}"]`)) {
            const {content} = checks.querySelector("template");
            checks.append(content.cloneNode(true));
            checks.lastElementChild.querySelector("input").name = name;
            checks.lastElementChild.querySelector("span").textContent = label;
        }
        this.input.form.elements[name].checked = true;
    }

    onLeave(event) {
        if (!this.el.contains(event.relatedTarget)) {
            this.close();
        }
    }
}

registry.category("public.interactions").add("customer_portal.combobox", Combobox);
