from . import test_any_model, test_choices, test_inputs, test_rich_text
