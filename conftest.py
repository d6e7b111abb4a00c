"""What a test run needs from the machine: a database of its own, and a Chromium if there is one."""

import fcntl
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from tools import chromium


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Two runs at once on one server must not drop each other's database."""
    for number in itertools.count(1):
        with Path(settings.LOCAL_DIR, f"test-{number}.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            connections["default"].settings_dict["TEST"]["NAME"] = f"test_luoshi_{number}"
            yield
            return


def pytest_configure() -> None:
    if browser := chromium.find():
        os.environ["CHROMIUM"] = browser


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if "CHROMIUM" in os.environ:
        return
    skipped = pytest.mark.skip(reason="no Chromium on this machine: make test as root installs it")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skipped)
