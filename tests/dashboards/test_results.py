"""Units are ranked by results only, with ties as offices count them."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from dashboards.queries import FamilyResult, Scope, unit_results
from indicators.models import Indicator
from indicators.rules import Family, PaceCount, competition_ranks
from indicators.services import record_measurement
from tests import make
from tests.dashboards import city as small_city


@pytest.mark.parametrize(
    ("results", "ranks"),
    [
        ([], []),
        ([50], [1]),
        ([90, 80, 80, 70], [1, 2, 2, 4]),
        ([70, 90, 90, 90, 10], [4, 1, 1, 1, 5]),
        ([0, 0], [1, 1]),
    ],
)
def test_who_is_level_shares_a_rank_and_the_next_counts_all_before(results, ranks):
    assert competition_ranks([Decimal(each) for each in results]) == ranks


@pytest.fixture
def live(plan, north, south):
    """North has one target far behind and one on pace, South one far ahead; one is not led."""
    closed = small_city.last_month(plan).ends_on
    for unit, value in ((north, 101), (north, 199), (south, 200)):
        target = make.target(plan, unit, name=f"指标{unit.pk}-{value}")
        small_city.measure(target, value, on=closed)
    make.target(plan, None, name="无牵头")
    make.judge()
    return plan


def told(scope: Scope, by=Family.COUNTED):
    """Of the family by which they are ranked."""
    found = []
    for unit in unit_results(scope, by=by).units:
        (row,) = (each for each in unit.families if each.family == by)
        found.append((row.rank, unit.name, row.pace.met, row.pace.counted))
    return found


def test_the_best_come_first_with_what_counts(live, lena, north, south):
    now = timezone.now()
    shown = told(Scope(lena, timezone.localdate(now), now))
    assert shown == [(1, south.name, 1, 1), (2, north.name, 1, 2)]


def test_the_rows_say_the_same_as_what_is_kept(live, lena):
    now = timezone.now()
    today = timezone.localdate(now)
    kept, counted = (unit_results(each) for each in (Scope(lena, today, now), Scope(lena, today)))
    assert (kept.by, list(kept.units)) == (counted.by, list(counted.units))


def test_each_family_has_ranks_of_its_own(live, lena, north, south):
    """North leads in the economy and comes second in what is counted."""
    closed = live.periods.get().ends_on
    for unit, value in ((north, 200), (south, 101)):
        target = make.target(live, unit, name=f"地区生产总值{unit.pk}")
        Indicator.objects.filter(pk=target.indicator_id).update(family=Family.ECONOMIC)
        small_city.measure(target, value, on=closed)
    make.judge()
    for now in (timezone.now(), None):
        scope = Scope(lena, timezone.localdate(), now)
        assert unit_results(scope).by is Family.ECONOMIC
        assert told(scope, Family.ECONOMIC) == [(1, north.name, 1, 1), (2, south.name, 0, 1)]
        assert told(scope) == [(1, south.name, 1, 1), (2, north.name, 1, 2)]


def test_the_address_says_by_which_family_the_page_ranks(live, client, lena):
    client.force_login(lena)
    address = reverse("dashboards:results")
    for query, by in (("", "counted"), ("?by=economic", "economic"), ("?by=nonsense", "counted")):
        assert client.get(address + query).context["by"] == by
    told = client.get(reverse("dashboards:results-csv") + "?by=economic")
    assert told.status_code == 200


def test_a_unit_of_which_nothing_counts_has_no_rank_and_comes_last(live, lena, vera, city):
    idle = make.unit("市统计局")
    make.target(live, idle, name="无数据", due_on=None, value=None)
    make.judge()
    now = timezone.now()
    shown = told(Scope(lena, timezone.localdate(now), now))
    assert shown[-1] == (None, "市统计局", 0, 0)


def test_a_rank_says_how_it_changed_since_the_closing_date_before(live, lena, north, south):
    """South was ahead of North a month before, as now; then a third unit overtakes both."""
    closed = live.periods.get().ends_on
    before = closed.replace(day=1) - timedelta(days=1)
    late = make.unit("市统计局")
    target = make.target(live, late, name="后来居上")
    earlier = timezone.make_aware(datetime.combine(before + timedelta(days=5), time(9)))
    for each, value in [
        (target, 101),
        *((each, 199) for each in live.targets.exclude(pk=target.pk)),
    ]:
        record_measurement(
            target_id=each.pk, period_ends_on=before, value=Decimal(value),
            origin="test", by=None, now=earlier,
        )  # fmt: skip
    small_city.measure(target, 200, on=closed)
    make.judge()
    now = timezone.now()
    today = timezone.localdate(now)
    units = unit_results(Scope(lena, today, now)).units
    found = {each.name: (each.families[1].rank_was, each.families[1].rank) for each in units}
    assert found == {south.name: (1, 1), north.name: (1, 3), "市统计局": (3, 1)}
    kept, counted = (unit_results(each) for each in (Scope(lena, today, now), Scope(lena, today)))
    assert (kept.by, list(kept.units)) == (counted.by, list(counted.units))


def test_the_change_of_a_rank_is_shown_as_shape_and_word(live, client, lena):
    client.force_login(lena)
    result = FamilyResult("counted", (), PaceCount(2, 0, 0, 1), rank=2, rank_was=4)
    told = [
        render_to_string("dashboards/moved.html", {"each": replace(result, rank_was=was)})
        for was in (4, 1, 2, None)
    ]
    assert [("↑2" in told[0], "上升2位" in told[0]), ("↓1" in told[1], "下降1位" in told[1])] == [
        (True, True)
    ] * 2
    assert "位次不变" in told[2] and "新列入" in told[3]


@pytest.mark.parametrize("query", ["", "?page=1000000000", "?plan=7000000", "?as_of=2001-01-01"])
def test_the_page_answers_whatever_is_asked(live, client, lena, query):
    client.force_login(lena)
    assert client.get(reverse("dashboards:results") + query).status_code == 200


def test_the_page_is_for_the_office_and_leaders(live, client, anna):
    client.force_login(anna)
    assert client.get(reverse("dashboards:results")).status_code == 404
