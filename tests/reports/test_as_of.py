"""Lists and pages of reports on an earlier day: what was sent and decided later does not show."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.calendar import end_of
from plans.services import close_plan, reopen_plan
from reports import services
from reports.models import Report, Submission
from reports.rules import Content
from tests import make

# The month before last closed on that day; since then people sent, decided and corrected.
CLOSED = timezone.localdate().replace(day=1)
CLOSED = (CLOSED - timedelta(days=1)).replace(day=1) - timedelta(days=1)
FIRST = Content(percent=Decimal("41.5"), progress="完成选址论证。")
BETTER = Content(percent=Decimal("37.5"), progress="选址论证退回重做。")


def day(after: int) -> date:
    return CLOSED + timedelta(days=after)


def noon(after: int):
    return end_of(day(after)) - timedelta(hours=12)


def page(client, name, *args, **query):
    answer = client.get(reverse(f"reports:{name}", args=args), query)
    assert answer.status_code == 200
    return answer


@pytest.fixture
def period(plan):
    opened = end_of(CLOSED.replace(day=1))
    plan.published_at = opened - timedelta(days=90)
    plan.save(update_fields=["published_at"])
    days = {"starts_on": CLOSED.replace(day=1), "opens_on": CLOSED.replace(day=1)}
    return make.period(plan, **days, ends_on=CLOSED, opened_at=opened, due_at=end_of(day(9)))


@pytest.fixture
def lived(report, anna, rita, ines):
    """Sent on the 8th day, approved on the 11th, corrected on the 15th, adopted on the 18th."""
    pk: dict[str, Any] = {"report_id": report.pk}
    services.submit_report(**pk, revision=0, content=FIRST, by=anna, now=noon(8))
    services.approve_report(**pk, revision=1, by=rita, now=noon(11))
    why = "把规划面积算成了建成面积。"
    services.correct_report(**pk, revision=2, content=BETTER, reason=why, by=anna, now=noon(15))
    services.approve_report(**pk, revision=3, by=ines, now=noon(18))
    report.refresh_from_db()
    return report


@pytest.mark.parametrize(
    ("after", "state", "figure"),
    [
        (7, "open", None),
        (8, "submitted", Decimal("41.5")),
        (11, "approved", Decimal("41.5")),
        (15, "correcting", Decimal("41.5")),
        (18, "approved", Decimal("37.5")),
    ],
)
def test_the_list_shows_the_state_and_the_figure_of_the_day(after, state, figure, lived, lena, as_):
    (line,) = page(as_(lena), "list", as_of=day(after)).context["lines"]
    assert line.report.state == state
    assert (line.shown and line.shown.figure) == figure


def test_the_filter_asks_for_the_state_of_that_day(lived, lena, as_):
    client = as_(lena)
    for after, state, found in ((8, "submitted", 1), (8, "approved", 0), (11, "approved", 1)):
        query = {"as_of": day(after), "state": state}
        assert len(page(client, "list", **query).context["lines"]) == found
    assert not page(client, "list", state="submitted").context["lines"]


def test_nothing_was_expected_before_the_period_opened(lived, lena, as_):
    earlier = CLOSED.replace(day=1) - timedelta(days=1)
    answer = page(as_(lena), "list", as_of=earlier)
    assert not answer.context["lines"]
    assert not answer.context["choices"].periods


def test_drafts_are_nobodys_business_on_an_earlier_day_either(report, anna, as_):
    services.save_draft(report_id=report.pk, revision=0, content=FIRST, by=anna, now=noon(3))
    told = page(as_(anna), "report", report.pk, as_of=day(4)).content.decode()
    assert "完成选址论证" not in told
    assert "to be written" in told


# --- The page of one report ---


@pytest.mark.parametrize("who", ["anna", "rita", "ines", "lena"])
def test_a_report_of_an_earlier_day_is_read_only(who, lived, as_, request):
    answer = page(as_(request.getfixturevalue(who)), "report", lived.pk, as_of=day(8))
    body = answer.content.decode().split("<main")[1]
    assert 'method="post"' not in body
    assert "?correct" not in body
    assert f"You see what was known at the end of {day(8)}." in body
    assert "It waits for review." in body


def test_a_report_shows_the_versions_of_the_day(lived, lena, as_):
    client = as_(lena)
    then = page(client, "report", lived.pk, as_of=day(11)).content.decode()
    assert (BETTER.progress in then, "把规划面积" in then, "Correction" in then) == (False,) * 3
    assert f"Rita approved it on {day(11)} 12:00." in then
    today = page(client, "report", lived.pk).content.decode()
    assert (BETTER.progress in today, "把规划面积" in today) == (True, True)


def test_today_the_writer_may_correct(lived, anna, as_):
    body = page(as_(anna), "report", lived.pk).content.decode()
    assert "?correct" in body
    assert "You see what was known" not in body


def test_a_report_begins_when_it_was_expected(lived, lena, as_):
    answer = page(as_(lena), "report", lived.pk, as_of="2001-01-01")
    assert answer.context["scope"].on == timezone.localdate(lived.period.opened_at)


def test_a_return_has_its_reason_and_its_deadline_from_its_day_on(report, anna, rita, lena, as_):
    pk: dict[str, Any] = {"report_id": report.pk}
    services.submit_report(**pk, revision=0, content=FIRST, by=anna, now=noon(5))
    why: dict[str, Any] = {"reason": "请附批复文号。", "again_on": day(20)}
    services.return_report(**pk, revision=1, **why, by=rita, now=noon(7))
    client = as_(lena)
    then = page(client, "report", report.pk, as_of=day(6)).content.decode()
    assert ("请附批复文号" in then, str(day(20)) in then) == (False, False)
    assert "请附批复文号" in page(client, "report", report.pk, as_of=day(7)).content.decode()


def test_a_period_that_was_closed_later_was_open(lived, otto, lena, as_):
    services.close_period(period_id=lived.period_id, by=otto, now=noon(12))
    client, told = as_(lena), "This period is closed"
    for after, closed in ((11, False), (12, True)):
        body = page(client, "report", lived.pk, as_of=day(after)).content.decode()
        assert (told in body) == closed


def test_a_period_that_was_opened_again_was_closed_meanwhile(report, otto, lena, as_):
    services.close_period(period_id=report.period_id, by=otto, now=noon(12))
    reopened = {"period_id": report.period_id, "reason": "漏收一个单位。"}
    services.reopen_period(**reopened, by=otto, now=noon(15))
    client, told = as_(lena), "This period is closed"
    for after, closed in ((11, False), (12, True), (14, True), (15, False)):
        body = page(client, "report", report.pk, as_of=day(after)).content.decode()
        late = page(client, "late", as_of=day(after)).context["lines"]
        assert (told in body, len(late)) == (closed, not closed)
    assert told not in page(client, "report", report.pk).content.decode()


def test_assisting_units_parts_are_those_of_the_day(lived, task, lena, vera, as_):
    part = make.report(lived.period, task.assignments.get(role="assist"))
    sent = {"version": 1, "progress": "配合完成现场踏勘。", "saved_at": noon(10)}
    Submission.objects.create(
        report=part, **sent, submitted_at=noon(10), forwarded_at=noon(10), written_by=vera
    )
    Report.objects.filter(pk=part.pk).update(state="forwarded")
    client = as_(lena)
    for after, told in ((9, False), (10, True)):
        body = page(client, "report", lived.pk, as_of=day(after)).content.decode()
        assert ("配合完成现场踏勘" in body) == told


def test_last_period_is_what_was_known_of_it(plan, lived, lena, as_):
    """The next month's report stands beside the one that was corrected meanwhile."""
    following = day(5).replace(day=1)
    days = {"starts_on": following, "opens_on": following, "opened_at": end_of(CLOSED)}
    later = make.period(plan, **days, ends_on=day(25), due_at=end_of(day(28)))
    about = make.report(later, lived.assignment)
    client = as_(lena)
    for after, known in ((7, None), (8, "41.5"), (16, "41.5"), (18, "37.5")):
        sheet = page(client, "report", about.pk, as_of=day(after)).context["sheet"]
        before = sheet.line.previous
        assert (before and f"{before.percent.normalize():f}") == known


