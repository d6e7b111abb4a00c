"""Every main page, seen by those who work with it: sound, quiet, and whole on a phone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import session_of
from tests.browser.desks import Places, furnish
from tests.browser.window import DESK, PHONE, Window
from tests.shipped import go_back
from units.models import User

# Without the mark pytest-django would make no database, and the module would look at a real one.
pytestmark = pytest.mark.django_db
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
# Slow to check, and the same in every size of the window.
RULES_WITHOUT_COLOURS = RULES | {"rules": {"color-contrast": {"enabled": False}}}
# A page is named by its URL; words after it choose among several, a query goes along.
PAGES = {
    "nobody": ["units:sign-in"],
    "shenwenyuan": [  # leads the city
        "dashboards:leader",
        "dashboards:leader ?as_of=2026-01-31",
        "dashboards:meeting",
        "dashboards:results",
        "dashboards:coverage ?part=missing",
        "dashboards:targets",
        "dashboards:target",
        "dashboards:tasks",
        "dashboards:task",
        "dashboards:plans",
        "dashboards:search ?q=企业",
        "dashboards:search ?q=企业&kind=task",
        "dashboards:search ?q=没有的词",
        "dashboards:plan",
        "dashboards:source",
        "dashboards:superior",
        "dashboards:cascade",
        "dashboards:cascade-lines ?outcome=missing",
        "dashboards:beside",
        "dashboards:indicators",
        "dashboards:indicator",
        "reports:list",
        "reports:late",
        "reports:report approved",
        "units:list",
        "units:unit",
        "units:password",
        "units:tokens",
    ],
    "guyanping": [  # heads the supervision office
        "dashboards:office",
        "dashboards:meeting ?item=2",
        "notices:board",
        "notices:board ?failed=1",
        "notices:failures",
        "notices:rehearsal",
        "notices:letters",
        "notices:calendar",
        "notices:outlets",
        "notices:outlet-add",
        "notices:subscriptions",
        "notices:subscription-add",
        "notices:inbox",
        "units:jobs",
        "notices:mail",
        "notices:letter",
        "notices:ladder",
        "notices:ladder ?preset=strict",
        "notices:ladder-steps",
        "reports:rhythm",
        "slips:letterhead",
        "briefs:template",
        "sheets:office",
        "sheets:office ?of=&plan=",
    ],
    "xuezhiheng": [  # inspects
        "dashboards:inbox",
        "intake:index",
        "intake:document to check",
        "intake:document to check ?edit=tasks-t1",
        "intake:document to check ?edit=targets-new",
        "intake:document unreadable",
        "intake:document waiting",
        "intake:words",
        "dashboards:superior",
        "dashboards:draft_superior",
        "slips:list ?list=all",
        "slips:late ?kind=target",
        "slips:slip sent",
        "slips:slip draft",
        "slips:edit draft",
        "briefs:circulars",
        "briefs:circulars ?outdated=1",
        "briefs:draft",
        "briefs:circular brief",
        "briefs:circular wrong",
        "briefs:circular draft",
        "briefs:edit circular",
        "briefs:figure",
    ],
    "hejianing": [  # reports for two units
        "reports:mine",
        "reports:report to write",
        "reports:report returned",
        "sheets:index",
        "sheets:sheet read",
        "sheets:sheet waiting",
        "sheets:sheet asking",
        "sheets:sheet understood",
        "sheets:answer understood",
        "sheets:sheet saved",
        "sheets:sheet refused",
        "dashboards:unit",
    ],
    "songboyu": ["reports:review", "reports:report to review"],  # reviews
    "qinruozhou": ["dashboards:unit", "reports:late", "notices:mutes"],  # heads a bureau
    "dingkaixuan": [  # keeps accounts
        "units:accounts",
        "units:all-tokens",
        "units:jobs",
        "units:list",
        "units:unit",
    ],
    "yanshuwen": ["units:grants"],  # grants rights
    "kongdejian": ["units:audit"],  # audits
}
TABLE = [(person, page) for person, pages in PAGES.items() for page in pages]
# Where the whole page scrolls sideways: what reaches over its right edge.
REACHING_OUT = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  return Array.from(document.body.querySelectorAll("*"))
    .filter((each) => each.getBoundingClientRect().right > edge + 0.5)
    .map((each) => each.outerHTML.slice(0, 120));
}"""


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
    people = User.objects.filter(username__in=PAGES)
    sessions = {user.username: [session_of(user, server.url)] for user in people}

    windows: dict[tuple[str, str], Window] = {}

    def window_of(person: str, locale: str) -> Window:
        if (person, locale) not in windows:
            window = windows[person, locale] = Window(chrome, server.url, locale=locale)
            window.context.add_cookies(sessions.get(person, []))
        return windows[person, locale]

    yield window_of
    for window in windows.values():
        window.context.close()
    server.stop()


@pytest.mark.parametrize(("person", "name"), TABLE)
def test_a_page_is_sound(person: str, name: str, window_of, places) -> None:
    window = window_of(person, "zh-CN")
    window.page.set_viewport_size(DESK)
    window.page.goto(address(name, places))
    wide = [*violations(window.page, RULES), *sticking_out(window.page)]
    window.page.set_viewport_size(PHONE)
    narrow = [*violations(window.page, RULES_WITHOUT_COLOURS), *sticking_out(window.page)]
    assert wide + narrow + window.faults == []


@pytest.mark.parametrize(("person", "name"), TABLE)
def test_a_page_fits_a_phone_in_english(person: str, name: str, window_of, places) -> None:
    window = window_of(person, "en")
    window.page.set_viewport_size(PHONE)
    window.page.goto(address(name, places))
    assert sticking_out(window.page) + window.faults == []


def address(name: str, places: Places) -> str:
    place, _mark, query = name.partition(" ?")
    key = places.get(place, ())
    keys = key if isinstance(key, tuple) else (key,)
    return reverse(place.split()[0], args=keys) + (query and f"?{query}")


def violations(page: Page, rules: dict[str, Any]) -> list[str]:
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


def sticking_out(page: Page) -> list[str]:
    """What makes the whole page scroll sideways."""
    reaching: list[str] = page.evaluate(REACHING_OUT)
    return reaching
