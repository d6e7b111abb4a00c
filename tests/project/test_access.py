"""Every route × every role: who gets what, as `access.txt` says it.

The table has two lines for each route: what GET and what POST answer to each person. POST comes
with an empty body, where `BODIES` has no other, so those who may get as far as its check. `in`
means sent to the sign-in page, `any` that the answer depends on the machine. After a change,
`ACCESS=write` in the environment writes the table anew; read its difference as carefully as code.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from tests.project import world
from tests.project.world import World
from units.models import User

TABLE = Path(__file__).with_name("access.txt")
METHODS = ("GET", "POST")
# What makes sense without a person is open to all; here are those routes, and no others.
OPEN = {
    "/api/docs/",
    "/api/problems/",
    "/api/schema/",
    "/healthz",
    "/language/",
    # The address is the key: calendar programs cannot sign in.
    "/notices/feeds/<str:token>.ics",
    "/sign-in/",
}
# Where an empty body means nothing even to those who may.
BODIES = {
    "/intake/<int:pk>/correct/": {"entry": "head"},
    "/slips/draft/": {"kind": "report", "thing": "0"},
}
# Codes after which nothing may have changed.
REFUSED = {"in", "401", "403", "404", "405"}
# Rows that this transaction has written so far, those that were rolled back included. Signing in
# and out may write sessions, and who asks for a dashboard may have to put it together.
WRITTEN = """
    SELECT sum(pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
        + pg_stat_get_xact_tuples_deleted(oid))
    FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND relname NOT IN ('django_session', 'core_keptbody', 'core_changemark')
"""

Line = tuple[str, str]


@pytest.fixture
def city(db, settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return world.build()


def table() -> tuple[list[str], dict[Line, list[str]]]:
    """Names of people, and the answers by route and method."""
    head, *lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines()]
    return head[2:], {(route, method): answers for route, method, *answers in lines}


def test_every_route_has_its_lines_and_every_line_its_route():
    people, answers = table()
    assert set(answers) == {(route, method) for route in world.routes() for method in METHODS}
    assert {len(line) for line in answers.values()} == {len(people)}


def test_nobody_without_an_open_account_gets_past_the_doors():
    people, answers = table()
    outside = [people.index("anonymous"), people.index("closed")]
    inside = {
        route
        for (route, _method), line in answers.items()
        if {line[place] for place in outside} - {"in", "401"}
    }
    assert inside == OPEN


def test_each_person_gets_what_the_table_says(city):
    got: dict[Line, list[str]] = {
        (route, method): [] for route in world.routes() for method in METHODS
    }
    for user in city.people.values():
        for line, answer in _walk(city, user, got):
            got[line].append(answer)
    if os.environ.get("ACCESS") == "write":
        _write(list(city.people), got)
    assert _differences(got) == []


def _walk(city: World, user: User | None, got: dict[Line, list[str]]) -> Iterator[tuple[Line, str]]:
    """What one person gets everywhere."""
    client = world.signed_in(user)
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    written = _written()
    for (route, method), known in got.items():
        if route == "/healthz":
            yield (route, method), "any"
            continue
        # A method that one person may not use is refused to all, before rights are asked.
        if user is not None and user.is_active and "405" in known:
            yield (route, method), "405"
            continue
        client.cookies.clear()  # one of the routes signed out, another chose a language
        if session is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = session.value
        response = _ask(client, method, route, city.address(route))
        answer = _code(response)
        before, written = written, _written()
        if method == "GET" or answer in REFUSED:
            assert written == before, f"{method} {route} changed something"
        assert "no-store" in response["Cache-Control"], route
        yield (route, method), answer


def _ask(client: Client, method: str, route: str, address: str) -> HttpResponseBase:
    """The answer, after which everything is again as it was."""
    kind = "application/json" if route.startswith("/api/") else MULTIPART_CONTENT
    with transaction.atomic():
        if method == "GET":
            response = client.get(address)
        else:
            response = client.post(address, BODIES.get(route, {}), content_type=kind)
        if response.streaming:
            list(response)  # to its end, which closes the file
        transaction.set_rollback(True)
    return response


def _code(response: HttpResponseBase) -> str:
    where = response.headers.get("Location", "")
    return "in" if where.startswith("/sign-in/?next=") else str(response.status_code)


def _written() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return int(cursor.fetchone()[0])


def _differences(got: dict[Line, list[str]]) -> list[str]:
    people, expected = table()
    return [
        f"{method} {route} as {person}: expected {wanted}, got {answer}"
        for (route, method), answers in got.items()
        for person, wanted, answer in zip(
            people, expected.get((route, method), ["?"] * len(people)), answers, strict=True
        )
        if wanted != answer
    ]


def _write(people: list[str], got: dict[Line, list[str]]) -> None:
    width = max(len(route) for route, _method in got)
    lines = [f"{'route':<{width}} method " + " ".join(people)]
    for (route, method), answers in got.items():
        cells = (f"{answer:<{len(person)}}" for person, answer in zip(people, answers, strict=True))
        lines.append(f"{route:<{width}} {method:<6} {' '.join(cells)}".rstrip())
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
