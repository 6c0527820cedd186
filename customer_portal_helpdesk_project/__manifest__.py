# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Customer Portal: projects of tickets",
    "summary": "Customers see to which project and task a ticket belongs",
    "version": "19.0.1.0.0",
    "category": "Services/Helpdesk",
    "author": "Customer Portal maintainers",
    "license": "AGPL-3",
    "depends": ["customer_portal", "helpdesk_mgmt_project"],
    "data": ["data/customer_portal_section_data.xml"],
    "demo": ["demo/project_task_demo.xml", "demo/helpdesk_ticket_demo.xml"],
    "pre_init_hook": "pre_init_hook",
    "auto_install": True,
}
