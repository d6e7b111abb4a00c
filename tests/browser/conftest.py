"""A real Chromium against a real server. Pages are driven as people drive them: by words."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker, Settings
from pytest_django.live_server_helper import LiveServer

from core.calendar import add_months, last_day_of_month
from indicators.models import Target
from reports.models import Report
from tests import make
from tests.browser.atlas import PEOPLE, Places
from tests.browser.desks import furnish
from tests.browser.window import Window, chromium
from tests.dashboards.city import measure
from tests.shipped import go_back
from units.models import Unit, User

PageOf = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    # Playwright's loop runs in this thread, and Django would take it for a coroutine's.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with chromium(os.environ["CHROMIUM"]) as browser:
        yield browser


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> None:
    """Uploaded files go where the test's other files go."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def page_of(chrome: Browser, live_server: LiveServer, media: None) -> Iterator[PageOf]:
    """`page_of(anna)` is a window in which Anna is signed in; afterwards none may have complained.

    Without a person nobody is signed in.
    """
    windows: list[Window] = []

    def open_window(user: User | None = None, *, locale: str = "en", **options: Any) -> Page:
        window = Window(chrome, live_server.url, locale=locale, **options)
        windows.append(window)
        if user is not None:
            window.context.add_cookies([session_of(user, live_server.url)])
        return window.page

    yield open_window
    faults = [fault for window in windows for fault in window.faults]
    for window in windows:
        window.context.close()
    assert faults == []


@pytest.fixture(scope="module")
def places(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory
) -> Iterator[Places]:
    """The demonstration city, built once: these tests only look at it."""
    folder = tmp_path_factory.mktemp("city")
    files = {
        "MEDIA_ROOT": folder / "media",
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": folder / "mail",
    }
    with django_db_blocker.unblock(), override_settings(DEMO=True, **files):
        try:
            yield furnish()
        finally:
            go_back()


@pytest.fixture(scope="module")
def window_of(chrome: Browser, places: Places) -> Iterator[Callable[[str, str], Window]]:
    server = LiveServer("localhost")
    # Now, because what a test writes the server does not see.
    people = User.objects.filter(username__in=PEOPLE.values())
    sessions = {user.username: [session_of(user, server.url)] for user in people}

    windows: dict[tuple[str, str], Window] = {}

    def window_of(person: str, locale: str) -> Window:
        if (person, locale) not in windows:
            window = windows[person, locale] = Window(
                chrome, server.url, locale=locale, reduced_motion="reduce"
            )
            window.context.add_cookies(sessions.get(person, []))
        return windows[person, locale]

    yield window_of
    for window in windows.values():
        window.context.close()
    server.stop()


def session_of(user: User, address: str) -> Any:
    """The cookie of somebody who has signed in."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}


@pytest.fixture
def target(city: Unit, north: Unit) -> Target:
    """200 enterprises within a year, from 100. Half of it is over by the real clock, and a month
    before only 110 were reached.
    """
    closing = timezone.localdate().replace(day=1) - timedelta(days=1)
    starts_on = add_months(closing.replace(day=1), -5)
    ends_on = last_day_of_month(add_months(starts_on, 11))
    plan = make.plan(city, starts_on=starts_on, ends_on=ends_on)
    made = make.target(plan, north, due_on=ends_on)
    measure(made, 110, on=closing.replace(day=1) - timedelta(days=1))
    return made


@pytest.fixture
def target_report(target: Target) -> Report:
    """What the north bureau owes about the half-way mark, due the day after tomorrow."""
    closing = timezone.localdate().replace(day=1) - timedelta(days=1)
    due_at = timezone.now() + timedelta(days=2)
    period = make.period(
        target.plan, starts_on=closing.replace(day=1), ends_on=closing, due_at=due_at
    )
    return make.report(period, target)
