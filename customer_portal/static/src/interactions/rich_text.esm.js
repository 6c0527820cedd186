import {Interaction} from "@web/public/interaction";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

// Makes a small editor of a text. What was not touched is sent as it came, as plain
// text; the server cleans the rest.
export class RichText extends Interaction {
    static selector = ".cp-editor";
    dynamicContent = {
        ".cp-rich": {
            "t-on-input": () => this.write(),
            "t-on-paste.prevent": this.onPaste,
            "t-on-drop.prevent": () => {},
            "t-on-keydown": this.onKeydown,
        },
        "[role=toolbar]": {
            "t-on-mousedown.prevent": () => {},
            "t-on-click": this.onTool,
            "t-on-keydown": this.onArrow,
        },
        textarea: {"t-on-cp-restored": () => this.read()},
        _document: {"t-on-selectionchange": () => this.showState()},
    };

    setup() {
        this.source = this.el.querySelector("textarea");
        this.flag = this.el.querySelector("input[type=hidden]");
        // The page takes the id, so that label and error lead to it
        this.source.removeAttribute("id");
        this.source.hidden = true;
        this.source.required = false;
        const {content} = this.el.querySelector("template");
        this.el.prepend(content.cloneNode(true));
        [this.bar, this.page] = this.el.children;
    }

    start() {
        const label = document.getElementById(`${this.page.id}_label`);
        this.addListener(label, "click", () => this.page.focus());
        document.execCommand("defaultParagraphSeparator", false, "p");
        this.read();
        if (this.el.dataset.edited) {
            this.write();
        }
    }

    write() {
        const isEmpty = !this.page.textContent.trim();
        this.source.value = isEmpty ? "" : this.page.innerHTML;
        this.flag.value = "1";
    }

    // What is to be edited: as it came, or a draft
    read() {
        this.page.innerHTML =
            (this.flag.value ? this.source.value : this.el.dataset.html) || "";
    }

    onPaste(event) {
        const text = event.clipboardData.getData("text/plain");
        document.execCommand("insertText", false, text);
    }

    onKeydown(event) {
        if ((event.ctrlKey || event.metaKey) && event.key === "k") {
            event.preventDefault();
            this.run("createLink");
        }
    }

    onTool(event) {
        const button = event.target.closest("button");
        if (button) {
            this.run(button.dataset.command);
        }
    }

    // One stop of the Tab key, arrows inside: the ARIA toolbar
    onArrow(event) {
        const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
        const buttons = [...this.bar.children];
        const index = buttons.indexOf(event.target);
        if (step && index >= 0) {
            const next = buttons.at((index + step) % buttons.length);
            event.target.tabIndex = -1;
            next.tabIndex = 0;
            next.focus();
        }
    }

    run(command) {
        const selection = document.getSelection();
        const inside = this.page.contains(selection.anchorNode);
        const range = inside && selection.rangeCount ? selection.getRangeAt(0) : null;
        let value = null;
        if (command === "createLink") {
            value = window.prompt(_t("Address of the link"), "https://");
            if (!/^(https?:\/\/|mailto:|tel:)\S+$/i.test(value || "")) {
                return;
            }
        }
        this.page.focus();
        if (range) {
            selection.removeAllRanges();
            selection.addRange(range);
        }
        if (value && selection.isCollapsed) {
            const link = document.createElement("a");
            link.href = link.textContent = value;
            [command, value] = ["insertHTML", link.outerHTML];
        }
        document.execCommand(command, false, value);
        this.write();
        this.showState();
    }

    showState() {
        if (!this.page.contains(document.getSelection().anchorNode)) {
            return;
        }
        for (const button of this.bar.children) {
            const {command} = button.dataset;
            const isOn =
                command !== "createLink" && document.queryCommandState(command);
            button.setAttribute("aria-pressed", isOn);
        }
    }
}

registry.category("public.interactions").add("customer_portal.rich_text", RichText);
