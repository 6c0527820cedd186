from . import test_customer_portal_document
