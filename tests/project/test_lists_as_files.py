"""Lists of what waits for decisions come as files, with the lines that the page shows."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from reports.models import Report, ReportState, Submission
from tasks.models import AssignmentRole
from tests import make
from tests.project import world

LISTS = {
    "briefs:circulars": "inspector",
    "dashboards:office-coverage": "office_head",
    "dashboards:office-plans": "office_head",
    "indicators:amendments": "inspector",
    "instructions:list": "inspector",
    "reports:mine": "reporter",
    "reports:office-review": "inspector",
    "reports:review": "reviewer",
    "slips:list": "inspector",
    "tasks:coordinations": "inspector",
    "tasks:coordinations-waiting": "inspector",
    "tasks:extensions": "office_head",
    "tasks:office": "office_head",
    "tasks:to-receive": "reporter",
}
# Desks, and the state of what waits there.
DESKS = {
    "reports:office-review": ReportState.FORWARDED,
    "reports:review": ReportState.SUBMITTED,
}
# Where a page has two lists, each has files of its own: the page, and what it calls the list.
PLACES = {
    "dashboards:office-coverage": ("dashboards:office", "page"),
    "dashboards:office-plans": ("dashboards:office", "plans"),
}
EVERY = {
    "instructions:list": {"list": "all"},
    "slips:list": {"list": "all"},
    "tasks:extensions": {"list": "open"},
    "tasks:office": {"list": "waiting"},
}


@pytest.fixture
def city(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    built = world.build()
    make.judge()
    return built


def _hand_in(city, to):
    """A report waits at a desk."""
    report = Report.objects.exclude(assignment__role=AssignmentRole.ASSIST).first()
    sent = {"saved_at": make.NOW, "submitted_at": make.NOW, "written_by": city.people["reporter"]}
    Submission.objects.update_or_create(report=report, version=1, defaults=sent)
    Report.objects.filter(pk=report.pk).update(state=to)


def _reader(city, name):
    """Whoever reads the list, signed in; something waits at the desk."""
    if name in DESKS:
        _hand_in(city, DESKS[name])
    return world.signed_in(city.people[LISTS[name]])


@pytest.mark.parametrize("name", LISTS)
def test_the_file_has_the_lines_of_the_page(city, name):
    client, query = _reader(city, name), EVERY.get(name, {})
    page, called = PLACES.get(name, (name, "page"))
    shown = client.get(reverse(page), query).context[called].paginator.count
    assert shown, f"the small city has nothing for {name}"
    told = client.get(reverse(f"{name}-csv"), query)
    head, *lines = csv.reader(StringIO(b"".join(told).decode("utf-8-sig")))
    assert len(lines) == shown
    assert {len(line) for line in lines} == {len(head)}
    assert client.get(reverse(f"{name}-xlsx"), query).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_the_page_offers_its_files(city, name):
    client = _reader(city, name)
    page, _called = PLACES.get(name, (name, "page"))
    told = client.get(reverse(page), EVERY.get(name, {})).content.decode()
    assert reverse(f"{name}-xlsx") in told


@pytest.mark.parametrize("name", LISTS)
def test_administrators_get_none(city, name):
    client = world.signed_in(city.people["system_admin"])
    assert client.get(reverse(f"{name}-csv")).status_code == 404


@pytest.mark.parametrize(
    "route",
    ["/indicators/targets/<int:pk>/verdicts/", "/briefs/circulars/<int:pk>/figures/<str:name>/"],
)
def test_lists_of_one_thing_have_files_too(city, route):
    client, address = world.signed_in(city.people["inspector"]), city.address(route)
    shown = client.get(address)
    told = client.get(f"{address}table.csv")
    _head, *lines = csv.reader(StringIO(b"".join(told).decode("utf-8-sig")))
    assert len(lines) == shown.context["page"].paginator.count
    assert f"{address}table.xlsx" in shown.content.decode()
    assert client.get(f"{address}table.xlsx").status_code == 200