# --- Late ---


@pytest.mark.parametrize(("after", "late"), [(9, 0), (10, 1), (12, 1), (13, 0), (20, 0)])
def test_late_is_judged_on_that_day(after, late, report, anna, lena, as_):
    pk = {"report_id": report.pk, "revision": 0}
    services.submit_report(**pk, content=FIRST, by=anna, now=noon(13))
    answer = page(as_(lena), "late", as_of=day(after))
    assert [line.late for line in answer.context["lines"]] == [True] * late
    assert [each.reports for each in answer.context["by_unit"]] == [1] * late


def test_days_late_are_counted_to_that_day(report, lena, as_):
    (line,) = page(as_(lena), "late", as_of=day(12)).context["lines"]
    assert line.left == "3 days late"


def test_a_plan_that_was_closed_meanwhile_was_late_until_then(report, otto, lena, as_):
    plan = {"plan_id": report.period.plan_id, "reason": "年度任务完成。", "by": otto}
    close_plan(**plan, now=noon(13))
    client = as_(lena)
    late = [len(page(client, "late", as_of=day(n)).context["lines"]) for n in (12, 13)]
    assert (late, page(client, "late").context["lines"]) == ([1, 0], [])
    reopen_plan(**plan, now=noon(16))
    late = [len(page(client, "late", as_of=day(n)).context["lines"]) for n in (12, 15, 16)]
    assert late == [1, 0, 1]


