from . import (
    test_accessibility,
    test_any_model,
    test_choices,
    test_inputs,
    test_italian,
    test_list_columns,
    test_mails_any_model,
    test_notices_any_model,
    test_paths,
    test_rich_text,
    test_unreadable_relation,
)
