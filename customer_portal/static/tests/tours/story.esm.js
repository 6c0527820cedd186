import {registry} from "@web/core/registry";

// Names and classes lead through the pages; only these words depend on the language
const LANGUAGES = {
    en_US: {new: "New", pending: "Pending", closed: "Closed", open: "Open"},
    it_IT: {new: "Nuovo", pending: "In attesa", closed: "Chiuso", open: "Aperto"},
};
const NOTE = "The guard must not know";
const COLLABORATOR = ".o_field_widget[name=customer_portal_collaborator_id]";
const STATE = ".o_field_widget[name=customer_portal_state]";

function leave(content, trigger) {
    return {content, trigger, run: "click", expectUnloadPage: true};
}

function comment(text) {
    return [
        {
            content: "Write",
            trigger: "#comments textarea[name=body]:first",
            run: `edit ${text}`,
        },
        leave("Send", "#comments button[name=send]"),
        {
            content: "It is the newest comment",
            trigger: `.cp-message:first:contains('${text}')`,
        },
    ];
}

function state(name, words) {
    return {
        content: `The customer reads that it is ${name}`,
        trigger: `.cp-head .cp-state-${name}:contains('${words[name]}')`,
    };
}

const STORY = {
    // Anna, who has the profile DEFAULT
    open: (words) => [
        {
            content: "Enter the title",
            trigger: "input[name=name]",
            run: "edit Gate is stuck",
        },
        {
            content: "Describe the problem",
            trigger: "#cp_description[contenteditable]",
            run({anchor}) {
                anchor.focus();
                document.getSelection().selectAllChildren(anchor);
                document.execCommand("insertText", false, "It opens half way.");
            },
        },
        leave("Send", ".cp-form button[type=submit]"),
        {content: "It is there", trigger: "h1:contains('Gate is stuck')"},
        state("new", words),
        {
            content: "For support only",
            trigger: "#comments input[name=private]",
            run: "click",
        },
        ...comment(NOTE),
        {content: "It has a lock", trigger: ".cp-private:first .fa-lock"},
    ],
    // Bruno, a colleague who reads the tickets of the whole company
    read: (words) => [
        {content: "He reads it", trigger: "h1:contains('Gate is stuck')"},
        state("new", words),
        {
            content: "He neither sees the note nor writes",
            trigger: `#comments:not(:has(textarea)):not(:contains('${NOTE}'))`,
        },
        {
            content: "He cannot close it",
            trigger: "body:not(:has(button[name=close]))",
        },
    ],
    answer: (words) => [
        {
            content: "The agent sees the state that the customer sees",
            trigger: `${STATE}:contains('${words.new}')`,
        },
        {
            content: "The agent sees the private note",
            trigger: `.o-mail-Message:contains('${NOTE}')`,
        },
        {
            content: "Take it",
            trigger: "button[name=assign_to_me]",
            run: "click",
        },
        {content: "It is open", trigger: `${STATE}:contains('${words.open}')`},
        {
            content: "Give it to a collaborator",
            trigger: `${COLLABORATOR} input`,
            run: "edit Ezio",
        },
        {
            trigger: `${COLLABORATOR} .o-autocomplete--dropdown-item:contains('Ezio')`,
            run: "click",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save:enabled",
            run: "click",
        },
        {
            content: "The collaborator is kept",
            trigger: ".o_form_view .o_form_saved",
        },
        {
            content: "Answer",
            trigger: ".o-mail-Chatter-sendMessage",
            run: "click",
        },
        {
            trigger: ".o-mail-Composer-input",
            run: "edit Which gate?",
        },
        {
            trigger: ".o-mail-Composer-send:enabled",
            run: "click",
        },
        {
            content: "The answer is there",
            trigger: ".o-mail-Message:contains('Which gate?')",
        },
    ],
    // Ezio, a collaborator of another company
    help: (words) => [
        {
            content: "He reads what support asks",
            trigger: ".cp-support:contains('Which gate?')",
        },
        state("pending", words),
        {
            content: "He does not see the note",
            trigger: `#comments:not(:contains('${NOTE}'))`,
        },
        {
            content: "He cannot close it",
            trigger: "body:not(:has(button[name=close]))",
        },
        ...comment("It is the hinge"),
    ],
    end: (words) => [
        {
            content: "Anna reads what the collaborator found",
            trigger: ".cp-message:first:contains('It is the hinge')",
        },
        state("pending", words),
        leave("OK, resolved", "button[name=close]"),
        state("closed", words),
        {content: "Five stars", trigger: "label[for=cp_star_5]", run: "click"},
        {
            content: "With a word",
            trigger: "input[name=feedback]",
            run: "edit Grazie",
        },
        leave("Send the rating", "button[name=rate]"),
        {
            content: "It is there",
            trigger: ".cp-rated:contains('Grazie') .fa-star:nth-child(5)",
        },
        leave("Reopen", "button[name=reopen_to_comment]"),
        state("open", words),
        {
            content: "It takes comments again",
            trigger: "#comments textarea[name=body]",
        },
    ],
};

for (const [lang, words] of Object.entries(LANGUAGES)) {
    for (const [part, steps] of Object.entries(STORY)) {
        registry
            .category("web_tour.tours")
            .add(`customer_portal_story_${part}_${lang}`, {steps: () => steps(words)});
    }
}
