# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Customer Portal: products of tickets",
    "summary": "Customers say which product a ticket is about",
    "version": "19.0.1.0.0",
    "category": "Services/Helpdesk",
    "author": "Customer Portal maintainers",
    "license": "AGPL-3",
    "depends": ["customer_portal", "helpdesk_product"],
    "data": ["data/customer_portal_section_data.xml"],
    "demo": ["demo/product_template_demo.xml", "demo/helpdesk_ticket_demo.xml"],
    "pre_init_hook": "pre_init_hook",
    "auto_install": True,
}
