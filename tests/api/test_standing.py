"""The lines behind the figures of an overview, and what stands beside them on its page."""

import pytest
from django.utils import timezone

from core.calendar import shift
from tests import make
from tests.dashboards import city as small_city

OVERVIEW = "/api/v1/overview/"
NOWHERE = shift(timezone.localdate(), -3000).isoformat()


@pytest.fixture
def live(plan, north, south, vera):
    """A target and a task behind, and their unit's words."""
    small_city.fill(plan, north, south, vera, times=2, period=small_city.last_month(plan))
    make.judge()
    return plan


@pytest.fixture
def turned(plan, north, south):
    """甲 fell behind since the closing date before, 乙 was reached."""
    return small_city.turn(plan, ("甲", north, 199, 110), ("乙", south, 101, 200))


@pytest.fixture
def asking(client, lena):
    def ask(address: str, **query: object):
        client.force_login(lena)
        return client.get(f"/api/v1/{address}", query)

    return ask


def test_the_targets_behind_a_count_are_as_many(asking, live):
    told = asking("overview/").json()
    behind = asking("overview/targets/", lamp="behind").json()
    assert behind["total"] == len(behind["targets"]) == told["behind_total"] > 0
    assert [each["target"] for each in behind["targets"]] == [t["target"] for t in told["behind"]]
    for count in told["lamps"]:
        assert asking("overview/targets/", lamp=count["lamp"]).json()["total"] == count["count"]
    for family in told["families"]:
        found = asking("overview/targets/", family=family["family"]).json()
        assert found["total"] == family["listed"]


def test_a_past_day_is_counted_as_it_was_known(asking, live):
    yesterday = shift(timezone.localdate(), -1).isoformat()
    for query in ({}, {"as_of": yesterday}, {"as_of": NOWHERE}):
        told = asking("overview/", **query).json()
        targets = asking("overview/targets/", lamp="behind", **query).json()
        tasks = asking("overview/tasks/", **query).json()
        assert (targets["total"], tasks["total"]) == (told["behind_total"], told["tasks"])


def test_a_line_says_what_its_unit_says(asking, live, north, vera):
    target = live.targets.filter(lead_unit=north).first()
    report = live.periods.get().reports.get(target=target)
    small_city.approve(report, vera, problems="资金未到位。", next_steps="追加预算。")
    told = asking("overview/targets/").json()["targets"]
    (line,) = (each for each in told if each["target"] == target.pk)
    assert line["problems"] == {
        "text": "资金未到位。",
        "next_steps": "追加预算。",
        "closing_on": live.periods.get().ends_on.isoformat(),
        "report": report.pk,
    }
    assert line["sentence"] and all(e["problems"] is None for e in told if e is not line)


def test_the_tasks_behind_a_count_are_as_many(asking, live):
    told = asking("overview/").json()
    for state in told["states"]:
        assert asking("overview/tasks/", state=state["state"]).json()["total"] == state["count"]
    overdue = asking("overview/tasks/", overdue="true").json()
    assert overdue["total"] == told["overdue_tasks"]
    worst = asking("overview/tasks/", lamp="behind").json()["tasks"]
    assert [each["lamp"] for each in worst] == sorted(
        (each["lamp"] for each in worst), key=("red", "orange", "yellow").index
    )
    assert all(part["role"] for each in worst for part in each["parts"])


def test_changes_are_counted_as_the_list_has_them(asking, turned):
    told = asking("overview/changes/").json()
    assert (told["compared"], told["worse"], told["better"], told["other"]) == (True, 1, 1, 0)
    assert [(e["indicator_name"], e["turn"], e["was_on"]) for e in told["shown"]] == [
        ("甲", "worse", turned.isoformat()),
        ("乙", "better", turned.isoformat()),
    ]
    for change in told["shown"]:
        (line,) = asking("overview/targets/", changed=change["turn"]).json()["targets"]
        assert (line["target"], line["lamp"]) == (change["target"], change["lamp"])


def test_before_there_was_anything_nothing_is_compared(asking, turned):
    assert asking("overview/changes/", as_of=NOWHERE).json()["compared"] is False


def test_coverage_names_who_is_silent(asking, live):
    told = asking("overview/coverage/").json()
    whole = asking("overview/").json()["coverage"]
    assert told["total"] == len(told["periods"]) == 1
    assert told["periods"][0]["coverage"] == whole
    assert sum(unit["count"] for unit in told["periods"][0]["silent"]) <= whole["missing"]


def test_plans_add_up_to_the_overview(asking, live):
    for query in ({}, {"as_of": shift(timezone.localdate(), -1).isoformat()}):
        told, whole = asking("overview/plans/", **query).json(), asking("overview/", **query).json()
        assert sum(plan["targets"] for plan in told["plans"]) == whole["targets"]
        assert [plan["plan"] for plan in told["plans"]] == [live.pk]


@pytest.mark.parametrize("who", ["lena", "otto", "ines", "anna", "rita", "hugo"])
def test_each_is_told_what_waits_for_them(client, request, live, who):
    client.force_login(request.getfixturevalue(who))
    told = client.get("/api/v1/waiting/").json()["waiting"]
    assert told and len({each["kind"] for each in told}) == len(told)
    assert all(each["words"] and each["count"] >= 0 for each in told)


def test_a_course_is_that_of_the_page(asking, client, lena, live):
    target, task = live.targets.first(), live.tasks.first()
    told = asking(f"targets/{target.pk}/course/").json()
    shown = client.get(f"/targets/{target.pk}/").context["sheet"].course
    assert [point["on"] for point in told["points"]] == [p.on.isoformat() for p in shown.points]
    assert any(point["measured"] is not None for point in told["points"])
    assert asking(f"tasks/{task.pk}/course/").json()["unit_of_measure"] == "%"
    assert asking("targets/0/course/").status_code == 404


def test_what_was_not_there_yet_has_no_course(asking, live, now):
    day = shift(timezone.localdate(now), -1).isoformat()
    for kind, thing in (("targets", live.targets.first()), ("tasks", live.tasks.first())):
        type(thing).objects.filter(pk=thing.pk).update(added_at=now)
        assert asking(f"{kind}/{thing.pk}/course/", as_of=day).status_code == 404


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("targets/", {"lamp": "pink"}),
        ("targets/", {"offset": -1}),
        ("targets/", {"changed": "1"}),
        ("tasks/", {"state": "x"}),
        ("tasks/", {"overdue": "perhaps"}),
        ("tasks/", {"nobody": "1"}),
        ("changes/", {"period": "2020-01-01"}),
        ("coverage/", {"as_of": "x"}),
        ("plans/", {"plan": "x"}),
    ],
)
def test_nonsense_is_refused(asking, live, address, query):
    assert asking(f"overview/{address}", **query).status_code == 400


@pytest.mark.parametrize("address", ["changes/", "coverage/", "plans/"])
def test_the_whole_city_is_for_the_office_and_leaders(client, live, anna, address):
    client.force_login(anna)
    assert client.get(f"{OVERVIEW}{address}").status_code == 404


def test_a_unit_may_look_at_the_lines_but_not_by_leader(client, live, anna, lena):
    client.force_login(anna)
    assert client.get(f"{OVERVIEW}targets/").json()["total"] > 0
    assert client.get(f"{OVERVIEW}targets/", {"leader": lena.pk}).status_code == 404
