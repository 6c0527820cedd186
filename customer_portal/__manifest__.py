# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Customer Portal",
    "summary": "A portal made for each customer, enforced on every door",
    "version": "19.0.1.0.0",
    "category": "Services/Helpdesk",
    "author": "Customer Portal maintainers",
    "license": "AGPL-3",
    "depends": ["portal", "helpdesk_mgmt"],
    "data": [
        "security/customer_portal_groups.xml",
        "security/ir.model.access.csv",
        "data/helpdesk_channel_data.xml",
        "data/mail_template_data.xml",
        "data/customer_portal_section_data.xml",
        "data/customer_portal_profile_data.xml",
        "views/portal_frame_templates.xml",
        "views/portal_home_templates.xml",
        "views/portal_records_list_templates.xml",
        "views/portal_records_detail_templates.xml",
        "views/portal_records_form_templates.xml",
        "views/customer_portal_section_views.xml",
        "views/customer_portal_profile_views.xml",
        "views/helpdesk_ticket_stage_views.xml",
        "views/helpdesk_ticket_views.xml",
        "views/res_partner_views.xml",
        "views/customer_portal_menus.xml",
    ],
    "demo": [
        "demo/res_company_demo.xml",
        "demo/res_partner_demo.xml",
        "demo/res_users_demo.xml",
        "demo/helpdesk_ticket_demo.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "customer_portal/static/src/scss/portal.scss",
        ],
        "web.assets_tests": [
            "customer_portal/static/tests/tours/*.esm.js",
        ],
    },
    "post_init_hook": "post_init_hook",
    "application": True,
}
