import {registry} from "@web/core/registry";

// By names and classes only: it runs in every language
function send(text) {
    return [
        {
            content: "Write",
            trigger: "#comments textarea[name=body]:first",
            run: `edit ${text}`,
        },
        {
            content: "Send",
            trigger: "#comments button[name=send]",
            run: "click",
            expectUnloadPage: true,
        },
    ];
}

registry.category("web_tour.tours").add("customer_portal_conversation", {
    steps: () => [
        {
            content: "The chart leads to what is pending",
            trigger: ".cp-legend tr:contains('1') a[data-state=pending]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open it",
            trigger: ".cp-table td.cp-action a, .cp-table td.cp-title a",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Support asks, with a filled square",
            trigger:
                ".cp-support:contains('Which light?') .cp-support-avatar:contains('MA')",
        },
        ...send("The red wun"),
        {
            content: "It is the newest, and can be changed",
            trigger: ".cp-message:first:contains('The red wun'):contains('#2')",
        },
        {
            content: "Change it",
            trigger: ".cp-message:first details:first summary",
            run: "click",
        },
        {
            content: "Write it again",
            trigger: ".cp-message:first details[open] textarea",
            run: "edit The red one",
        },
        {
            content: "Save",
            trigger: ".cp-message:first button[name=save_comment]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is changed, and says so",
            trigger: ".cp-message:first:contains('The red one'):contains('(')",
        },
        {
            content: "For support only",
            trigger: "#comments input[name=private]",
            run: "click",
        },
        ...send("We need it by Tuesday"),
        {
            content: "It has a lock",
            trigger: ".cp-private:first:contains('Tuesday') .fa-lock",
        },
        {
            content: "OK, resolved",
            trigger: "button[name=close]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Four stars",
            trigger: "label[for=cp_star_4]",
            run: "click",
        },
        {
            content: "With a word",
            trigger: "input[name=feedback]",
            run: "edit Fast",
        },
        {
            content: "Send the rating",
            trigger: "button[name=rate]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is there",
            trigger: ".cp-rated:contains('Fast') .fa-star:nth-child(4)",
        },
        {
            content: "No comment is taken; it can be reopened",
            trigger: "#comments:not(:has(textarea)) button[name=reopen_to_comment]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is open again",
            trigger: ".cp-state-open",
        },
    ],
});

registry.category("web_tour.tours").add("customer_portal_private_note", {
    steps: () => [
        {
            content: "Agents see what it is",
            trigger:
                ".o-mail-Message:contains('We need it by Tuesday'):contains('Private note')",
        },
        {
            content: "They see what was said before it was changed",
            trigger: ".o-mail-Message:contains('The red wun')",
        },
    ],
});
