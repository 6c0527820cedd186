# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Customer Portal: entry in the website's menu",
    "summary": "Visitors of the website find the customer area in its menu",
    "version": "19.0.1.0.0",
    "category": "Services/Helpdesk",
    "author": "Customer Portal maintainers",
    "license": "AGPL-3",
    "depends": ["customer_portal", "website"],
    "data": ["data/website_menu_data.xml"],
    "auto_install": True,
}
