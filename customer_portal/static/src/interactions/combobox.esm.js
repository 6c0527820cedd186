import {Interaction} from "@web/public/interaction";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {uniqueId} from "@web/core/utils/functions";

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
        this.lookUp = this.debounced(() => this.search(), PAUSE);
        const id = uniqueId("cp_listbox_");
        this.list = this.make("ul", {id, role: "listbox", class: "cp-listbox"});
        this.list.hidden = true;
        this.status = this.make("div", {role: "status", class: "visually-hidden"});
        this.list.setAttribute("aria-label", _t("Values found"));
        const aria = {expanded: false, controls: id, autocomplete: "list"};
        this.input.setAttribute("role", "combobox");
        for (const [name, value] of Object.entries(aria)) {
            this.input.setAttribute(`aria-${name}`, value);
        }
        this.registerCleanup(() => this.request?.abort());
    }

    make(tag, attributes) {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) {
            element.setAttribute(name, value);
        }
        this.insert(element);
        return element;
    }

    get options() {
        return [...this.list.querySelectorAll("[data-value]")];
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
        this.list.replaceChildren();
        for (const [value, label] of choices) {
            const option = document.createElement("li");
            option.id = `${this.list.id}_${value}`;
            option.setAttribute("role", "option");
            option.setAttribute("aria-selected", value === this.chosen?.value);
            option.dataset.value = value;
            option.textContent = label;
            this.list.append(option);
        }
        if (!choices.length) {
            const nothing = document.createElement("li");
            Object.assign(nothing, {role: "option", ariaDisabled: "true"});
            nothing.textContent = _t("Nothing found");
            this.list.append(nothing);
        }
        this.status.textContent = choices.length
            ? _t("%s found", choices.length)
            : _t("Nothing found");
        this.list.hidden = false;
        this.input.setAttribute("aria-expanded", true);
        this.mark(null);
    }

    mark(option) {
        this.list.querySelector(".cp-active")?.classList.remove("cp-active");
        this.active = option;
        option?.classList.add("cp-active");
        option?.scrollIntoView({block: "nearest"});
        if (option) {
            this.input.setAttribute("aria-activedescendant", option.id);
        } else {
            this.input.removeAttribute("aria-activedescendant");
        }
    }

    close() {
        this.request?.abort();
        this.list.hidden = true;
        this.input.setAttribute("aria-expanded", false);
        this.mark(null);
    }

    onKeydown(event) {
        const {key} = event;
        const isOpen = !this.list.hidden;
        if (key === "ArrowDown" || key === "ArrowUp") {
            event.preventDefault();
            if (isOpen) {
                const {options} = this;
                const step = key === "ArrowDown" ? 1 : -1;
                const from =
                    options.indexOf(this.active) + (this.active || step > 0 ? step : 0);
                this.mark(options.at(from % options.length) || null);
            } else {
                this.search();
            }
        } else if (key === "Enter" && isOpen && this.active) {
            event.preventDefault();
            this.choose(this.active);
        } else if (key === "Escape" && isOpen) {
            event.preventDefault();
            this.close();
        }
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
        let box = checks.querySelector(`[name="${CSS.escape(name)}"]`);
        if (!box) {
            const line = document.createElement("label");
            line.className = "form-check cp-check";
            box = document.createElement("input");
            Object.assign(box, {type: "checkbox", value: "1", name});
            box.className = "form-check-input";
            const text = document.createElement("span");
            text.className = "form-check-label";
            text.textContent = label;
            line.append(box, text);
            checks.append(line);
        }
        box.checked = true;
    }

    onLeave(event) {
        if (!this.el.contains(event.relatedTarget)) {
            this.close();
        }
    }
}

registry.category("public.interactions").add("customer_portal.combobox", Combobox);
