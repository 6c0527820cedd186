import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// Replace what stands in an editor, as the keyboard does
function write(text) {
    return ({anchor}) => {
        anchor.focus();
        document.getSelection().selectAllChildren(anchor);
        document.execCommand("insertText", false, text);
    };
}

// Drop files on a place, as a person does with the mouse
function drop(...names) {
    return ({anchor}) => {
        const dataTransfer = new DataTransfer();
        for (const name of names) {
            dataTransfer.items.add(new File(["content"], name, {type: "text/plain"}));
        }
        for (const kind of ["dragover", "drop"]) {
            const options = {bubbles: true, cancelable: true, dataTransfer};
            anchor.dispatchEvent(new DragEvent(kind, options));
        }
    };
}

tours.add("customer_portal_form_create", {
    steps: () => [
        {
            content: "Enter the title",
            trigger: "input[name=name]",
            run: "edit Drawers stuck",
        },
        {
            content: "Search the category",
            trigger: "#cp_category_id[role=combobox]",
            run: "edit drawer 4",
        },
        {
            content: "Those that begin so are offered, the first is marked by a key",
            trigger: "[role=listbox]:not([hidden]) [role=option]:contains('Drawer 40')",
        },
        {
            trigger: "#cp_category_id[aria-expanded=true]",
            run: "press ArrowDown",
        },
        {
            trigger: "#cp_category_id[aria-activedescendant]",
            run: "press ArrowDown",
        },
        {
            trigger: "#cp_category_id",
            run: "press ArrowDown",
        },
        {
            trigger: ".cp-active:contains('Drawer 42')",
        },
        {
            trigger: "#cp_category_id",
            run: "press Enter",
        },
        {
            content: "It is chosen, and the list closed",
            trigger: ".cp-combobox:has([role=listbox][hidden]) #cp_category_id",
            run({anchor}) {
                if (anchor.value !== "Drawer 42") {
                    throw new Error(`chosen: ${anchor.value}`);
                }
            },
        },
        {
            content: "Write with formats",
            trigger: "#cp_description[contenteditable]",
            run: write("They open no more."),
        },
        {
            trigger: "#cp_description",
            run({anchor}) {
                document.getSelection().selectAllChildren(anchor);
            },
        },
        {
            trigger: "[role=toolbar] [data-command=bold]",
            run: "click",
        },
        {trigger: "[data-command=bold][aria-pressed=true]"},
        {
            content: "Drop files anywhere on the form",
            trigger: ".cp-form",
            run: drop("drawer.log", "wrong.txt", "setup.exe"),
        },
        {trigger: ".cp-files .cp-bad:contains('setup.exe'):contains('ZIP')"},
        {
            content: "Take one out again",
            trigger: ".cp-files li:contains('wrong.txt') button",
            run: "click",
        },
        {trigger: ".cp-files:not(:contains('wrong.txt')):contains('drawer.log')"},
        {
            content: "Create",
            trigger: ".cp-form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is there, with its file",
            trigger: "#files [data-cp-part=files] a:contains('drawer.log')",
        },
        {
            content: "Drop one more on the record",
            trigger: ".cp-attach.cp-live",
            run: drop("later.txt"),
        },
        {
            content: "It is in the list",
            trigger: "#files [data-cp-part=files] a:contains('later.txt')",
        },
        {trigger: "#files [data-cp-part=head]:contains('2')"},
    ],
});

tours.add("customer_portal_form_draft", {
    steps: () => [
        {
            content: "Begin a comment",
            trigger: "textarea[name=body]",
            run: "edit Half a comment",
        },
        {
            content: "Leave it",
            trigger: "a[name=edit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Change the title and the description",
            trigger: "input[name=name]",
            run: "edit Other title",
        },
        {
            trigger: "#cp_description[contenteditable]",
            run: write("Other words."),
        },
        {
            content: "Reload",
            trigger: ".cp-form",
            run: () => window.location.reload(),
            expectUnloadPage: true,
        },
        {
            content: "It says that the draft is back",
            trigger: ".cp-draft:not([hidden]) button",
        },
        {trigger: "#cp_description:contains('Other words.')"},
        {
            trigger: "input[name=name]",
            run({anchor}) {
                const kept = Object.values(window.localStorage).join();
                const token = anchor.form.elements.csrf_token.value;
                if (anchor.value !== "Other title" || kept.includes(token)) {
                    throw new Error(`draft: ${anchor.value}, ${kept}`);
                }
            },
        },
        {
            content: "Discard it",
            trigger: ".cp-draft button",
            run: "click",
        },
        {trigger: "#cp_description:contains('It stops.')"},
        {
            content: "Return to the ticket",
            trigger: "a.cp-back",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The comment is still there",
            trigger: ".cp-compose .cp-draft:not([hidden])",
        },
        {
            content: "The session ends meanwhile",
            trigger: "#comments",
            run: () => fetch("/web/session/logout", {redirect: "manual"}),
        },
        {
            content: "Try to send it",
            trigger: "#comments button[name=send]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Log in again",
            trigger: ".oe_login_form input[name=login]",
            run: "edit ann@acme.example",
        },
        {
            trigger: ".oe_login_form input[name=password]",
            run: "edit ann@acme.example",
        },
        {
            trigger: ".oe_login_form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Back at the ticket, with the comment",
            trigger: ".cp-compose .cp-draft:not([hidden])",
        },
        {trigger: "#comments:not(:has(.cp-message))"},
        {
            content: "Send it",
            trigger: "#comments button[name=send]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It was sent and is no draft any more",
            trigger: ".cp-message:contains('Half a comment')",
            run() {
                const drafts = Object.keys(window.localStorage).filter((key) =>
                    key.startsWith("cp-draft:")
                );
                if (drafts.length) {
                    throw new Error(drafts.join());
                }
            },
        },
    ],
});

tours.add("customer_portal_form_conflict", {
    steps: () => [
        {
            content: "Somebody else saves another title meanwhile",
            trigger: ".cp-form",
            async run({anchor}) {
                const data = new FormData(anchor);
                data.set("name", "Printer of the reception");
                await fetch(anchor.action, {method: "POST", body: data});
            },
        },
        {
            content: "Change the title, too",
            trigger: "input[name=name]",
            run: "edit My printer",
        },
        {
            content: "Save",
            trigger: ".cp-form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Both values are shown",
            trigger: ".cp-theirs:contains('Printer of the reception')",
        },
        {trigger: ".cp-summary a[href='#cp_name']"},
        {
            content: "Keep the other one",
            trigger: "input[name='theirs.name']",
            run: "click",
        },
        {
            content: "Save",
            trigger: ".cp-form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: "h1:contains('Printer of the reception')"},
    ],
});
