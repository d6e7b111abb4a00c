"""What all lists of the API have in common: filters, pages, strangers and nonsense."""

import pytest

from tests import make
from tests.api.problems import wrong

LISTS = ("units", "plans", "targets", "tasks", "reports", "notices")


@pytest.mark.parametrize(
    ("path", "wish"),
    [
        ("reports", {"state": "lost"}),
        ("reports", {"period": "2026-02-30"}),
        ("reports", {"overdue": "yes"}),
        ("reports", {"plan": "1e400"}),
        ("reports", {"unit": "1e99999999"}),
        ("reports", {"unit": "99999999999999999999"}),
        ("reports", {"unit": "-1"}),
        ("tasks", {"unit": "NaN"}),
        ("tasks", {"role": "boss"}),
        ("targets", {"nature": "\x00"}),
        ("units", {"kind": "ministry"}),
        ("units", {"name": "\x00"}),
        ("plans", {"state": "draughty"}),
        ("overview", {"plan": "x"}),
        ("overview", {"plans": "1"}),
    ],
)
def test_a_filter_that_makes_no_sense_is_named_in_the_answer(client, lena, path, wish):
    client.force_login(lena)
    answer = client.get(f"/api/v1/{path}/", wish)
    assert answer.status_code == 400
    assert wrong(answer) == list(wish)


@pytest.mark.parametrize("path", LISTS)
def test_a_misspelt_filter_is_refused_instead_of_showing_everything(client, lena, path):
    client.force_login(lena)
    answer = client.get(f"/api/v1/{path}/", {"planned": "1"})
    assert answer.status_code == 400
    assert wrong(answer) == ["planned"]


@pytest.mark.parametrize("path", [*LISTS, "overview", "overview/targets"])
def test_a_filter_that_stands_twice_is_refused_instead_of_half_of_it(client, lena, path):
    client.force_login(lena)
    answer = client.get(f"/api/v1/{path}/", {"plan": ["1", "2"]})
    assert answer.status_code == 400
    assert wrong(answer) == ["plan"]


@pytest.mark.parametrize("path", [*LISTS, "overview"])
def test_nobody_reads_without_signing_in(client, db, path):
    assert client.get(f"/api/v1/{path}/").status_code == 401


@pytest.mark.parametrize("path", ["plans", "targets", "tasks", "reports", "notices"])
@pytest.mark.parametrize("who", ["sam", "sue", "ada"])
def test_administrators_see_no_business_data(client, report, request, path, who):
    make.target(report.period.plan, report.unit)
    client.force_login(request.getfixturevalue(who))
    assert len(client.get(f"/api/v1/{path}/").json()["results"]) == 0


@pytest.mark.parametrize("path", ["plans", "targets", "tasks", "reports", "units", "notices"])
@pytest.mark.parametrize("pk", ["0", "9" * 30, "x", "%00", "1.5", "²"])
def test_a_key_that_leads_nowhere_is_not_found(client, lena, path, pk):
    client.force_login(lena)
    assert client.get(f"/api/v1/{path}/{pk}/").status_code == 404


def test_tasks_are_filtered_by_the_part_of_one_unit(client, plan, task, north, south, lena):
    other = make.task(plan, south, north)
    client.force_login(lena)
    found = client.get("/api/v1/tasks/", {"unit": north.pk, "role": "lead"}).json()["results"]
    assert [each["id"] for each in found] == [task.pk]
    found = client.get("/api/v1/tasks/", {"unit": north.pk}).json()["results"]
    assert [each["id"] for each in found] == [task.pk, other.pk]


@pytest.mark.parametrize(
    ("path", "queries"),
    [("units", 5), ("plans", 4), ("targets", 4), ("tasks", 4), ("reports", 4)],
)
@pytest.mark.parametrize("size", [2, 20])
def test_a_list_costs_the_same_however_many_lines(
    client, period, north, south, lena, path, queries, size, django_assert_num_queries
):
    for number in range(size):
        about = make.task(period.plan, north, south)
        make.report(period, about.assignments.get(role="lead"))
        make.report(period, make.target(period.plan, south))
        make.plan(make.unit(f"第{number}局"))
    client.force_login(lena)
    with django_assert_num_queries(queries):
        assert len(client.get(f"/api/v1/{path}/").json()["results"]) >= size
