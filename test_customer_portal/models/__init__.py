from . import test_customer_portal_document
from . import test_customer_portal_secret
