"""The short way from a row to an answer says what DRF says on its long way."""

import re
from collections import Counter

import pytest
from rest_framework.serializers import ModelSerializer

from core.rest.out import FlatOut, Out
from tests.project import world

# Who together may read everything; and so many resources at least have rows in the small city.
PEOPLE = ("inspector", "system_admin", "auditor", "reporter")
SEEN = 30
CURSOR = re.compile(r"cursor=[^\"&]+")


@pytest.fixture
def city(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return world.build()


def answers(city, clients):
    found = {}
    for route in [each for each in world.routes() if each.startswith("/api/v1/")]:
        for person, client in clients.items():
            answer = client.get(city.address(route))
            if answer.status_code == 200 and "json" in answer["Content-Type"]:
                # Cursors are signed with the second.
                found[person, route] = CURSOR.sub("", answer.text)
    return found


def test_every_resource_says_the_same(city, monkeypatch):
    clients = {person: world.signed_in(city.people[person]) for person in PEOPLE}
    quick = answers(city, clients)
    asked = Counter[str]()

    def slow(self, row):
        asked[type(self).__name__] += 1
        return ModelSerializer.to_representation(self, row)

    for kind in (Out, FlatOut):
        monkeypatch.setattr(kind, "to_representation", slow)
    monkeypatch.setattr(FlatOut, "flat", lambda rows, also: rows)
    assert answers(city, clients) == quick
    assert len(asked) >= SEEN, asked
