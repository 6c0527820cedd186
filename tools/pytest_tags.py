"""A pytest plugin: Odoo's --test-tags, which pytest-odoo ignores."""


def pytest_addoption(parser):
    parser.addoption("--odoo-test-tags", default="", help="as Odoo's --test-tags")


def pytest_collection_modifyitems(config, items):
    from odoo.tests.tag_selector import TagsSelector

    selector = TagsSelector(config.getoption("--odoo-test-tags"))
    kept, left = [], []
    for item in items:
        test = getattr(item, "parent", None) and item.parent.obj
        wanted = test is None or selector.check(test(item.originalname))
        (kept if wanted else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)
