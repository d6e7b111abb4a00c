"""Who asks too much has to wait; a Redis that is away holds nobody up."""

import time

import pytest
from django.core.cache import caches

from core.rest import throttles
from core.rest.throttles import PerPerson, PerToken
from tests import make
from units.rules import Scope

UNITS = "/api/v1/units/"


@pytest.fixture
def rates(monkeypatch):
    """Three a minute for each person, two for each token."""
    given = {"person": "3/min", "token": "2/min"}
    for kind in (PerPerson, PerToken):
        monkeypatch.setattr(kind, "THROTTLE_RATES", given)
    caches["default"].clear()


def ask(client, **more):
    return client.get(UNITS, **more).status_code


def bearer(person):
    _token, key = make.token(person, Scope.READ)
    return {"headers": {"Authorization": f"Bearer {key}"}}


def test_a_person_has_to_wait_and_is_told_how_long(client, rates, lena):
    client.force_login(lena)
    assert [ask(client) for _ in range(4)] == [200, 200, 200, 429]
    refused = client.get(UNITS)
    assert refused.json()["type"] == "/api/problems/#throttled"
    assert 0 < int(refused["Retry-After"]) <= 60


def test_nobody_waits_for_another(client, rates, lena, anna):
    client.force_login(lena)
    assert [ask(client) for _ in range(4)][-1] == 429
    client.force_login(anna)
    assert ask(client) == 200


def test_one_program_does_not_use_up_what_another_needs(client, rates, lena, monkeypatch):
    monkeypatch.setattr(PerPerson, "THROTTLE_RATES", {"person": None})
    one, other = bearer(lena), bearer(lena)
    assert [ask(client, **one) for _ in range(3)] == [200, 200, 429]
    assert [ask(client, **other) for _ in range(3)] == [200, 200, 429]


def test_the_next_period_begins_anew(client, rates, lena, monkeypatch):
    client.force_login(lena)
    assert [ask(client) for _ in range(4)][-1] == 429
    later = time.time() + 60
    monkeypatch.setattr("core.rest.throttles.time.time", lambda: later)
    assert ask(client) == 200


def test_without_a_rate_nobody_is_counted(client, rates, lena, monkeypatch):
    for kind in (PerPerson, PerToken):
        monkeypatch.setattr(kind, "THROTTLE_RATES", {"person": None, "token": None})
    client.force_login(lena)
    assert {ask(client) for _ in range(6)} == {200}


@pytest.fixture
def dead_redis(settings, monkeypatch):
    where = {"LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": settings.CACHES["default"] | where}
    monkeypatch.setattr(throttles, "_back_at", 0.0)


def test_the_api_works_without_redis(client, rates, dead_redis, lena):
    client.force_login(lena)
    assert {ask(client) for _ in range(6)} == {200}
    known = client.get(UNITS)["ETag"]
    assert client.get(UNITS, headers={"If-None-Match": known}).status_code == 304


def test_a_dead_redis_is_not_asked_again_at_once(client, rates, dead_redis, lena, caplog):
    client.force_login(lena)
    for _ in range(6):
        ask(client)
    assert len([each for each in caplog.records if "not counted" in each.message]) == 1
