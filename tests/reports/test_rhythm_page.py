"""The office's pages: the rhythm of a plan, its periods, its waivers."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import PlanState
from reports import rules, services
from reports.models import Period, Report, ReportingRule, Waiver
from reports.queries import Scope
from reports.queries.relief import reported_elsewhere
from reports.rules import Rule
from tests import make

SENTENCE = {
    "frequency": "month",
    "closing_day": "",
    "after_period": "after",
    "anchor": "day_of_month",
    "anchor_number": "20",
    "due_time": "",
    "holiday_policy": "postpone",
    "review": "both",
}
WAIVER = {"starts_on": "2026-09-30", "ends_on": "", "reason": "抗洪期间免报。"}


def url(name, pk):
    return reverse(f"reports:{name}", args=[pk])


@pytest.fixture
def opened(plan, task, north):
    """Last month is open and over; the pages read the clock."""
    last_month = timezone.now().replace(day=1) - timedelta(days=10)
    type(plan).objects.update(published_at=last_month, ends_on=None)
    make.target(plan, north)
    services.open_periods(now=last_month)
    return Period.objects.opened().get()


def post(client, plan, act="save", query="", **more):
    return client.post(url("rhythm", plan.pk) + query, SENTENCE | {"act": act} | more)


def test_the_rule_is_set_as_one_sentence(plan, ines, as_):
    client = as_(ines)
    assert "every month · figures up to" in client.get(url("rhythm", plan.pk)).content.decode()
    assert post(client, plan).status_code == 302
    rule = ReportingRule.objects.get()
    assert (rule.anchor_number, rule.review) == (20, "both")


def test_what_changes_is_shown_before_it_is_saved(opened, plan, ines, as_):
    page = post(as_(ines), plan, act="preview", frequency="quarter").content.decode()
    assert "every quarter · figures up to the end of the quarter" in page
    assert "fewer than now" in page
    assert ReportingRule.objects.get().frequency == "month"


def test_old_and_new_dates_stand_side_by_side(opened, plan, ines, as_):
    page = post(as_(ines), plan, act="preview").content.decode()
    old = Period.objects.filter(opened_at=None, ends_on__gte=timezone.localdate()).earliest(
        "ends_on"
    )
    wish: dict[str, Any] = {
        "since": old.ends_on,
        "until": old.ends_on,
        "works": make.HOLIDAYS.works,
    }
    (new,) = rules.spans(Rule(anchor_number=20), **wish)
    (row,) = [row for row in page.split("<tr>") if f">{old.ends_on}</td>" in row]
    assert row.index(str(old.due_on)) < row.index(str(new.due_on))


@pytest.mark.parametrize("typed", ["20日", "第20日", "２０", "20th", " 20 "])
def test_a_day_may_be_typed_in_many_ways(typed, plan, ines, as_):
    assert post(as_(ines), plan, anchor_number=typed).status_code == 302
    assert ReportingRule.objects.get().anchor_number == 20


@pytest.mark.parametrize("typed", ["12:00", "12：00", "12点", "12", "12时00分"])
def test_a_time_may_be_typed_in_many_ways(typed, plan, ines, as_):
    assert post(as_(ines), plan, due_time=typed).status_code == 302
    assert f"{ReportingRule.objects.get().due_time:%H:%M}" == "12:00"


@pytest.mark.parametrize(
    "wrong",
    [{"anchor_number": each} for each in ("", "0", "32", "²", "1e1", "NaN", "9" * 400, "-1", "五")]
    + [
        {"frequency": "week"},
        {"frequency": "daily"},
        {"frequency": "once"},
        {"frequency": "once", "once_on": "0000-01-01"},
        {"frequency": "once", "once_on": "2020-06-30"},
        {"closing_day": "32"},
        {"due_time": "25:00"},
        {"holiday_policy": "pray"},
        {"review": "everybody"},
    ],
)
def test_a_rule_that_cannot_be_comes_back_with_what_was_typed(wrong, plan, otto, as_):
    page = post(as_(otto), plan, **wrong)
    assert page.status_code == 422
    assert 'class="errors"' in page.content.decode() or "errorlist" in page.content.decode()
    assert not ReportingRule.objects.exists()


@pytest.mark.parametrize("day", ["2020-06-30", "2099-06-30"])
def test_one_report_on_a_day_that_asks_for_none_costs_nothing_and_says_so(day, plan, ines, as_):
    wish = {"frequency": "once", "once_on": day}
    page = post(as_(ines), plan, act="preview", **wish)
    assert "No report will ever be due by this rule" in page.content.decode()
    assert page.context["preview"].then.fields_a_year == 0
    assert post(as_(ines), plan, **wish).status_code == 422
    assert not ReportingRule.objects.exists()


def test_what_a_rhythm_has_no_use_for_is_forgiven(plan, ines, as_):
    wish = {"frequency": "half_month", "closing_day": "25", "anchor": "last_day"}
    assert (
        post(as_(ines), plan, **wish, anchor_number="99", once_on="2026-06-30").status_code == 302
    )
    rule = ReportingRule.objects.get()
    assert (rule.closing_day, rule.anchor_number, rule.once_on) == (None, None, None)


@pytest.mark.parametrize("what", ["task", "target", "unit"])
def test_a_part_gets_a_rule_of_its_own_and_loses_it_again(
    what, opened, plan, task, north, ines, as_
):
    client = as_(ines)
    pk = {"task": task.pk, "target": plan.targets.get().pk, "unit": north.pk}[what]
    assert post(client, plan, query=f"?{what}={pk}", review="").status_code == 302
    rule = ReportingRule.objects.exclude(**{what: None}).get()
    assert str(getattr(rule, what)) in client.get(url("rhythm", plan.pk)).content.decode()
    assert client.post(url("end-rule", rule.pk)).status_code == 302
    rule.refresh_from_db()
    assert rule.ended_at is not None


@pytest.mark.parametrize("query", ["?task=999999", "?unit=999999", "?target=" + "9" * 18])
def test_what_the_plan_does_not_have_is_not_found(query, plan, ines, as_):
    assert as_(ines).get(url("rhythm", plan.pk) + query).status_code == 404


def test_a_foreign_unit_has_no_rule_here(plan, south, ines, as_):
    assert as_(ines).get(url("rhythm", plan.pk) + f"?unit={south.pk}").status_code == 404


def test_numbers_that_are_reported_elsewhere_are_told(plan, city, north, south):
    other = make.plan(city, title="云岭市开放行动计划")
    ours, theirs = make.target(plan, north), make.target(other, north)
    make.target(other, south)
    make.target(make.plan(city, state=PlanState.CLOSED), north)
    (twin,) = reported_elsewhere(Scope(plan))
    assert (twin.ours, twin.others, twin.unit) == ([ours], [theirs], north)


def test_the_page_links_what_is_reported_elsewhere(plan, city, north, ines, as_):
    make.target(plan, north)
    theirs = make.target(make.plan(city, title="云岭市开放行动计划"), north)
    page = as_(ines).get(url("rhythm", plan.pk)).content.decode()
    assert "Reported elsewhere already" in page
    assert reverse("dashboards:target", args=[theirs.pk]) in page


def test_the_coming_year_without_holidays_is_told(plan, ines, as_):
    post(client := as_(ines), plan, frequency="quarter")
    type(plan).objects.update(ends_on=None)
    page = client.get(url("rhythm", plan.pk)).content.decode()
    assert "holidays of that year are not known yet" in page


# --- Periods ---


def test_the_periods_of_a_plan_are_counted(opened, plan, north, task, ines, now, as_):
    Report.objects.filter(unit=north, target=None).update(state="submitted")
    services.give_waiver(
        scope=Scope(plan, target=plan.targets.get()),
        starts_on=opened.starts_on,
        reason="年度指标。",
        by=ines,
        now=now,
    )
    page = as_(ines).get(url("periods", plan.pk)).content.decode()
    for word, count in (("Expected", 2), ("Received", 1), ("Missing", 1), ("Waived", 1)):
        assert f'data-label="{word}">{count}<' in page


def test_the_office_closes_a_period_and_opens_it_again(opened, plan, otto, as_):
    client = as_(otto)
    assert client.post(url("close-period", opened.pk), {"missing": 3}).status_code == 302
    opened.refresh_from_db()
    assert opened.closed_by == otto
    page = client.post(url("reopen-period", opened.pk), {"reason": ""}, follow=True)
    assert "Say why" in page.content.decode()
    client.post(url("reopen-period", opened.pk), {"reason": "漏收。"})
    opened.refresh_from_db()
    assert opened.closed_at is None


def test_whoever_closes_a_period_reads_first_what_is_missing(opened, plan, north, otto, as_):
    Report.objects.filter(period=opened, target=None, unit=north).update(state="submitted")
    client = as_(otto)
    assert url("close-period", opened.pk) in client.get(url("periods", plan.pk)).text
    page = client.get(url("close-period", opened.pk)).text
    assert "2 of 3 reports were not sent" in page
    assert "市科技局; 市财政局" in page
    assert client.post(url("close-period", opened.pk)).status_code == 422
    opened.refresh_from_db()
    assert opened.closed_at is None


def test_a_period_is_not_closed_over_what_somebody_did_meanwhile(opened, otto, as_):
    page = as_(otto).post(url("close-period", opened.pk), {"missing": 2})
    assert (page.status_code, "3 are missing now" in page.text) == (422, True)
    opened.refresh_from_db()
    assert opened.closed_at is None


def test_a_running_period_says_until_when_it_runs(plan, ines, as_):
    period = make.period(plan, ends_on=timezone.localdate() + timedelta(days=9))
    page = as_(ines).get(url("close-period", period.pk)).text
    assert ("Close it after that day" in page, '<button class="btn btn-primary">' in page) == (
        True,
        False,
    )


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_that_closes_costs_the_same_at_any_size(
    number, plan, north, ines, as_, django_assert_num_queries
):
    period = make.period(plan)
    for each in range(number):
        make.report(period, make.task(plan, north, title=f"事{each}").assignments.get())
    client = as_(ines)
    with django_assert_num_queries(11):
        assert client.get(url("close-period", period.pk)).status_code == 200


@pytest.mark.parametrize("number", [0, 1])
def test_a_waiver_says_what_it_did_and_will_do(number, opened, plan, north, ines, as_):
    begin = str(opened.ends_on) if number else "2099-01-01"
    said = as_(ines).post(url("waivers", plan.pk), WAIVER | {"starts_on": begin}, follow=True).text
    words = "3 reports that were waiting are excused" if number else "excused when they open"
    assert words in said


def test_a_waiver_of_days_that_are_over_and_ask_nothing_is_refused(opened, plan, ines, as_):
    days = {"starts_on": "2020-01-01", "ends_on": "2020-12-31"}
    page = as_(ines).post(url("waivers", plan.pk), WAIVER | days)
    assert (page.status_code, "Nothing was waived" in page.text) == (422, True)
    assert not Waiver.objects.exists()


@pytest.mark.parametrize("periods", [1, 12])
def test_the_page_of_periods_costs_the_same_at_any_size(
    periods, plan, task, ines, as_, django_assert_num_queries
):
    for month in range(1, periods + 1):
        period = make.period(plan, starts_on=date(2026, month, 1), ends_on=date(2026, month, 28))
        make.report(period, task.assignments.first())
    client = as_(ines)
    with django_assert_num_queries(7):
        assert client.get(url("periods", plan.pk)).status_code == 200


@pytest.mark.parametrize("tasks", [1, 12])
def test_the_page_of_the_rhythm_costs_the_same_at_any_size(
    tasks, plan, north, ines, now, as_, django_assert_num_queries
):
    for _ in range(tasks):
        task = make.task(plan, north)
        make.target(plan, north)
        services.set_rule(scope=Scope(plan, task=task), rule=Rule(), by=ines, now=now)
    services.open_periods(now=now)
    client = as_(ines)
    with django_assert_num_queries(22):
        assert client.get(url("rhythm", plan.pk)).status_code == 200


# --- Waivers ---


def test_a_unit_is_waived_and_asked_again(opened, plan, north, ines, as_):
    client = as_(ines)
    wish = WAIVER | {"unit": north.pk, "starts_on": str(opened.starts_on)}
    assert client.post(url("waivers", plan.pk), wish).status_code == 302
    waiver = Waiver.objects.get()
    assert (waiver.unit, waiver.reports.count()) == (north, 2)
    assert "抗洪期间免报" in client.get(url("waivers", plan.pk)).content.decode()
    assert client.post(url("end-waiver", waiver.pk)).status_code == 302
    waiver.refresh_from_db()
    assert waiver.ended_at is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"reason": "字" * 2001},
        {"starts_on": ""},
        {"starts_on": "0000-01-01"},
        {"ends_on": "2026-01-01"},
        {"unit": "999999"},
        {"task": "²"},
    ],
)
def test_a_waiver_that_cannot_be_comes_back_with_what_was_typed(wrong, plan, ines, as_):
    page = as_(ines).post(url("waivers", plan.pk), WAIVER | wrong)
    assert page.status_code == 422
    assert not Waiver.objects.exists()


def test_a_waiver_is_about_a_task_or_a_target(opened, plan, task, ines, as_):
    both = {"task": task.pk, "target": plan.targets.get().pk}
    page = as_(ines).post(url("waivers", plan.pk), WAIVER | both)
    assert "not both" in page.content.decode()


@pytest.mark.parametrize("waivers", [1, 12])
def test_the_page_of_waivers_costs_the_same_at_any_size(
    waivers, plan, north, task, ines, now, as_, django_assert_num_queries
):
    make.target(plan, north)
    for _ in range(waivers):
        services.give_waiver(
            scope=Scope(plan, task=task),
            starts_on=date(2026, 9, 1),
            reason="免报。",
            by=ines,
            now=now,
        )
    client = as_(ines)
    with django_assert_num_queries(10):
        assert client.get(url("waivers", plan.pk)).status_code == 200


# --- Who may ---


@pytest.mark.parametrize(("who", "status"), [("lena", 403), ("anna", 403), ("sam", 404)])
def test_nobody_else_sets_the_rhythm(who, status, opened, plan, as_, request):
    client = as_(request.getfixturevalue(who))
    for name in ("rhythm", "waivers"):
        assert client.get(url(name, plan.pk)).status_code == status
        assert client.post(url(name, plan.pk), SENTENCE | WAIVER).status_code == status
    assert client.post(url("close-period", opened.pk)).status_code == status
    assert client.post(url("reopen-period", opened.pk)).status_code == status
    assert client.post(url("end-rule", opened.rule_id)).status_code == status


@pytest.mark.parametrize(("who", "status"), [("lena", 200), ("ines", 200), ("anna", 403)])
def test_leaders_read_what_was_received(who, status, opened, plan, as_, request):
    client = as_(request.getfixturevalue(who))
    assert client.get(url("periods", plan.pk)).status_code == status
