import {FileInput, size} from "./file_input.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

// Sends the files of a record one after the other, each with its progress.
export class FileUpload extends FileInput {
    static selector = "form.cp-attach .cp-upload";

    setup() {
        super.setup();
        this.card = this.el.closest(".card");
        this.el.closest("form").classList.add("cp-live");
        this.input.required = false;
        this.registerCleanup(() => this.request?.abort());
    }

    accept(line, file) {
        this.say(line, `${size(file.size)} · ${_t("waiting")}`);
    }

    update() {
        this.list.hidden = !this.list.children.length;
        this.input.value = "";
        this.next();
    }

    remove(line) {
        if (this.sending === line) {
            this.request.abort();
        }
        super.remove(line);
    }

    async next() {
        const [line, file] = this.files.entries().next().value || [];
        if (!line || this.sending) {
            return;
        }
        this.sending = line;
        const problem = await this.waitFor(this.send(line, file));
        this.sending = null;
        if (this.files.delete(line)) {
            if (problem) {
                this.fail(line, problem);
            } else {
                line.remove();
                this.sent = (this.sent || 0) + 1;
            }
        }
        if (this.files.size) {
            this.next();
        } else if (this.sent) {
            this.status.textContent = _t("Files added: %s", this.sent);
            this.sent = 0;
            await this.refresh();
            this.list.hidden = !this.list.children.length;
        }
    }

    // Returns what went wrong, an empty text for nothing
    send(line, file) {
        const form = this.input.form;
        const data = new FormData(form);
        const key = window.crypto.getRandomValues(new Uint8Array(16));
        const hex = [...key].map((byte) => byte.toString(16).padStart(2, "0"));
        data.set("request_key", hex.join(""));
        data.set("attachments", file);
        const bar = document.createElement("progress");
        Object.assign(bar, {max: 100, value: 0, ariaLabel: file.name});
        line.querySelector("b").after(bar);
        return new Promise((resolve) => {
            const request = new XMLHttpRequest();
            this.request = request;
            request.upload.addEventListener("progress", ({loaded, total}) => {
                bar.value = (100 * loaded) / total;
                const done = _t("%(done)s of %(all)s", {
                    done: size(Math.min(loaded, file.size)),
                    all: size(file.size),
                });
                this.say(line, `${done} · ${Math.round(bar.value)}%`);
            });
            request.addEventListener("loadend", () => {
                bar.remove();
                resolve(this.outcome(request));
            });
            request.open("POST", form.action);
            request.setRequestHeader("Accept", "application/json");
            request.send(data);
        });
    }

    outcome({status, responseText, responseURL}) {
        if (status === 201) {
            return "";
        }
        if (responseURL.includes("/web/login")) {
            window.location.reload(); // Nobody is logged in any more
        }
        if (status === 422) {
            return JSON.parse(responseText).error;
        }
        if (status === 413) {
            return _t("Larger than %s MB, not added", this.el.dataset.maxMb);
        }
        return _t("Not uploaded: the connection broke. Please try again.");
    }

    // The list as the server has it now
    async refresh() {
        const address = new URL(this.input.form.action).pathname.replace(/\/\w+$/, "");
        const response = await this.waitFor(fetch(address));
        const text = await this.waitFor(response.text());
        const page = new DOMParser().parseFromString(text, "text/html");
        for (const part of ["head", "files"]) {
            const place = `#files [data-cp-part=${part}]`;
            const fresh = page.querySelector(place);
            if (fresh) {
                document.querySelector(place).replaceChildren(...fresh.childNodes);
            }
        }
    }
}

registry.category("public.interactions").add("customer_portal.file_upload", FileUpload);
