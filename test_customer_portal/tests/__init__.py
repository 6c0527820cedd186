from . import test_any_model, test_choices, test_inputs, test_rich_text
from . import test_any_model
from . import test_unreadable_relation
