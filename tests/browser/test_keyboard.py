"""Every page without a mouse, and in English on a phone; beside `test_pages`, to share the time."""

import pytest

from tests.browser.atlas import address, first_seen
from tests.browser.keyboard import faults_of_keys
from tests.browser.looking import reaching_out
from tests.browser.window import DESK, PHONE, Window

pytestmark = pytest.mark.django_db
ONCE = first_seen()


@pytest.fixture(scope="module", params=ONCE, ids="-".join)
def english(request, window_of, places) -> Window:
    """A page in English, opened once for the tests of it."""
    person, name = request.param
    window = window_of(person, "en")
    window.page.set_viewport_size(DESK)
    window.page.goto(address(name, places))
    return window


def test_a_page_works_by_keyboard_alone(english) -> None:
    assert faults_of_keys(english.page) + english.take_faults() == []


def test_a_page_fits_a_phone_in_english(english) -> None:
    english.page.set_viewport_size(PHONE)
    assert reaching_out(english.page) + english.take_faults() == []
