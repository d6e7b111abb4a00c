"""Lists of a province: what makes a page of them cost what a page of a short list costs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from reports import access
from reports.models import Report
from reports.queries import Filters, LateReports, Newest, all_reports, overdue, overdue_by_unit
from tests import make

LATE = datetime(2025, 10, 1, tzinfo=UTC)
LIST = reverse("reports:list")


@pytest.fixture
def many(city):
    """Reports of seven units on two plans and two closing dates, one to four of each unit late."""
    units = [make.unit(f"第{n}局", scope=city, protocol_order=n // 2) for n in range(7)]
    plans = [make.plan(city, title=f"第{n}号方案") for n in range(2)]
    for plan in plans:
        tasks = [make.task(plan, unit) for n, unit in enumerate(units) for _ in range(1 + n % 2)]
        for month in (8, 9):
            first = date(2026, month, 1)
            last = date(2026, month + 1, 1) - timedelta(days=1)
            period = make.period(plan, starts_on=first, ends_on=last)
            for task in tasks:
                make.report(period, task.assignments.get(), due_at=LATE)
    return Report.objects.all()


def plan_of(statement, *switched_off):
    """How the database goes about it; small tables are read whole unless that is forbidden."""
    with connection.cursor() as cursor:
        for name in switched_off:
            cursor.execute(f"SET LOCAL enable_{name} = off")
    return statement.explain()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_a_page_of_late_reports_is_a_piece_of_the_whole_list(size, many, ines, now):
    late = overdue(ines, Filters(), now=now)
    lines = LateReports(late, overdue_by_unit(late))
    assert len(lines) == many.count()
    pages = [lines[place : place + size] for place in range(0, len(lines), size)]
    assert [report for page in pages for report in page] == list(late)


def test_a_page_of_late_reports_asks_for_its_units_only(many, ines, now, django_assert_num_queries):
    late = overdue(ines, Filters(), now=now)
    lines = LateReports(late, by_unit := overdue_by_unit(late))
    with django_assert_num_queries(1) as asked:
        assert {report.unit_id for report in lines[0:4]} == {by_unit[0].unit_id}
    assert f'"unit_id" IN ({by_unit[0].unit_id})' in asked.captured_queries[0]["sql"]


def test_late_units_come_in_pages_of_their_own(period, city, ines, as_):
    for n in range(60):
        task = make.task(period.plan, make.unit(f"第{n}镇", scope=city, protocol_order=n))
        make.report(period, task.assignments.get(), due_at=LATE)
    client, late = as_(ines), reverse("reports:late")
    page = client.get(late, {"page": "2"})
    assert [unit.name for unit in page.context["by_unit"]] == [f"第{n}镇" for n in range(50)]
    assert "Page 1 of 2, 60 lines" in page.text
    assert 'href="?page=2&amp;units=2"' in page.text
    last = client.get(late, {"units": "2"})
    assert [unit.name for unit in last.context["by_unit"]] == [f"第{n}镇" for n in range(50, 60)]
    assert f'href="?unit={last.context["by_unit"][0].unit_id}"' in last.text


def test_the_list_goes_plan_by_plan_from_the_newest_closing_date(many, lena):
    shown = all_reports(lena, Filters())
    found = [(report.period.ends_on, report.period.plan_id) for report in shown]
    plans = sorted({plan for _day, plan in found})
    days = sorted({day for day, _plan in found}, reverse=True)
    assert list(dict.fromkeys(found)) == [(day, plan) for day in days for plan in plans]


def test_an_index_has_the_order_of_the_list(many, lena):
    newest = all_reports(lena, Filters())[:50]
    told = plan_of(newest, "seqscan", "sort", "hashjoin", "mergejoin", "bitmapscan")
    assert "period_newest_first" in told
    assert "Incremental Sort" in told


def test_indexes_find_what_a_unit_may_see(report, anna):
    told = plan_of(access.visible_reports(anna).only("pk"), "seqscan")
    assert "report_by_unit" in told
    assert "one_report_per_assignment" in told


def test_a_list_is_counted_as_far_as_it_is_shown(many, lena, as_, monkeypatch):
    client = as_(lena)
    assert f"{many.count()} reports" in client.get(LIST).text
    monkeypatch.setattr(Newest, "most", 3)
    page = client.get(LIST)
    assert len(page.context["lines"]) == page.context["page"].paginator.count == 3
    assert "The newest 3 reports. Choose a plan" in page.text


def test_nothing_is_sorted_to_be_counted(many, lena, django_assert_num_queries):
    newest, number = Newest(all_reports(lena, Filters())), many.count()
    with django_assert_num_queries(1) as asked:
        assert len(newest) == number
    assert "ORDER BY" not in asked.captured_queries[0]["sql"]
    assert "JOIN" not in asked.captured_queries[0]["sql"]


def test_only_plans_that_have_reports_are_offered_and_the_one_that_was_chosen(
    report, city, lena, as_
):
    empty, client = make.plan(city, title="<i>空</i>" + "长" * 40), as_(lena)
    assert list(client.get(LIST).context["choices"].plans) == [
        (report.period.plan_id, report.period.plan.title)
    ]
    told = f'<option value="{empty.pk}" selected>&lt;i&gt;空&lt;/i&gt;{"长" * 31}…</option>'
    assert told in client.get(LIST, {"plan": empty.pk}).text
