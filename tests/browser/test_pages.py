"""Every page is sound and quiet at each width; with PICTURES, as seen by each role that has it."""

import pytest

from tests.browser.atlas import address, atlas, first_seen, pages_of
from tests.browser.looking import FOLDER, faults_at_each_width
from tests.browser.window import DESK
from tests.project.test_access import table

# Without the mark pytest-django would make no database, and the module would look at a real one.
pytestmark = pytest.mark.django_db
ONCE = first_seen()
# What a second role sees of a page is made of the same parts, and takes as long again.
TABLE = atlas() if FOLDER else ONCE


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
