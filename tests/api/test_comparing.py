"""What pages hold against each other, the API tells as well: units, plans, the catalogue."""

from datetime import timedelta

import pytest
from django.utils import timezone

from indicators.models import Indicator
from indicators.services import define_indicator
from plans.services import link_superior_plan
from tests import make
from tests.dashboards import city as small_city

RESULTS, INDICATORS = "/api/v1/results/", "/api/v1/indicators/"


@pytest.fixture
def led(plan, north, south):
    """North is behind, South on pace."""
    closed = small_city.last_month(plan).ends_on
    for unit, value in ((north, 101), (south, 200)):
        target = make.target(plan, unit, name=f"指标{unit.pk}")
        small_city.measure(target, value, on=closed)
    make.judge()
    return plan


@pytest.fixture
def linked(led, province_plan, otto, now):
    link_superior_plan(plan_id=led.pk, superior_id=province_plan.pk, by=otto, now=now)
    return province_plan


@pytest.fixture
def province_plan(province, now):
    """Promises more than the city does, and something that the city leaves out."""
    found = make.plan(province, title="省行动计划")
    make.target(found, None, name="另一指标")
    return found


@pytest.fixture
def province():
    return make.unit("省政府", level="province")


def test_units_are_ranked_in_each_family(led, client, lena, north, south):
    client.force_login(lena)
    told = client.get(RESULTS).json()
    ranks = [(each["unit_name"], each["families"][1]["rank"]) for each in told["units"]]
    assert (told["by"], told["total"], ranks) == ("counted", 2, [(south.name, 1), (north.name, 2)])
    only = client.get(RESULTS, {"unit": north.pk, "by": "economic", "offset": 0}).json()
    assert [each["unit"] for each in only["units"]] == [north.pk]
    assert client.get(RESULTS, {"offset": 5}).json()["units"] == []
    day = timezone.localdate() - timedelta(days=400)
    assert client.get(RESULTS, {"as_of": day.isoformat()}).json()["total"] == 0


@pytest.mark.parametrize(
    "query", [{"by": "nonsense"}, {"offset": -1}, {"offset": 10**9}, {"plan": "x"}, {"of": 1}]
)
def test_nonsense_is_told(led, client, lena, query):
    client.force_login(lena)
    answer = client.get(RESULTS, query)
    assert (answer.status_code, list(query)[0] in answer.text) == (400, True)


def test_results_are_for_the_office_and_leaders(led, client, anna):
    client.force_login(anna)
    assert client.get(RESULTS).status_code == 404


def test_a_superior_plan_is_held_against_its_local_plans(linked, led, client, lena):
    client.force_login(lena)
    told = client.get(f"/api/v1/plans/{linked.pk}/cascade/").json()
    counts = {each["outcome"]: each["count"] for each in told["outcomes"]}
    assert (told["plans"], told["total"], counts["missing"]) == (1, 1, 1)
    (line,) = told["lines"]
    assert (line["outcome"], line["local"], line["ours"]) == ("missing", led.pk, None)
    assert line["superior"]["name"] == "另一指标"
    none = client.get(f"/api/v1/plans/{linked.pk}/cascade/", {"outcome": "same"}).json()
    assert none["lines"] == []


def test_a_plan_is_held_against_the_superior_one(linked, led, client, lena):
    client.force_login(lena)
    told = client.get(f"/api/v1/plans/{led.pk}/superior/").json()
    assert told["superior"] == linked.pk
    outcomes = sorted(line["outcome"] for line in told["lines"])
    assert outcomes == ["missing", "new", "new"]
    only = client.get(f"/api/v1/plans/{led.pk}/superior/", {"outcome": "missing"}).json()
    assert [line["superior"]["name"] for line in only["lines"]] == ["另一指标"]


@pytest.mark.parametrize("which", ["cascade", "superior"])
def test_strangers_to_a_plan_learn_nothing(linked, client, sam, which):
    client.force_login(sam)
    assert client.get(f"/api/v1/plans/{linked.pk}/{which}/").status_code == 404


def test_the_catalogue_says_how_often_each_is_promised(led, client, lena, otto, now):
    client.force_login(lena)
    indicator = Indicator.objects.order_by("name", "pk").first()
    define_indicator(
        indicator_id=indicator.pk, text="按统计口径。", valid_from=now.date(), document="", by=otto,
        now=now,
    )  # fmt: skip
    told = client.get(INDICATORS, {"name": indicator.name}).json()["results"]
    assert [(each["id"], each["targets"], each["versions"]) for each in told] == [
        (indicator.pk, 1, 1)
    ]
    one = client.get(f"{INDICATORS}{indicator.pk}/").json()
    assert "按统计口径。" in [each["text"] for each in one["countings"]]
    assert sum(each["count"] for each in one["lamps"]) == 1


def test_administrators_do_not_read_the_catalogue(led, client, sam):
    client.force_login(sam)
    assert client.get(INDICATORS).status_code == 404
