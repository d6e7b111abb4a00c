"""Many contents in one request, for systems that have no sheet."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from plans.models import Plan, PlanState
from reports.models import Period, Report, Submission
from reports.rules import Content
from reports.services import save_draft
from tests import make
from units.models import Unit, User

SAME = "完成了园区二期的全部土建工程，设备已经进场安装。"
URL = "/api/v1/reports/batch/"


@pytest.fixture
def reports(plan: Plan, period: Period, north: Unit) -> list[Report]:
    tasks = [make.task(plan, north, title=f"任务{number}") for number in range(6)]
    return [make.report(period, task.assignments.get()) for task in tasks]


def line(about: Report, **content: Any) -> dict[str, Any]:
    text = f"完成第{about.pk}项。"
    return {"report": about.pk, "revision": 0, "percent": 40, "progress": text} | content


def send(client: Client, *lines: object, **also: bool) -> Any:
    body = {"reports": lines, **also}
    return client.post(URL, body, content_type="application/json", HTTP_ACCEPT_LANGUAGE="en")


def test_all_are_written_at_once(client: Client, reports: list[Report], anna: User) -> None:
    client.force_login(anna)
    answer = send(client, *map(line, reports), submit=True)
    assert (answer.status_code, answer.json()["written"]) == (200, 6)
    assert {each["revision"] for each in answer.json()["reports"]} == {1}
    assert set(Submission.objects.values_list("origin", flat=True)) == {"api"}
    assert set(Report.objects.values_list("state", flat=True)) == {"submitted"}


def test_they_are_what_single_ones_would_be(
    client: Client, reports: list[Report], anna: User
) -> None:
    client.force_login(anna)
    send(client, line(reports[0]))
    body = {name: value for name, value in line(reports[1]).items() if name != "report"}
    client.post(f"/api/v1/reports/{reports[1].pk}/save/", body, content_type="application/json")
    fields = ("percent", "value", "origin", "version", "written_by", "warnings", "submitted_at")
    first, second = Submission.objects.order_by("report").values_list(*fields)
    assert first == second


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"percent": 130}, "percent"),
        ({"percent": "lots"}, "percent"),
        ({"value": 4}, "value"),
        ({"progress": ""}, "progress"),
        ({"revision": 3}, "report"),
        ({"report": 987654321}, "report"),
        ({"spare": 1}, "spare"),
        ({"report": "x"}, "report"),
    ],
)
def test_one_wrong_line_holds_up_all(
    client: Client, reports: list[Report], anna: User, wrong: dict[str, Any], field: str
) -> None:
    client.force_login(anna)
    answer = send(client, line(reports[0]), line(reports[1], **wrong), submit=True)
    assert (answer.status_code, answer.json()["written"]) == (400, 0)
    good, bad = answer.json()["reports"]
    assert (good["errors"], list(bad["errors"])) == ({}, [field])
    assert not Submission.objects.exists()


def test_everything_wrong_is_told_at_once(
    client: Client, reports: list[Report], anna: User
) -> None:
    client.force_login(anna)
    lines = [line(reports[0], percent="lots"), line(reports[1], percent=130, value=1)]
    told = [list(each["errors"]) for each in send(client, *lines).json()["reports"]]
    assert (told[0], sorted(told[1])) == (["percent"], ["percent", "value"])


def test_the_good_ones_alone_are_written_where_that_is_wanted(
    client: Client, reports: list[Report], anna: User
) -> None:
    client.force_login(anna)
    lines = [line(reports[0]), line(reports[1], percent=130), line(reports[2], percent="x")]
    answer = send(client, *lines, only_good=True)
    assert [each["written"] for each in answer.json()["reports"]] == [True, False, False]
    assert Submission.objects.get().report == reports[0]


def test_checking_alone_writes_nothing(client: Client, reports: list[Report], anna: User) -> None:
    client.force_login(anna)
    answer = send(client, line(reports[0]), check_only=True)
    assert (answer.status_code, answer.json()["written"]) == (200, 0)
    assert not Submission.objects.exists()


def test_what_looks_doubtful_needs_a_word(
    client: Client, reports: list[Report], anna: User
) -> None:
    client.force_login(anna)
    first, second = line(reports[0], progress=SAME), line(reports[1], progress=SAME)
    (_good, bad) = send(client, first, second, submit=True).json()["reports"]
    assert (list(bad["errors"]), len(bad["doubts"])) == (["explanation"], 1)
    second["explanation"] = "同一个项目。"
    assert send(client, first, second, submit=True).json()["written"] == 2


def test_one_report_twice_is_refused(client: Client, reports: list[Report], anna: User) -> None:
    client.force_login(anna)
    (_first, second) = send(client, line(reports[0]), line(reports[0])).json()["reports"]
    assert list(second["errors"]) == ["report"]


def test_closed_plans_take_nothing(client: Client, reports: list[Report], anna: User) -> None:
    Plan.objects.update(state=PlanState.CLOSED)
    client.force_login(anna)
    assert send(client, line(reports[0])).status_code == 400


def test_others_do_not_learn_of_the_report(
    client: Client, reports: list[Report], vera: User, ines: User
) -> None:
    for stranger in (vera, ines):
        client.force_login(stranger)
        (told,) = send(client, line(reports[0])).json()["reports"]
        (unknown,) = send(client, line(reports[0], report=987654321)).json()["reports"]
        assert told["errors"] == unknown["errors"]


def test_what_was_changed_meanwhile_is_told(
    client: Client, reports: list[Report], anna: User
) -> None:
    content = Content(percent=Decimal(10), progress="开工。")
    save_draft(report_id=reports[0].pk, revision=0, content=content, by=anna, now=make.NOW)
    client.force_login(anna)
    (told,) = send(client, line(reports[0])).json()["reports"]
    assert "revision" in told["errors"]["report"][0]


@pytest.mark.parametrize("body", [{}, {"reports": []}, {"reports": [1]}, {"reports": "x"}, []])
def test_a_body_of_another_shape_is_refused(client: Client, anna: User, body: object) -> None:
    client.force_login(anna)
    assert client.post(URL, body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("many", [2, 6])
def test_statements_do_not_grow_with_the_lines(
    client: Client, reports: list[Report], anna: User, many: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client.force_login(anna)
    with django_assert_num_queries(28):
        assert send(client, *map(line, reports[:many])).json()["written"] == many
