"""Plans by the API: what a reader of the document expects to find again."""

from decimal import Decimal

import pytest

from indicators.services import record_measurement
from plans.models import Clause, PlanState
from tasks.models import Assignment
from tests import make
from units.models import UnitGroup


@pytest.fixture
def towns(city):
    return UnitGroup.objects.create(name="各乡镇政府", key="各乡镇政府", scope=city)


def test_a_plan_shows_its_tasks_with_their_units_as_written_and_in_order(
    client, plan, task, south, north, towns, anna
):
    Assignment.objects.create(task=task, group=towns, role="assist", order=2, as_written=towns.name)
    second = make.task(plan, south, north, title="建设园区")
    client.force_login(anna)
    shown = client.get(f"/api/v1/plans/{plan.pk}/").json()
    assert [each["title"] for each in shown["tasks"]] == [task.title, second.title]
    assert shown["tasks"][0]["lead_units"] == ["市科技局"]
    assert shown["tasks"][0]["assist_units"] == ["市财政局", "各乡镇政府"]
    assert shown["tasks"][1]["lead_units"] == ["市财政局"]


def test_the_members_of_a_collective_are_not_listed_beside_it(
    client, plan, task, city, towns, anna
):
    whole = Assignment.objects.create(
        task=task, group=towns, role="assist", order=2, as_written=towns.name
    )
    town = make.unit("青石镇", scope=city)
    Assignment.objects.create(
        task=task, unit=town, expanded_from=whole, role="assist", order=2, as_written=towns.name
    )
    client.force_login(anna)
    shown = client.get(f"/api/v1/plans/{plan.pk}/").json()["tasks"][0]
    assert shown["assist_units"] == ["市财政局", "各乡镇政府"]


def test_numbers_leave_as_text_without_losing_a_digit(client, plan, north, anna, now):
    target = make.target(plan, north, value=Decimal("123456789012345678.123456"))
    client.force_login(anna)
    shown = client.get(f"/api/v1/plans/{plan.pk}/").json()["targets"]
    assert shown[0]["value"] == "123456789012345678.123456"
    assert shown[0]["quote"] == target.quote


def test_a_target_tells_its_newest_value_and_keeps_the_superseded_ones(
    client, period, plan, north, anna, now
):
    target = make.target(plan, north)
    for value in (Decimal(120), Decimal(130)):
        record_measurement(
            target_id=target.pk,
            period_ends_on=period.ends_on,
            value=value,
            origin="report 1",
            by=anna,
            now=now,
        )
    client.force_login(anna)
    assert client.get(f"/api/v1/targets/{target.pk}/").json()["latest_value"] == "130.000000"
    history = client.get(f"/api/v1/targets/{target.pk}/measurements/").json()["results"]
    assert [each["value"] for each in history] == ["120.000000", "130.000000"]
    assert [each["superseded_at"] is None for each in history] == [False, True]


def test_the_outline_of_a_plan_comes_in_pages(client, plan, anna):
    Clause.objects.create(plan=plan, position=2, level=1, heading="保障措施", start=0, end=4)
    client.force_login(anna)
    first = client.get(f"/api/v1/plans/{plan.pk}/clauses/", {"page_size": 1}).json()
    (second,) = client.get(first["next"]).json()["results"]
    assert second["heading"] == "保障措施"


@pytest.mark.parametrize("path", ["", "clauses/"])
def test_a_draft_does_not_exist_for_readers(client, city, anna, path):
    draft = make.plan(city, state=PlanState.DRAFT)
    client.force_login(anna)
    assert client.get(f"/api/v1/plans/{draft.pk}/{path}").status_code == 404
    assert len(client.get("/api/v1/plans/").json()["results"]) == 0


def test_plans_are_found_by_words_of_their_title_and_by_state(client, plan, city, anna):
    make.plan(city, title="云岭市就业行动计划", state=PlanState.CLOSED)
    client.force_login(anna)
    found = client.get("/api/v1/plans/", {"title": "科技", "state": "active"}).json()["results"]
    assert [each["id"] for each in found] == [plan.pk]


@pytest.mark.parametrize("size", [2, 20])
def test_a_plan_with_everything_costs_the_same_however_long(
    client, plan, north, south, anna, size, django_assert_num_queries
):
    for _ in range(size):
        make.task(plan, north, south)
        make.target(plan, north)
    client.force_login(anna)
    with django_assert_num_queries(6):
        client.get(f"/api/v1/plans/{plan.pk}/")
