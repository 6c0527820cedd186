from . import (
    test_bad_input,
    test_declarations,
    test_enable,
    test_mails,
    test_main_job,
    test_policy,
    test_queries,
    test_records,
    test_source,
    test_stock_routes,
    test_strangers,
)
