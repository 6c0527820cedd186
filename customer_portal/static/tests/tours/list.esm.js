import {registry} from "@web/core/registry";

// The document in which a mark was set is still there: nothing was loaded anew
const inPlace = {
    content: "The page was not loaded anew",
    trigger: "body[data-cp-test]",
};

registry.category("web_tour.tours").add("customer_portal_list", {
    steps: () => [
        {
            content: "Mark the page",
            trigger: ".cp-list [data-cp-part=count] strong:contains('31')",
            run: () => {
                document.body.dataset.cpTest = "1";
            },
        },
        {
            content: "Search in one column",
            trigger: "input[name='c.name']",
            run: "edit badge",
        },
        {
            content: "It is found while one types",
            trigger: ".cp-list [data-cp-part=count] strong:contains('30')",
        },
        {
            content: "What was typed is still there, and the cursor",
            trigger: "input[name='c.name']:focus",
        },
        {
            content: "Search in a second one as well",
            trigger: "select[name='c.priority']",
            run: "select 2",
        },
        {
            trigger: ".cp-list [data-cp-part=count] strong:contains('10')",
        },
        {
            content: "The address says so",
            trigger: "body",
            run: () => {
                const {search} = window.location;
                if (
                    !search.includes("c.name=badge") ||
                    !search.includes("c.priority=2")
                ) {
                    throw new Error(`Address: ${search}`);
                }
            },
        },
        {
            content: "Sort",
            trigger: "th[name=th_name] a",
            run: "click",
        },
        {
            content: "Sorted upwards",
            trigger: "th[name=th_name][aria-sort=ascending]",
        },
        {
            trigger: "tbody tr:first:contains('Badge 02')",
        },
        {
            content: "Leave the search in the second column",
            trigger: ".cp-searches a:last",
            run: "click",
        },
        {
            trigger: ".cp-list [data-cp-part=count] strong:contains('30')",
        },
        {
            content: "Its box is empty again",
            trigger: "select[name='c.priority']:not(.cp-searched)",
            run: ({anchor}) => {
                if (anchor.value) {
                    throw new Error(`Still ${anchor.value}`);
                }
            },
        },
        {
            content: "Choose whose they are",
            trigger: "select[name='c.partner_id']",
            run: "selectByLabel Ann",
        },
        {
            content: "A sentence names whom",
            trigger: ".cp-searches a:last:contains('Ann')",
            run: "click",
        },
        {
            trigger: "select[name='c.partner_id']:not(.cp-searched)",
        },
        {
            content: "Next page",
            trigger: "a[rel=next]",
            run: "click",
        },
        {
            trigger: "tbody tr:first:contains('Badge 26')",
        },
        {
            content: "Back, in the browser",
            trigger: "body",
            run: () => window.history.back(),
        },
        {
            trigger: "tbody tr:first:contains('Badge 01')",
        },
        {
            content: "What is found nowhere",
            trigger: "input[name=q]",
            run: "edit nothing like it",
        },
        {
            trigger: ".cp-empty a",
        },
        inPlace,
        {
            content: "One way out",
            trigger: ".cp-empty a",
            run: "click",
        },
        {
            trigger: ".cp-list [data-cp-part=count] strong:contains('31')",
        },
        inPlace,
        {
            content: "Open a record",
            trigger: "tbody tr:first .cp-action a",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#comments",
        },
    ],
});
