from . import test_any_model
from . import test_unreadable_relation