def test_a_period_that_was_closed_meanwhile_was_late_until_then(report, otto, lena, as_):
    services.close_period(period_id=report.period_id, by=otto, now=noon(13))
    client = as_(lena)
    late = [len(page(client, "late", as_of=day(n)).context["lines"]) for n in (12, 13)]
    assert late == [1, 0]


# --- What the address keeps, what the page says and what it costs ---


@pytest.mark.parametrize("name", ["list", "late"])
def test_filters_links_and_pages_keep_the_day(name, plan, period, north, lena, as_):
    for _ in range(51):
        make.report(period, make.task(plan, north).assignments.get())
    body = page(as_(lena), name, as_of=day(10), unit=north.pk).content.decode()
    main = body.split("<main")[1]
    assert f'<input type="hidden" name="as_of" value="{day(10)}">' in main
    assert f"as_of={day(10)}&amp;unit={north.pk}&amp;page=2" in main
    assert len(re.findall(rf'href="/reports/\d+/\?as_of={day(10)}', main)) == 50


@pytest.mark.parametrize("name", ["mine", "review", "office-review"])
def test_desks_are_about_now(name, lived, anna, rita, ines, as_):
    who = {"mine": anna, "review": rita, "office-review": ines}[name]
    assert 'id="as-of"' not in page(as_(who), name, as_of=day(8)).content.decode()


@pytest.mark.parametrize("name", ["list", "late"])
@pytest.mark.parametrize("text", ["2999-01-01", "0000-00-00", "2026-02-30", "x", "NaN"])
def test_nonsense_is_said_to_be_none_and_shows_today(name, text, lived, lena, as_):
    answer = page(as_(lena), name, as_of=text)
    assert answer.context["scope"].past is None
    assert f"“{text}” is no day from 2000 up to today" in answer.content.decode()


def test_the_pages_speak_chinese(lived, client, lena):
    client.force_login(lena)
    client.cookies["django_language"] = "zh-hans"
    for name, args in (("list", []), ("late", []), ("report", [lived.pk])):
        body = page(client, name, *args, as_of=day(11)).content.decode()
        assert "数据截至" in body
        assert f"本页显示截至{day(11)}已记录的情况" in body


@pytest.mark.parametrize("rows", [2, 20])
@pytest.mark.parametrize(("name", "queries"), [("late", 11), ("list", 11)])
def test_an_earlier_day_costs_what_today_costs(
    name, queries, rows, plan, period, north, anna, lena, as_, django_assert_num_queries
):
    for _ in range(rows):
        owed = make.report(period, make.task(plan, north).assignments.get())
        facts = {"version": 1, "saved_at": noon(15), "submitted_at": noon(15)}
        Submission.objects.create(report=owed, **facts, written_by=anna)
    client = as_(lena)
    with django_assert_num_queries(queries):
        assert len(page(client, name, as_of=day(12)).context["lines"]) == rows


@pytest.mark.parametrize("parts", [1, 8])
@pytest.mark.parametrize("query", [{}, {"as_of": day(8)}])
def test_a_report_of_an_earlier_day_costs_what_today_costs(
    query, parts, plan, period, north, city, lena, as_, django_assert_num_queries
):
    units = [make.unit(f"第{n}街道", scope=city) for n in range(parts)]
    task = make.task(plan, north, *units)
    reports = [make.report(period, part) for part in task.assignments.order_by("order")]
    client = as_(lena)
    with django_assert_num_queries(14):
        sheet = page(client, "report", reports[0].pk, **query).context["sheet"]
    assert len(sheet.parts) == parts
