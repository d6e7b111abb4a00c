"""Every page, seen by each role that has it: sound and quiet at each width, and without a mouse."""

from collections.abc import Callable, Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.browser.atlas import PEOPLE, Places, address, atlas, first_seen, pages_of
from tests.browser.conftest import session_of
from tests.browser.desks import furnish
from tests.browser.keyboard import faults_of_keys
from tests.browser.looking import faults_at_each_width, reaching_out
from tests.browser.window import DESK, PHONE, Window
from tests.project.test_access import table
from tests.shipped import go_back
from units.models import User

# Without the mark pytest-django would make no database, and the module would look at a real one.
pytestmark = pytest.mark.django_db
TABLE, ONCE = atlas(), first_seen()


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


@pytest.fixture(scope="module", params=ONCE, ids="-".join)
def english(request, window_of, places) -> Window:
    """A page in English, opened once for the tests of it."""
    person, name = request.param
    window = window_of(person, "en")
    window.page.set_viewport_size(DESK)
    window.page.goto(address(name, places))
    return window


def test_each_page_of_anybody_is_seen_by_somebody() -> None:
    people, _answers = table()
    pages = {page for person in people for page in pages_of(person)}
    assert pages - {page.split()[0] for _person, page in ONCE} == set()


@pytest.mark.parametrize(("person", "name"), TABLE)
def test_a_page_is_sound_at_each_width(person, name, window_of, places) -> None:
    window = window_of(person, "zh-CN")
    window.page.set_viewport_size(DESK)
    answer = window.page.goto(address(name, places))
    assert answer.status == 200
    faults = faults_at_each_width(window.page, f"{person}/{name}")
    assert faults + window.take_faults() == []


def test_a_page_works_by_keyboard_alone(english) -> None:
    assert faults_of_keys(english.page) + english.take_faults() == []


def test_a_page_fits_a_phone_in_english(english) -> None:
    english.page.set_viewport_size(PHONE)
    assert reaching_out(english.page) + english.take_faults() == []
