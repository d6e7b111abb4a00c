"""A leader sees the units of their own field first, and everything with one click."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from core.calendar import end_of
from dashboards.queries import Scope
from dashboards.queries.inbox import silent_units
from reports.models import Report, ReportState
from tests import make
from tests.dashboards import city as small_city

FIGURE = re.compile(
    r'<a href="([^"#]+)">(?:(?!</a>).)*?<strong class="digits">(\d+)</strong></a>', re.S
)
PAGES = ["leader", "targets", "tasks", "plans", "coverage"]


@pytest.fixture
def split(plan, north, south, vera, lena):
    """Two targets and tasks of the north bureau, one of the south bureau, which Lena watches."""
    period = small_city.last_month(plan)
    small_city.fill(plan, north, vera_unit(vera), vera, times=2, period=period)
    small_city.fill(plan, south, north, vera, period=period)
    lena.memberships.get().watched_units.add(south)
    return plan


def vera_unit(vera):
    return vera.memberships.get().unit


def test_the_first_screen_is_about_the_field(client, split, lena):
    client.force_login(lena)
    overview = client.get(reverse("dashboards:leader")).context["page"].overview
    assert (overview.targets, [unit.name for unit in overview.late_units]) == (1, ["市财政局"])
    everything = client.get(reverse("dashboards:leader"), {"field": "all"}).context["page"]
    assert everything.overview.targets == 3


def test_every_figure_of_the_field_opens_its_list(client, split, lena):
    client.force_login(lena)
    for query in ({}, {"field": "all"}):
        shown = client.get(reverse("dashboards:leader"), query).content.decode()
        figures = [pair for pair in FIGURE.findall(shown) if "/tasks/co" not in pair[0]]
        assert len([number for _link, number in figures if number != "0"]) >= 3
        for link, number in figures:
            page = client.get(unescape(link)).context.get("page")
            assert page is None or (link, page.paginator.count) == (link, int(number))


@pytest.mark.parametrize("name", PAGES)
def test_each_list_has_the_switch(client, split, lena, otto, name):
    client.force_login(lena)
    assert "field=all" in client.get(reverse(f"dashboards:{name}")).content.decode()
    client.force_login(otto)
    assert "field=all" not in client.get(reverse(f"dashboards:{name}")).content.decode()


def test_who_watches_nobody_watches_all(client, split, lena):
    lena.memberships.get().watched_units.clear()
    client.force_login(lena)
    assert client.get(reverse("dashboards:leader")).context["page"].overview.targets == 3


def test_what_waits_opens_its_list(client, split, ines):
    client.force_login(ines)
    inbox = client.get(reverse("dashboards:inbox"))
    links = dict(FIGURE.findall(inbox.content.decode()))
    assert len(links) == len(inbox.context["inbox"].waiting) == 11
    assert [client.get(unescape(link)).status_code for link in links] == [200] * 11
    late = next(link for link in links if "late-ever" in link)
    assert client.get(unescape(late)).context["page"].paginator.count == int(links[late])


def test_a_deadline_of_the_week_opens_its_reports(client, split, ines):
    day = timezone.localdate() + timedelta(days=3)
    split.periods.update(due_at=end_of(day))
    Report.objects.update(due_at=end_of(day))
    client.force_login(ines)
    (deadline,) = client.get(reverse("dashboards:inbox")).context["inbox"].deadlines
    listed = client.get(reverse("dashboards:coverage"), {"due_on": str(day)}).context["page"]
    assert (deadline.on, deadline.count) == (day, listed.paginator.count)
    assert deadline.count > 0


@pytest.fixture
def owing(plan, north, south):
    """Nobody has sent anything for last month: north owes four reports, south owes two."""
    period = small_city.last_month(plan)
    for unit, times in ((north, 2), (south, 1)):
        for _ in range(times):
            make.report(period, make.target(plan, unit))
            make.report(period, make.task(plan, unit).assignments.get())
    return Report.objects.order_by("pk")


def test_silent_units_are_named_with_what_they_owe(client, owing, ines, north, south):
    late = owing.filter(unit=north).first()
    in_time = timezone.now() + timedelta(days=9)
    owing.filter(unit=north).exclude(pk=late.pk).update(due_at=in_time)
    client.force_login(ines)
    told = client.get(reverse("dashboards:inbox")).context["inbox"].silent
    assert [(unit.pk, unit.due, unit.late) for unit in told] == [(north.pk, 4, 1), (south.pk, 2, 2)]


@pytest.mark.parametrize(
    ("state", "due"), [(ReportState.WAIVED, 1), (ReportState.WITHDRAWN, 1), (ReportState.DRAFT, 2)]
)
def test_a_unit_is_silent_about_what_it_still_owes(owing, ines, south, state, due):
    Report.objects.filter(pk=owing.filter(unit=south).first().pk).update(state=state)
    assert silent(ines)[south.pk] == due


def test_a_unit_that_owes_nothing_is_not_silent(owing, ines, north, south):
    owing.filter(unit=south).update(state=ReportState.WAIVED)
    assert list(silent(ines)) == [north.pk]


def test_a_unit_that_sent_something_is_not_silent(owing, ines, north, south):
    Report.objects.filter(pk=owing.filter(unit=south).first().pk).update(
        state=ReportState.SUBMITTED
    )
    assert list(silent(ines)) == [north.pk]


def test_a_past_day_tells_who_was_silent(owing, ines, north, south):
    assert silent(ines, now=False) == {north.pk: 4, south.pk: 2}


def silent(user, *, now=True):
    """Keys of units, with how many reports they owe."""
    moment = timezone.now()
    scope = Scope(user, timezone.localdate(moment), moment if now else None)
    return {unit.pk: unit.due for unit in silent_units(scope)}
