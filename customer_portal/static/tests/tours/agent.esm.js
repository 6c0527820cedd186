import {registry} from "@web/core/registry";

const READERS = ".o_field_widget[name=customer_portal_reader_ids]";
const COLLABORATOR = ".o_field_widget[name=customer_portal_collaborator_id]";

registry.category("web_tour.tours").add("customer_portal_agent", {
    steps: () => [
        {
            content: "The agent sees the state that the customer sees",
            trigger: ".o_field_widget[name=customer_portal_state]:contains('Open')",
        },
        {
            content: "For which company it was opened",
            trigger:
                ".o_field_widget[name=commercial_partner_id]:contains('Test Acme')",
        },
        {
            content: "With which profile its contact works",
            trigger:
                ".o_field_widget[name=customer_portal_profile_id]:contains('DEFAULT')",
        },
        {
            content: "Who sees the ticket, and with which profile",
            trigger: ".o_notebook .nav-link[name=customer_portal]",
            run: "click",
        },
        {trigger: `${READERS} .o_data_row:contains('Bob'):contains('Company user')`},
        {
            content: "Which files the customer sees",
            trigger:
                ".o_field_widget[name=customer_portal_shown_file_ids]:contains('photo.txt')",
        },
        {
            trigger:
                ".o_field_widget[name=customer_portal_internal_file_ids]:contains('secret.txt')",
        },
        {
            content: "Ask a collaborator",
            trigger: `${COLLABORATOR} input`,
            run: "edit Eve",
        },
        {
            trigger: `${COLLABORATOR} .o-autocomplete--dropdown-item:contains('Eve')`,
            run: "click",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save:enabled",
            run: "click",
        },
        {
            content: "It is among those who see the ticket",
            trigger: `${READERS} .o_data_row:contains('Eve'):contains('Collaborator')`,
        },
        {
            content: "Answer",
            trigger: ".o-mail-Chatter-sendMessage",
            run: "click",
        },
        {
            trigger: ".o-mail-Composer-input",
            run: "edit Eve looks at it.",
        },
        {
            trigger: ".o-mail-Composer-send:enabled",
            run: "click",
        },
        {trigger: ".o-mail-Message:contains('Eve looks at it.')"},
    ],
});

registry.category("web_tour.tours").add("customer_portal_agent_lists", {
    steps: () => [
        {
            content: "The row of the ticket has the state in its colour",
            trigger: ".o_data_row:contains('Gate') .text-bg-danger:contains('Open')",
        },
        {
            content: "And the company",
            trigger: ".o_data_row:contains('Gate'):contains('Test Acme')",
        },
        {
            content: "As a board",
            trigger: ".o_switch_view.o_kanban",
            run: "click",
        },
        {
            content: "The card has the state, too",
            trigger:
                ".o_kanban_record:contains('Gate') .text-bg-danger:contains('Open')",
        },
    ],
});
