"""Lists of reports as files."""

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import Report
from reports.rules import Content
from reports.services import save_draft, submit_report
from tests import make
from units.models import User
from units.rules import Role

CONTENT = Content(percent=Decimal(40), progress="=建立后备库", problems="资金\n不足")


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def rows(client: Client, name: str, query: str = "") -> list[dict[str, str]]:
    """The lines of the .csv, by the titles of their columns."""
    answer: Any = client.get(reverse(f"reports:{name}-csv") + query)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def sent(report: Report, by: User) -> None:
    facts: dict[str, Any] = {"report_id": report.pk, "revision": report.revision}
    submit_report(**facts, content=CONTENT, by=by, now=make.NOW)


def test_a_file_tells_what_was_reported(
    client: Client, report: Report, anna: User, lena: User
) -> None:
    sent(report, anna)
    client.force_login(lena)
    [row] = rows(client, "list")
    assert (row["Unit"], row["Reported"], row["Unit of measure"]) == ("市科技局", "40.00", "%")
    # What looks like a formula is quoted.
    assert (row["Progress"], row["Problems"]) == ("'=建立后备库", "资金\n不足")
    assert (row["Reported by"], row["Closing date"]) == (str(anna), "2026-09-30")


def test_a_draft_is_nobodys_business(
    client: Client, report: Report, anna: User, lena: User
) -> None:
    facts: dict[str, Any] = {"report_id": report.pk, "revision": report.revision}
    save_draft(**facts, content=CONTENT, by=anna, now=make.NOW)
    client.force_login(lena)
    [row] = rows(client, "list")
    assert (row["Reported"], row["Progress"]) == ("", "")


def test_a_stranger_gets_an_empty_list(client: Client, report: Report) -> None:
    client.force_login(make.user("other", (make.unit("市民政局"), Role.REPORTER)))
    assert rows(client, "list") == []


def test_the_filters_of_the_page_hold_for_the_file(
    client: Client, report: Report, anna: User, lena: User
) -> None:
    sent(report, anna)
    client.force_login(lena)
    assert len(rows(client, "list", "?state=submitted")) == 1
    assert rows(client, "list", "?state=open") == []
    assert rows(client, "list", "?period=2026-08-31") == []


def test_late_reports_are_said_to_be_late(client: Client, report: Report, lena: User) -> None:
    report.due_at = make.NOW.replace(year=2025)
    report.save(update_fields=["due_at"])
    client.force_login(lena)
    [row] = rows(client, "late")
    assert (row["Unit"], row["Late"]) == ("市科技局", "not sent yet")
    assert "Progress" not in row


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("name", ["list", "late"])
def test_the_pages_link_to_their_files_with_their_filters(
    client: Client, report: Report, lena: User, name: str, ending: str
) -> None:
    report.due_at = make.NOW.replace(year=2025)
    report.save(update_fields=["due_at"])
    client.force_login(lena)
    page = client.get(reverse(f"reports:{name}") + f"?unit={report.unit_id}&page=1")
    address = reverse(f"reports:{name}-{ending}")
    assert f'href="{address}?unit={report.unit_id}"' in page.content.decode()


@pytest.mark.parametrize(("name", "most"), [("list", 7), ("late", 7)])
@pytest.mark.parametrize("times", [1, 10])
def test_the_queries_of_a_file_do_not_grow(
    client: Client, report: Report, lena: User, django_assert_num_queries, name: str, most: int,
    times: int,
) -> None:  # fmt: skip
    for number in range(1, times):
        task = make.task(report.period.plan, report.unit, title=f"任务{number}")
        make.report(report.period, task.assignments.get())
    Report.objects.update(due_at=make.NOW.replace(year=2025))
    client.force_login(lena)
    rows(client, name)
    with django_assert_num_queries(most):
        assert len(rows(client, name)) == times
