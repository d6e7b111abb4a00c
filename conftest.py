"""What a test run needs from the machine: for each of its processes a database and a memory of its
own, and a Chromium if there is one."""

import fcntl
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connections
from pytest_django import DjangoDbBlocker

from tests.template import template
from tools import chromium


@pytest.fixture(scope="session")
def process_number() -> Iterator[int]:
    """No other process that tests at this moment has it."""
    for number in itertools.count(1):
        with Path(settings.LOCAL_DIR, f"test-{number}.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield number
            return


@pytest.fixture(scope="session")
def django_db_modify_db_settings(process_number: int, django_db_blocker: DjangoDbBlocker) -> None:
    """Processes side by side must not drop each other's database."""
    with django_db_blocker.unblock():
        names = {"NAME": f"test_luoshi_{process_number}", "TEMPLATE": template()}
    connections["default"].settings_dict["TEST"].update(names)


@pytest.fixture(scope="session", autouse=True)
def own_memory(process_number: int) -> None:
    """Nor meet each other's keys, or those of an earlier run."""
    settings.CACHES["default"]["KEY_PREFIX"] = f"test-{process_number}-{uuid4()}"


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
