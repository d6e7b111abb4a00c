from datetime import UTC, date, datetime

import pytest

from core.models import AuditEntry
from plans.models import PlanState
from reports import services
from reports.jobs import open_periods
from reports.models import Period, Report, ReportingRule
from reports.queries import Scope
from reports.rules import Rule
from tests import make


@pytest.fixture
def plan(city):
    """Published on 14 October 2026, now is that morning."""
    return make.plan(city, published_at=make.NOW)


def moment(text: str) -> datetime:
    """UTC; eight hours later where the offices are."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_running_month_opens_with_a_report_for_each_unit(plan, task, north, south, now):
    make.target(plan, north)
    make.target(plan)  # nobody leads it yet
    assert services.open_periods(now=now) == 3
    period = Period.objects.opened().get()
    assert (period.starts_on, period.ends_on) == (date(2026, 10, 1), date(2026, 10, 31))
    assert period.due_on == date(2026, 11, 5)
    assert period.due_at == moment("2026-11-05T16:00")
    assert sorted(period.reports.values_list("unit__name", "state", "due_at")) == sorted(
        [(unit.name, "open", period.due_at) for unit in (north, north, south)]
    )


def test_a_plan_without_a_rule_gets_the_monthly_one(plan, now):
    services.open_periods(now=now)
    rule = ReportingRule.objects.get()
    assert (rule.plan, rule.frequency, rule.anchor_number) == (plan, "month", 5)


def test_opening_twice_changes_nothing(plan, task, now):
    assert services.open_periods(now=now) == 2
    assert services.open_periods(now=now) == 0
    assert Period.objects.opened().count() == 1
    assert AuditEntry.objects.filter(verb="plan.period_opened").count() == 1


def test_a_task_that_comes_later_gets_its_reports_in_the_running_month(plan, task, north, now):
    services.open_periods(now=now)
    make.task(plan, north)
    make.target(plan, north)
    assert services.open_periods(now=now) == 2


def test_a_task_that_comes_later_owes_nothing_for_closed_months(plan, task, north, now):
    services.open_periods(now=now)
    services.open_periods(now=moment("2026-11-02T02:00"))
    make.task(plan, north)
    services.open_periods(now=moment("2026-11-03T02:00"))
    assert Report.objects.filter(period__ends_on="2026-10-31").count() == 2
    assert Report.objects.filter(period__ends_on="2026-11-30").count() == 3


def test_finished_tasks_ended_parts_and_collectives_owe_nothing(plan, task, north, south, now):
    make.task(plan, north, state="completed")
    task.assignments.filter(role="assist").update(ended_on=date(2026, 10, 1))
    group = make.task(plan, north).assignments
    group.update(unit=None, group=make_group())
    services.open_periods(now=now)
    assert Report.objects.get().assignment == task.assignments.get(role="lead")


def make_group():
    from units.models import UnitGroup

    return UnitGroup.objects.create(name="各乡镇政府", key="各乡镇政府")


def test_months_that_a_sleeping_job_missed_are_opened(plan, task, now):
    services.open_periods(now=now)
    assert services.open_periods(now=moment("2026-12-24T02:00")) == 4
    assert [str(period) for period in Period.objects.opened().order_by("ends_on")] == [
        "2026-10",
        "2026-11",
        "2026-12",
    ]


def test_months_before_the_publication_are_nobodys_debt(plan, task):
    type(plan).objects.update(published_at=moment("2026-08-31T16:30"))  # 1 September over there
    services.open_periods(now=make.NOW)
    assert Period.objects.opened().earliest("ends_on").starts_on == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "opened"),
    [
        ("2026-10-14", "2026-10-14", 1),
        ("2026-10-15", "2026-12-31", 0),
        ("2026-01-01", "2026-10-01", 1),
        ("2026-01-01", "2026-09-30", 0),
        (None, None, 1),
    ],
)
def test_the_term_decides_whether_a_month_opens(plan, task, now, starts_on, ends_on, opened):
    type(plan).objects.update(starts_on=starts_on, ends_on=ends_on)
    services.open_periods(now=now)
    assert Period.objects.opened().count() == opened


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.CLOSED, PlanState.ARCHIVED])
def test_only_active_plans_are_reported_on(state, plan, task, now):
    type(plan).objects.update(state=state)
    assert services.open_periods(now=now) == 0
    assert not ReportingRule.objects.exists()


@pytest.mark.parametrize(
    ("at", "starts_on", "due_on"),
    [
        ("2026-10-31T15:59", "2026-10-01", "2026-11-05"),
        ("2026-10-31T16:00", "2026-11-01", "2026-12-07"),  # the 5th is a Saturday
        ("2026-12-31T16:00", "2027-01-01", "2027-02-05"),  # the year's turn
        ("2028-02-29T02:00", "2028-02-01", "2028-03-06"),  # a leap day; the 5th is a Sunday
    ],
)
def test_a_month_opens_at_midnight_where_the_offices_are(plan, task, at, starts_on, due_on):
    type(plan).objects.update(published_at=moment(at), ends_on=None)
    services.open_periods(now=moment(at))
    period = Period.objects.opened().get()
    assert (str(period.starts_on), str(period.due_on)) == (starts_on, due_on)


def test_a_changed_rhythm_moves_only_what_has_not_opened(plan, task, ines, now):
    services.open_periods(now=now)
    services.set_rule(scope=Scope(plan), rule=Rule(anchor_number=20), by=ines, now=now)
    services.open_periods(now=moment("2026-11-02T02:00"))
    due = Period.objects.opened().order_by("ends_on")
    assert [str(period.due_on) for period in due] == ["2026-11-05", "2026-12-21"]


@pytest.mark.parametrize("plans", [1, 12])
def test_the_number_of_statements_does_not_grow_with_the_plans(
    plans, city, north, now, django_assert_num_queries
):
    for _ in range(plans):
        make.task(make.plan(city, published_at=now), north)
    with django_assert_num_queries(26):
        assert services.open_periods(now=now) == plans


def test_the_job_says_where_it_comes_from(plan, task):
    open_periods()
    assert AuditEntry.objects.earliest("pk").origin == "job reports.open_periods"
