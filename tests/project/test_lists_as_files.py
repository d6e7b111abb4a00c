"""Lists of what waits for decisions come as files, with the lines that the page shows."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from tests.project import world

LISTS = {
    "tasks:coordinations": "inspector",
    "tasks:extensions": "office_head",
    "indicators:amendments": "inspector",
    "instructions:list": "inspector",
    "slips:list": "inspector",
}
EVERY = {"tasks:extensions": {"list": "open"}, "instructions:list": {"list": "all"}}
EVERY["slips:list"] = {"list": "all"}


@pytest.fixture
def city(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return world.build()


@pytest.mark.parametrize(("name", "who"), LISTS.items())
def test_the_file_has_the_lines_of_the_page(city, name, who):
    client, query = world.signed_in(city.people[who]), EVERY.get(name, {})
    shown = client.get(reverse(name), query).context["page"].paginator.count
    assert shown, f"the small city has nothing for {name}"
    told = client.get(reverse(f"{name}-csv"), query)
    head, *lines = csv.reader(StringIO(b"".join(told).decode("utf-8-sig")))
    assert len(lines) == shown
    assert {len(line) for line in lines} == {len(head)}
    assert client.get(reverse(f"{name}-xlsx"), query).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_the_page_offers_its_files(city, name):
    client = world.signed_in(city.people[LISTS[name]])
    page = client.get(reverse(name), EVERY.get(name, {})).content.decode()
    assert reverse(f"{name}-xlsx") in page


@pytest.mark.parametrize("name", LISTS)
def test_administrators_get_none(city, name):
    client = world.signed_in(city.people["system_admin"])
    assert client.get(reverse(f"{name}-csv")).status_code == 404
