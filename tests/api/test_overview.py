"""The dashboard resource, and one's own notices."""

import pytest

from tests import make


@pytest.fixture
def notice(report, anna):
    return make.notice(report, anna)


def test_the_figures_of_the_overview_add_up(client, report, plan, north, lena):
    make.target(plan, north)
    make.judge()
    client.force_login(lena)
    shown = client.get("/api/v1/overview/").json()
    assert sum(each["count"] for each in shown["lamps"]) == shown["targets"] == 1
    assert sum(each["count"] for each in shown["states"]) == shown["tasks"] == 1
    assert shown["coverage"]["received"] + shown["coverage"]["missing"] == 1
    assert shown["verdict"]


def test_the_overview_of_one_plan_counts_no_other(client, task, city, north, lena):
    other = make.plan(city, title="云岭市就业行动计划")
    make.task(other, north)
    make.judge()
    client.force_login(lena)
    shown = client.get("/api/v1/overview/", {"plan": other.pk}).json()
    assert (shown["plan"], shown["tasks"]) == (other.pk, 1)
    assert client.get("/api/v1/overview/", {"plan": 0}).status_code == 404


@pytest.mark.parametrize("who", ["anna", "rita", "hugo", "sam", "sue", "ada"])
def test_the_overview_is_for_the_office_and_leaders(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/api/v1/overview/").status_code == 404


def test_a_person_reads_only_their_own_notices(client, notice, anna, ines):
    client.force_login(ines)
    assert len(client.get("/api/v1/notices/").json()["results"]) == 0
    assert (
        client.post(
            f"/api/v1/notices/{notice.pk}/read/", content_type="application/json"
        ).status_code
        == 404
    )
    client.force_login(anna)
    read = client.post(f"/api/v1/notices/{notice.pk}/read/", content_type="application/json").json()
    assert read["read_at"]


def test_notices_that_wait_are_told_apart_from_read_ones(client, notice, anna):
    client.force_login(anna)
    assert len(client.get("/api/v1/notices/", {"waits": "true"}).json()["results"]) == 1
    client.post(f"/api/v1/notices/{notice.pk}/read/", content_type="application/json")
    assert len(client.get("/api/v1/notices/", {"waits": "true"}).json()["results"]) == 0
