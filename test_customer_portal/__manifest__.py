# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Customer Portal: tests",
    "summary": "Fake models for the tests of the portal's engine, never shipped",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tests",
    "author": "Customer Portal maintainers",
    "license": "AGPL-3",
    "depends": ["customer_portal"],
    "data": ["security/ir.model.access.csv"],
}
