"""Addresses and forms are typed, cut off and forged: the answer is never a crash."""

import pytest

from tests.project import world
from tests.project.test_access import METHODS, table

# What addresses and forms of the portal are asked for, wherever that may be.
NAMES = (
    "0-A",
    "active",
    "act",
    "about-0:2",
    "after_period",
    "anchor",
    "anchor_number",
    "carried_for",
    "choice-1",
    "choices",
    "closing_day",
    "decision",
    "do",
    "due_on",
    "due_time",
    "edit",
    "ends_on",
    "entry",
    "explain_all",
    "failed",
    "frequency",
    "from",
    "holiday_policy",
    "issuer",
    "item",
    "kind",
    "lamp",
    "line",
    "mark",
    "name",
    "next",
    "of",
    "once_on",
    "outcome",
    "page",
    "page_size",
    "parent",
    "percent",
    "period",
    "picks",
    "plan",
    "q",
    "reason",
    "review",
    "revision",
    "role",
    "show",
    "starts_on",
    "state",
    "target",
    "task",
    "then",
    "title",
    "to",
    "unit",
    "user",
    "username",
    "value",
    "verb",
    "year",
)
NONSENSE = ("9" * 5000, "9" * 19, "-1", "\x00", "²", "1e400", "NaN", "0001-01-01", "x:y:z")
# The API says no with reasons of its own (tests/api); who signed out gets no further.
LEFT_OUT = ("/api/", "/sign-out/")
# Between them they get everywhere.
PEOPLE = ("reporter", "reviewer", "inspector", "system_admin", "security_admin", "auditor")


@pytest.fixture
def city(db, settings, tmp_path) -> world.World:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return world.build()


def _reached(person: str) -> list[tuple[str, str]]:
    """Pages and forms that the person may use."""
    people, answers = table()
    place = people.index(person)
    return [
        (route, method)
        for (route, method), line in answers.items()
        if line[place] not in {"403", "404", "405", "any"} and not route.startswith(LEFT_OUT)
    ]


@pytest.mark.parametrize("person", PEOPLE)
def test_nonsense_never_crashes_a_page(city, person):
    crashed = [crash for word in NONSENSE for crash in _crashes(city, person, word)]
    assert not crashed, "\n".join(crashed)


def _crashes(city, person, word) -> list[str]:
    client = world.signed_in(city.people[person])
    client.raise_request_exception = False
    crashed = []
    for route, method in _reached(person):
        ask = client.get if method == METHODS[0] else client.post
        if ask(city.address(route), dict.fromkeys(NAMES, word)).status_code >= 500:
            crashed.append(f"{method} {route} with {word[:20]!r}")
    return crashed
