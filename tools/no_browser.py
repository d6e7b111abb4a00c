"""pytest plugin for machines without Chromium: browser tests are skipped and say why."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    reason = pytest.mark.skip(reason="no Chromium on this machine (see make test)")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(reason)
