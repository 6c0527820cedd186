import {registry} from "@web/core/registry";

const PROFILES = ".o_field_widget[name=access_ids]";
const PROFILE = `${PROFILES} .o_selected_row .o_field_widget[name=profile_id]`;

// From an empty form to a section that contacts see: model, profile, save
registry.category("web_tour.tours").add("customer_portal_expose", {
    steps: () => [
        {
            content: "Choose a model",
            trigger: ".o_field_widget[name=model_id] input",
            run: "edit Bank Accounts",
        },
        {
            trigger:
                ".o_field_widget[name=model_id] .o-autocomplete--dropdown-item:contains('Bank Accounts')",
            run: "click",
        },
        {
            content: "Name, address and path to the contact are proposed",
            trigger: ".o_field_widget[name=name] input:value('Bank Accounts')",
        },
        {trigger: ".o_field_widget[name=code] input:value('bank-accounts')"},
        {trigger: ".o_field_widget[name=contact_path] input:value('partner_id')"},
        {
            content: "So are its fields",
            trigger:
                ".o_field_widget[name=field_ids] .o_data_row:contains('Account Number')",
        },
        {
            content: "Give it to a profile",
            trigger: ".o_notebook .nav-link[name=profiles]",
            run: "click",
        },
        {
            trigger: `${PROFILES} .o_field_x2many_list_row_add :is(a, button)`,
            run: "click",
        },
        {
            trigger: `${PROFILE} input`,
            run: "edit DEFAULT",
        },
        {
            trigger: `${PROFILE} .o-autocomplete--dropdown-item:contains('DEFAULT')`,
            run: "click",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save:enabled",
            run: "click",
        },
        {trigger: ".o_form_saved, .o_form_view:not(:has(.o_form_button_save:visible))"},
    ],
});
