import {registry} from "@web/core/registry";

// What an agent does so that a contact gets its credentials
registry.category("web_tour.tours").add("customer_portal_enable", {
    steps: () => [
        {
            content: "The contact has no access yet",
            trigger: ".o_notebook .nav-link[name=customer_portal]",
            run: "click",
        },
        {trigger: ".o_field_widget[name=customer_portal_state]:contains('Never')"},
        {
            content: "Choose its profile",
            trigger: ".o_field_widget[name=customer_portal_profile_id] input",
            run: "edit DEFAULT",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('DEFAULT')",
            run: "click",
        },
        {
            content: "Enable it",
            trigger:
                ".tab-pane.active button[name=action_customer_portal_enable]:visible",
            run: "click",
        },
        {
            content: "It was sent its credentials",
            trigger: ".o_field_widget[name=customer_portal_state]:contains('Invited')",
        },
    ],
});
