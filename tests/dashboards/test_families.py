"""Main economic indicators, counted targets and tasks are told apart, wherever they are told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dashboards.queries import Scope, leader_overview, unit_results
from dashboards.queries.leader import overview_counted
from indicators.models import Indicator
from indicators.services import classify_indicator
from tests import make
from tests.dashboards import city as small_city


@pytest.fixture
def live(plan, north, south, ines):
    """North: one economic indicator far behind and one on pace; a counted target on pace."""
    closed = small_city.last_month(plan).ends_on
    for name, value in (("固定资产投资", 101), ("财政收入", 199), ("科技小院", 199)):
        small_city.measure(make.target(plan, north, name=name), value, on=closed)
    for indicator in Indicator.objects.filter(name__in=["固定资产投资", "财政收入"]):
        classify_indicator(
            indicator_id=indicator.pk, family="economic", by=ines, now=timezone.now()
        )
    make.judge()
    return plan


@pytest.fixture
def scope(lena):
    now = timezone.now()
    return Scope(lena, timezone.localdate(now), now)


def test_each_family_is_counted_for_itself(live, scope):
    economic, counted = leader_overview(scope).families
    assert [(each.targets, each.pace.met, each.pace.share) for each in (economic, counted)] == [
        (2, 1, 50),
        (1, 1, 100),
    ]


def test_the_rows_say_the_same_as_what_is_kept(live, scope):
    assert leader_overview(scope) == overview_counted(scope)


def test_the_sentence_names_both_and_never_adds_them_up(live, scope):
    verdict = leader_overview(scope).verdict
    assert "2项主要经济指标中" in verdict
    assert "1项量化指标中" in verdict
    assert "3项" not in verdict


def test_a_family_without_targets_is_left_out_of_the_sentence(plan, north, scope):
    make.target(plan, north)
    make.judge()
    assert "主要经济指标" not in leader_overview(scope).verdict


def test_each_number_opens_its_list(live, client, lena):
    client.force_login(lena)
    address = reverse("dashboards:targets")
    for query, number in (
        ({"family": "economic"}, 2),
        ({"family": "economic", "lamp": "red"}, 1),
        ({"family": "counted", "lamp": "red"}, 0),
        ({"family": "nonsense"}, 3),
    ):
        today = client.get(address, query).context["page"].paginator.count
        day = timezone.localdate().isoformat()
        assert (query, today) == (query, number)
        assert client.get(address, query | {"as_of": day}).status_code == 200


def test_results_have_a_share_for_each(live, scope):
    (north,) = unit_results(scope).units
    assert [row.pace.share for row in north.families] == [50, 100]


def test_a_meeting_takes_the_economic_ones_first(live, client, lena, north):
    late = make.target(live, north, name="甲")
    small_city.measure(late, 101, on=live.periods.get().ends_on)
    make.judge()
    client.force_login(lena)
    told = [
        client.get(reverse("dashboards:meeting"), {"item": number}).context["page"]
        for number in (1, 2)
    ]
    assert [each.item.group for each in told] == ["主要经济指标", "量化指标"]
    assert told[0].counts == (1, 1, 0)


def test_the_api_tells_them_apart(live, client, lena):
    client.force_login(lena)
    told = client.get("/api/v1/overview/").json()
    assert [(each["family"], each["listed"], each["met"]) for each in told["families"]] == [
        ("economic", 2, 1),
        ("counted", 1, 1),
    ]
    assert {each["family"] for each in told["behind"]} == {"economic"}


def test_the_office_moves_an_indicator_and_others_do_not(live, client, ines, lena):
    indicator = Indicator.objects.get(name="科技小院")
    address = reverse("indicators:family", args=[indicator.pk])
    client.force_login(lena)
    assert client.post(address, {"family": "economic"}).status_code == 403
    client.force_login(ines)
    assert client.post(address, {"family": "tasks"}).status_code == 422
    assert client.post(address, {"family": "economic"}).status_code == 302
    indicator.refresh_from_db()
    assert indicator.family == "economic"


def test_the_api_moves_an_indicator(live, client, ines):
    indicator = Indicator.objects.get(name="科技小院")
    client.force_login(ines)
    address = f"/api/v1/indicators/{indicator.pk}/family/"
    told = client.post(address, {"family": "economic"}, content_type="application/json")
    assert told.status_code == 204
    assert client.get("/api/v1/targets/", {"family": "counted"}).json()["results"] == []
