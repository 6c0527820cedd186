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
    "data": [],
    "application": True,
    "installable": True,
}
