from . import (
    test_any_model,
    test_choices,
    test_inputs,
    test_list_columns,
    test_paths,
    test_rich_text,
    test_unreadable_relation,
)
