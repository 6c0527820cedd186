import {registry} from "@web/core/registry";

const CONTACT = "anna.rossi@acme.example";
const PASSWORD = "portal-demo-2026";

// Log in on the login page, as a person does
function login() {
    return [
        {
            content: "Enter the mail address",
            trigger: "input[name=login]",
            run: `edit ${CONTACT}`,
        },
        {
            content: "Enter the password",
            trigger: "input[name=password]",
            run: `edit ${PASSWORD}`,
        },
        {
            content: "Log in",
            trigger: ".oe_login_form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
    ];
}

function exit() {
    return [
        {
            content: "Leave the portal",
            trigger: ".cp-top a[name=exit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Nobody is logged in",
            trigger: "a[href^='/web/login'], .oe_login_form",
        },
    ];
}

// Replace what stands in an editor, as the keyboard does
function write(text) {
    return ({anchor}) => {
        anchor.focus();
        document.getSelection().selectAllChildren(anchor);
        document.execCommand("insertText", false, text);
    };
}

// Put a file into a chooser, as the browser's dialog does
function chooseFile(name, content) {
    return ({anchor}) => {
        const files = new DataTransfer();
        files.items.add(new File([content], name, {type: "text/plain"}));
        anchor.files = files.files;
        anchor.dispatchEvent(new Event("change", {bubbles: true}));
    };
}

registry.category("web_tour.tours").add("customer_portal_open_ticket", {
    steps: () => [
        ...login(),
        {
            content: "Open the form from home",
            trigger: "#cp_content a[name=new_record]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Enter the title",
            trigger: "input[name=name]",
            run: "edit Badge printer stops",
        },
        {
            content: "Describe the problem",
            trigger: "#cp_description[contenteditable]",
            run: write("Both printers stop at the second badge."),
        },
        {
            content: "It is urgent",
            trigger: "select[name=priority]",
            run: "select 2",
        },
        {
            content: "Add a file",
            trigger: "input[name=attachments]",
            run: chooseFile("printer.log", "Ribbon error"),
        },
        {
            content: "Send",
            trigger: ".cp-form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The ticket is there, new",
            trigger: "h1:contains('Badge printer stops')",
        },
        {trigger: ".cp-state-new"},
        {
            content: "The file too",
            trigger: "#files a:contains('printer.log')",
        },
        ...exit(),
    ],
});

registry.category("web_tour.tours").add("customer_portal_answer_ticket", {
    steps: () => [
        {
            content: "The agent sees the ticket",
            trigger: ".o_form_view:contains('Badge printer stops')",
        },
        {
            content: "Write to the customer",
            trigger: ".o-mail-Chatter-sendMessage",
            run: "click",
        },
        {
            trigger: ".o-mail-Composer-input",
            run: "edit Please install firmware 4.2.1.",
        },
        {
            content: "Send",
            trigger: ".o-mail-Composer-send:enabled",
            run: "click",
        },
        {
            content: "The answer is posted",
            trigger: ".o-mail-Message:contains('Please install firmware 4.2.1.')",
        },
    ],
});

registry.category("web_tour.tours").add("customer_portal_close_ticket", {
    steps: () => [
        ...login(),
        {
            content: "The link of the mail led to the ticket, with the answer",
            trigger: ".cp-support:contains('Please install firmware 4.2.1.')",
        },
        {
            content: "Comment",
            trigger: "#comments textarea[name=body]",
            run: "edit It works, thank you.",
        },
        {
            content: "Send",
            trigger: "#comments button[name=send]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The comment is the newest one",
            trigger:
                ".cp-message:first:contains('It works, thank you.'):contains('#2')",
        },
        {
            content: "OK, resolved",
            trigger: "button[name=close]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The ticket is closed",
            trigger: ".cp-state-closed",
        },
        {
            content: "Return to the list",
            trigger: "#cp_content a[href$='/my/records/tickets']:first",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is there, closed",
            trigger: ".cp-table tr:contains('Badge printer stops') .cp-state-closed",
        },
        ...exit(),
    ],
});
