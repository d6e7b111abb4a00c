"""The lists of the dashboards as files: as the page has them, for the eyes that may see it."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from core import tables
from plans.models import Plan
from tasks.models import Task
from tests import make
from tests.dashboards import city as small_city
from units.models import Unit, User
from units.rules import Role


def rows(client: Client, name: str, query: str = "", **arguments: Any) -> list[dict[str, str]]:
    """The lines of the .csv, by the titles of their columns."""
    answer: Any = client.get(reverse(f"dashboards:{name}-csv", kwargs=arguments) + query)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def live(plan: Plan, north: Unit, south: Unit, vera: User) -> Plan:
    small_city.fill(plan, north, south, vera, period=small_city.last_month(plan))
    return plan


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def test_the_ledger_has_the_tasks_of_the_page(client: Client, live: Plan, lena: User) -> None:
    client.force_login(lena)
    [row] = rows(client, "tasks")
    assert (row["Lead unit"], row["Assisting units"]) == ("市科技局", "市财政局")
    assert (row["Plan"], row["Due"], row["Overdue"]) == (live.title, "2026-06-30", "yes")


def test_the_filters_of_the_page_hold_for_the_file(
    client: Client, live: Plan, lena: User, north: Unit, south: Unit
) -> None:
    make.task(make.plan(live.issuer, title="另一方案"), south)
    client.force_login(lena)
    assert len(rows(client, "tasks")) == 2
    assert [row["Plan"] for row in rows(client, "tasks", f"?plan={live.pk}")] == [live.title]
    assert len(rows(client, "tasks", f"?unit={north.pk}")) == 1
    assert rows(client, "tasks", "?state=archived") == []


def test_the_words_of_a_report_are_for_those_who_may_read_it(
    client: Client, live: Plan, lena: User, vera: User, rita: User, north: Unit
) -> None:
    other = make.user("other", (make.unit("市民政局"), Role.REPORTER))
    task = make.task(live, north, title="另一任务")
    report = make.report(live.periods.get(), task.assignments.get(), state="approved")
    small_city.approve(report, rita, percent=Decimal(40))
    told = {}
    for person in (lena, rita, other):
        client.force_login(person)
        [row] = [each for each in rows(client, "tasks") if each["Task"] == "另一任务"]
        told[person] = (row["Reported by"], row["Progress"])
    assert told[lena] == told[rita]
    assert told[lena][0] == str(rita)
    assert told[other] == ("", "")


def test_the_target_table_has_numbers_as_numbers(client: Client, live: Plan, lena: User) -> None:
    client.force_login(lena)
    answer: Any = client.get(reverse("dashboards:targets-xlsx"))
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    row = dict(zip(titles, (cell.value for cell in sheet[2]), strict=True))
    assert (row["Reached"], row["Unit of measure"], row["Lead unit"]) == (110, "家", "市科技局")


def test_the_breakdown_puts_stages_into_their_quarters(
    client: Client, live: Plan, lena: User
) -> None:
    task: Task = live.tasks.get()
    facts = {"approved_at": make.NOW, "due_on": date(2026, 8, 31)}
    task.milestones.create(title="主体封顶", **facts)
    task.milestones.create(title="尚未同意", due_on=date(2026, 8, 31))
    client.force_login(lena)
    [row] = rows(client, "breakdown", pk=live.pk)
    assert row["Third quarter"] == "主体封顶（2026-08-31）"
    assert row["First quarter"] == row["Remarks"] == ""
    assert live.targets.get().indicator.name in row["Aims and what shows completion"]


def test_the_reports_behind_a_figure_come_as_a_file(client: Client, live: Plan, lena: User) -> None:
    client.force_login(lena)
    everything, late = rows(client, "coverage"), rows(client, "coverage", "?part=late")
    assert len(everything) == 3
    assert [row["Late"] for row in late] == ["yes"] * len(late)


def test_a_list_too_long_for_a_file_leads_back_with_the_reason(
    client: Client, live: Plan, lena: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables.table, "MOST_LINES", 0)
    client.force_login(lena)
    answer = client.get(reverse("dashboards:tasks-xlsx") + "?late=1")
    assert answer["Location"] == reverse("dashboards:tasks") + "?late=1"
    [message] = get_messages(answer.wsgi_request)
    assert "a file holds 0" in str(message)


@pytest.mark.parametrize("times", [1, 10])
@pytest.mark.parametrize(
    ("name", "most"), [("tasks", 11), ("targets", 10), ("coverage", 7), ("breakdown", 14)]
)
def test_the_queries_of_a_file_do_not_grow(
    client: Client, plan: Plan, north: Unit, south: Unit, vera: User, lena: User,
    times: int, name: str, most: int,
) -> None:  # fmt: skip
    period = small_city.last_month(plan)
    small_city.fill(plan, north, south, vera, times=times, period=period)
    client.force_login(lena)
    arguments: dict[str, Any] = {"pk": plan.pk} if name == "breakdown" else {}
    rows(client, name, **arguments)  # what is kept between requests is kept now
    with CaptureQueriesContext(connection) as queries:
        assert rows(client, name, **arguments)
    assert len(queries) == most
