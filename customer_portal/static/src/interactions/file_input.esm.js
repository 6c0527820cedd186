import {Interaction} from "@web/public/interaction";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

const MB = 1024 * 1024;

/**
 * Write a number of bytes as people say it.
 *
 * @param {number} bytes
 * @returns {string}
 */
export function size(bytes) {
    const lang = document.documentElement.lang || undefined;
    const [number, unit] = bytes < MB ? [bytes / 1024, "kB"] : [bytes / MB, "MB"];
    const maximumFractionDigits = number < 10 ? 1 : 0;
    return `${number.toLocaleString(lang, {maximumFractionDigits})} ${unit}`;
}

// Lists the files chosen for a form or dropped on it, and lets one take them out again.
export class FileInput extends Interaction {
    static selector = "form:not(.cp-attach) .cp-upload";
    dynamicContent = {
        "input[type=file]": {"t-on-change": this.onChange},
        ".cp-files": {"t-on-click": this.onClick},
        // A file that misses its place must not replace the page
        _document: {
            "t-on-dragover": this.keepPage,
            "t-on-drop": this.keepPage,
        },
    };

    setup() {
        this.input = this.el.querySelector("input[type=file]");
        this.list = this.el.querySelector(".cp-files");
        this.status = this.el.querySelector("[role=status]");
        this.files = new Map(); // By its line
        this.el.classList.add("cp-live");
    }

    start() {
        const {form} = this.input;
        const place = form.matches(".cp-form") ? form : form.closest(".card") || form;
        const over = (isOver) => this.el.classList.toggle("cp-over", isOver);
        this.addListener(place, "dragover", (event) => over(this.hasFiles(event)));
        this.addListener(place, "dragleave", (event) =>
            over(place.contains(event.relatedTarget) && this.hasFiles(event))
        );
        this.addListener(place, "drop", (event) => {
            over(false);
            if (this.hasFiles(event)) {
                this.add(event.dataTransfer.files);
            }
        });
        if (this.input.files.length) {
            this.onChange();
        }
    }

    hasFiles(event) {
        return event.dataTransfer?.types.includes("Files");
    }

    keepPage(event) {
        if (this.hasFiles(event)) {
            event.preventDefault();
        }
    }

    onChange() {
        this.add(this.input.files);
    }

    add(files) {
        for (const file of [...files]) {
            const line = this.line(file);
            const problem = this.problem(file);
            if (problem) {
                this.fail(line, problem);
            } else {
                this.files.set(line, file);
                this.accept(line, file);
            }
        }
        this.update();
    }

    problem(file) {
        const {maxMb, maxFiles, maxTogetherMb, blocked = ""} = this.el.dataset;
        const ending = file.name.toLowerCase().split(".").slice(1).pop();
        const others = [...this.files.values()];
        const together = others.reduce((sum, other) => sum + other.size, file.size);
        if (file.size > maxMb * MB) {
            return _t("Larger than %s MB, not added", maxMb);
        }
        if (ending && blocked.split(" ").includes(ending)) {
            return _t("This type is not accepted. Put it in a ZIP archive.");
        }
        if (others.length >= maxFiles) {
            return _t("At most %s files at once, not added", maxFiles);
        }
        if (together > maxTogetherMb * MB) {
            return _t("Together larger than %s MB, not added", maxTogetherMb);
        }
        return "";
    }

    line(file) {
        const {content} = this.el.querySelector("template");
        this.list.append(content.cloneNode(true));
        const line = this.list.lastElementChild;
        const name = line.querySelector("b");
        name.textContent = name.title = file.name;
        line.querySelector("button").ariaLabel = _t("Remove %s", file.name);
        return line;
    }

    say(line, text) {
        line.querySelector("small").textContent = text;
    }

    accept(line, file) {
        this.say(line, `${size(file.size)} · ${_t("ready")}`);
    }

    fail(line, problem) {
        line.classList.add("cp-bad");
        this.say(line, problem);
        this.status.textContent = `${line.querySelector("b").textContent}: ${problem}`;
    }

    onClick(event) {
        if (event.target.matches("button")) {
            this.remove(event.target.closest("li"));
            this.input.focus();
        }
    }

    remove(line) {
        this.files.delete(line);
        line.remove();
        this.update();
    }

    // What the form will send
    update() {
        const transfer = new DataTransfer();
        this.files.forEach((file) => transfer.items.add(file));
        this.input.files = transfer.files;
        this.list.hidden = !this.list.children.length;
    }
}

registry.category("public.interactions").add("customer_portal.file_input", FileInput);
