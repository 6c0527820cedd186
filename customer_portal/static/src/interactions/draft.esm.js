import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";

const DRAFTS = "cp-draft:";
const PAUSE = 400; // Milliseconds after the last key
const LEFT_OUT = ["file", "submit", "button", "password"];

// The browser may refuse to keep anything
function storage(work) {
    try {
        return work(window.localStorage);
    } catch {
        return undefined;
    }
}

function keys() {
    const all = storage((kept) => Object.keys(kept)) || [];
    return all.filter((key) => key.startsWith(DRAFTS));
}

function remove(key) {
    storage((kept) => kept.removeItem(key));
}

function read(key) {
    return storage((kept) => JSON.parse(kept.getItem(key)));
}

function write(key, draft) {
    storage((kept) => kept.setItem(key, JSON.stringify(draft)));
}

// The value of each input. Hidden ones are left out but for chosen values and the marks
// of what was shown, without which the change of somebody else would be overwritten
function values(form) {
    const kept = {};
    for (const {name, type, value, checked, classList} of form.elements) {
        const isOurs = classList.contains("cp-chosen") || name.startsWith("was.");
        if (name && !LEFT_OUT.includes(type) && (type !== "hidden" || isOurs)) {
            kept[name] = type === "checkbox" ? checked : value;
        }
    }
    return kept;
}

// Keeps what is typed in a form, for this user, until it was sent. No files, no tokens.
export class Draft extends Interaction {
    static selector = "form:has(> .cp-draft)";
    dynamicContent = {
        _root: {
            "t-on-input": this.onInput,
            "t-on-change": () => this.keep(),
            "t-on-submit": () => this.keep({sent: true}),
        },
        ".cp-draft button": {"t-on-click": this.discard},
        _window: {"t-on-pagehide": () => this.isDirty && this.keep()},
    };

    setup() {
        const {pathname} = new URL(this.el.action);
        this.key = `${DRAFTS}${user.userId}:${pathname}`;
        this.notice = this.el.querySelector(".cp-draft");
        // What the page came with: somebody may have typed before this script was there
        const fresh = this.el.cloneNode(true);
        fresh.reset();
        this.fresh = values(fresh);
        this.keepSoon = this.debounced(() => this.keep(), PAUSE);
    }

    onInput() {
        this.isDirty = true;
        this.keepSoon();
    }

    start() {
        const draft = read(this.key);
        if (
            !draft ||
            this.el.closest(".cp-frame")?.querySelector(".is-invalid, .cp-summary")
        ) {
            return; // The server sent back what was typed
        }
        const kept = draft.values || {};
        if (Object.entries(kept).some(([name, value]) => this.fresh[name] !== value)) {
            this.fill(kept);
            this.notice.hidden = false;
        }
    }

    keep({sent = false} = {}) {
        this.isDirty = false;
        this.isSent ||= sent;
        const now = values(this.el);
        const same = Object.keys(now).every((name) => this.fresh[name] === now[name]);
        if (same && !this.isSent) {
            remove(this.key);
        } else {
            const page = window.location.pathname;
            write(this.key, {values: now, page, sent: this.isSent});
        }
    }

    fill(kept) {
        for (const [name, value] of Object.entries(kept)) {
            const input = this.el.elements[name];
            if (input) {
                input[input.type === "checkbox" ? "checked" : "value"] = value;
            }
        }
        for (const area of this.el.querySelectorAll("textarea")) {
            area.dispatchEvent(new Event("cp-restored"));
        }
    }

    discard() {
        remove(this.key);
        this.fill(this.fresh);
        this.notice.hidden = true;
        this.el
            .querySelector("input:not([type=hidden]), textarea:not([hidden])")
            .focus();
    }
}

// On every page of the portal: drafts that arrived go, and so do those of other people
export class DraftsDone extends Interaction {
    static selector = ".cp-frame";
    dynamicContent = {
        _document: {"t-on-click": this.onClick},
    };

    // Others may use this computer next
    onClick(event) {
        if (event.target.closest("a[href*='/web/session/logout']")) {
            keys().forEach(remove);
        }
    }

    setup() {
        const {pathname, hash} = window.location;
        for (const key of keys()) {
            const draft = read(key);
            const isMine = key.startsWith(`${DRAFTS}${user.userId}:`);
            // A sent form leads elsewhere, a comment to itself; an error or the login
            // page leads back to the form
            const here = draft?.page === pathname || key.endsWith(`:${pathname}`);
            if (!isMine || (draft?.sent && (!here || hash.startsWith("#comment")))) {
                remove(key);
            } else if (draft?.sent) {
                write(key, {...draft, sent: false});
            }
        }
    }
}

// Who has to log in again was not heard: what was sent is still a draft
export class DraftsWait extends Interaction {
    static selector = ".oe_login_form";

    setup() {
        for (const key of keys()) {
            write(key, {...read(key), sent: false});
        }
    }
}

const interactions = registry.category("public.interactions");
interactions.add("customer_portal.drafts_done", DraftsDone);
interactions.add("customer_portal.drafts_wait", DraftsWait);
interactions.add("customer_portal.draft", Draft);
