"""What happens to the reports of a running period when tasks and rules change under it."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from core.models import AuditEntry, SpecialDay
from reports import services
from reports.models import Period, Report
from reports.queries import Scope
from reports.rules import Anchor, Content, Frequency, Rule
from tests import make

WEEKLY = Rule(Frequency.WEEK, anchor=Anchor.WEEKDAY, anchor_number=2)
QUARTERLY = Rule(Frequency.QUARTER)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NOVEMBER, DECEMBER = moment("2026-11-02T02:00"), moment("2026-12-01T02:00")


@pytest.fixture
def plan(city):
    """Published on 14 October 2026, now is that morning."""
    return make.plan(city, published_at=make.NOW)


@pytest.fixture
def opened(plan, task, now):
    """October is open: one report of the north bureau, one of the south bureau."""
    services.open_periods(now=now)
    return Period.objects.opened().get()


def states(**of):
    return sorted(Report.objects.filter(**of).values_list("state", flat=True))


def later(now, **more):
    return now + timedelta(**more)


@pytest.mark.parametrize("state", ["suspended", "completed", "cancelled", "closed", "refused"])
def test_nobody_owes_reports_on_a_task_that_stands_still(state, opened, task, now):
    type(task).objects.update(state=state)
    services.open_periods(now=later(now, days=1))
    assert states() == ["withdrawn", "withdrawn"]
    report = Report.objects.first()
    assert (report.revision, report.excused_at) == (1, later(now, days=1))


def test_a_resumed_task_asks_for_its_reports_again(opened, task, now):
    type(task).objects.update(state="suspended")
    services.open_periods(now=later(now, days=1))
    type(task).objects.update(state="in_progress")
    services.open_periods(now=later(now, days=2))
    assert states() == ["open", "open"]
    assert set(Report.objects.values_list("revision", "excused_at")) == {(2, None)}


def test_what_was_begun_comes_back_as_it_was(opened, task, north, anna, now):
    report = Report.objects.get(unit=north)
    begun = Content(progress="正在评审。")
    services.save_draft(report_id=report.pk, revision=0, content=begun, by=anna, now=now)
    for state in ("suspended", "in_progress"):
        type(task).objects.update(state=state)
        services.open_periods(now=now)
    assert Report.objects.get(unit=north).state == "draft"
    assert Report.objects.get(unit=north).submissions.get().progress == "正在评审。"


def test_what_was_sent_stays_with_whom_it_waits(opened, task, north, anna, now):
    report = Report.objects.get(unit=north)
    good = Content(percent=Decimal(60), progress="已评审。")
    services.submit_report(report_id=report.pk, revision=0, content=good, by=anna, now=now)
    type(task).objects.update(state="suspended")
    services.open_periods(now=now)
    assert states() == ["submitted", "withdrawn"]


def test_what_fell_due_while_a_task_stood_still_does_not_come_back(opened, task, now):
    type(task).objects.update(state="suspended")
    services.open_periods(now=now)
    type(task).objects.update(state="in_progress")
    services.open_periods(now=moment("2026-11-10T02:00"))
    assert states(period=opened) == ["withdrawn", "withdrawn"]
    assert states(period__ends_on="2026-11-30") == ["open", "open"]


def test_a_unit_that_takes_over_reports_in_the_other_ones_place(opened, task, north, city, now):
    west = make.unit("市教育局", parent=city, scope=city)
    part = task.assignments.get(role="lead")
    task.assignments.filter(pk=part.pk).update(ended_on=date(2026, 10, 20))
    part.pk, part.unit, part.given_at = None, west, later(now, days=6)
    part.save()
    services.open_periods(now=later(now, days=6))
    assert states(unit=north) == ["withdrawn"]
    report = Report.objects.get(unit=west)
    assert (report.state, report.period, report.expected_at) == (
        "open",
        opened,
        later(now, days=6),
    )


def test_a_target_that_gets_another_lead_takes_its_report_along(plan, north, south, now):
    target = make.target(plan, north)
    services.open_periods(now=now)
    type(target).objects.update(lead_unit=south)
    services.open_periods(now=now)
    report = Report.objects.get()
    assert (report.unit, report.state, report.revision) == (south, "open", 1)


def test_a_target_without_a_lead_owes_nothing(plan, north, now):
    target = make.target(plan, north)
    services.open_periods(now=now)
    type(target).objects.update(lead_unit=None)
    services.open_periods(now=now)
    assert states() == ["withdrawn"]


def test_a_task_that_was_broken_down_is_reported_on_by_its_parts(opened, plan, task, north, now):
    part = make.task(plan, north, parent=task)
    services.open_periods(now=now)
    assert states(assignment__task=task) == ["withdrawn", "withdrawn"]
    assert states(assignment__task=part) == ["open"]


def test_rolling_tasks_and_overdue_ones_report_period_by_period(plan, north, now):
    make.task(plan, north, is_rolling=True)
    make.task(plan, north, due_on=date(2026, 10, 20))
    for at in (now, NOVEMBER, DECEMBER):
        services.open_periods(now=at)
    assert [states(period=period) for period in Period.objects.opened()] == [["open", "open"]] * 3


def test_who_came_after_a_missed_period_owes_nothing_for_it(plan, task, now):
    services.open_periods(now=now)
    task.assignments.filter(role="assist").update(given_at=moment("2026-12-02T02:00"))
    services.open_periods(now=moment("2026-12-03T02:00"))
    assert Report.objects.filter(period__ends_on="2026-11-30").count() == 1
    assert Report.objects.filter(period__ends_on="2026-12-31").count() == 2


def test_a_clock_that_jumps_back_neither_opens_nor_closes_anything(opened, now):
    before = list(Report.objects.values_list("pk", "state", "revision"))
    for days in (-400, -40, -1, 0):
        assert services.open_periods(now=later(now, days=days)) == 0
    assert list(Report.objects.values_list("pk", "state", "revision")) == before
    assert Period.objects.opened().get() == opened


def test_dates_are_known_a_year_ahead_and_end_with_the_plan(plan, task, now):
    services.open_periods(now=now)
    assert [str(period) for period in Period.objects.order_by("ends_on")] == [
        "2026-10",
        "2026-11",
        "2026-12",
    ]
    type(plan).objects.update(ends_on=None)
    services.open_periods(now=now)
    assert Period.objects.latest("ends_on").ends_on == date(2027, 10, 31)


def test_a_new_holiday_moves_only_what_has_not_opened(plan, task, now):
    services.open_periods(now=now)
    for on in ("2026-11-05", "2026-12-07"):
        SpecialDay.objects.create(on=on, works=False, name="云岭节")
    services.open_periods(now=now)
    due = [str(period.due_on) for period in Period.objects.order_by("ends_on")[:2]]
    assert due == ["2026-11-05", "2026-12-08"]


# --- Rules of their own ---


def test_a_changed_rhythm_begins_behind_what_is_open(opened, plan, task, ines, now):
    services.set_rule(scope=Scope(plan), rule=WEEKLY, by=ines, now=now)
    services.open_periods(now=moment("2026-11-10T02:00"))
    assert [str(period) for period in Period.objects.opened().order_by("ends_on")] == [
        "2026-10",
        "2026-11-01~11-08",
        "2026-11-09~11-15",
    ]
    assert states(period=opened) == ["open", "open"]


def test_who_comes_in_mid_period_reports_for_it_though_the_rule_has_changed(
    opened, plan, north, ines, now
):
    services.set_rule(scope=Scope(plan), rule=QUARTERLY, by=ines, now=now)
    make.task(plan, north)
    services.open_periods(now=now)
    assert states(period=opened) == ["open"] * 3


def test_a_task_with_its_own_rule_leaves_the_plans_periods(opened, plan, task, north, ines, now):
    other = make.task(plan, north)
    services.open_periods(now=now)
    services.set_rule(scope=Scope(plan, task=task), rule=QUARTERLY, by=ines, now=now)
    services.open_periods(now=NOVEMBER)
    assert states(assignment__task=task) == ["open", "open"]  # October, which was open
    assert states(assignment__task=other) == ["open", "open"]  # October and November
    services.open_periods(now=DECEMBER)
    assert Report.objects.filter(assignment__task=task, period__rule__task=task).count() == 2


def test_a_units_rule_gives_way_to_a_tasks_own(plan, task, north, ines, now):
    target = make.target(plan, north)
    services.set_rule(scope=Scope(plan, unit=north), rule=WEEKLY, by=ines, now=now)
    services.set_rule(scope=Scope(plan, task=task), rule=Rule(), by=ines, now=now)
    services.open_periods(now=now)
    frequency = "period__rule__frequency"
    assert set(Report.objects.values_list("unit__name", "target", frequency)) == {
        ("市科技局", None, "month"),
        ("市财政局", None, "month"),
        ("市科技局", target.pk, "week"),
    }


def test_a_targets_rule_comes_before_its_units(plan, north, ines, now):
    target = make.target(plan, north)
    services.set_rule(scope=Scope(plan, unit=north), rule=WEEKLY, by=ines, now=now)
    services.set_rule(scope=Scope(plan, target=target), rule=Rule(), by=ines, now=now)
    services.open_periods(now=now)
    assert Report.objects.get().period.rule.target == target


def test_nobody_owes_two_reports_for_the_same_days(opened, plan, task, ines, now):
    rule = services.set_rule(scope=Scope(plan, task=task), rule=WEEKLY, by=ines, now=now)
    services.open_periods(now=NOVEMBER)
    services.end_rule(rule_id=rule.pk, by=ines, now=NOVEMBER)
    services.open_periods(now=NOVEMBER)
    names = {str(report.period) for report in Report.objects.select_related("period")}
    assert names == {"2026-10", "2026-11-01~11-08"}  # November overlaps with the week
    services.open_periods(now=DECEMBER)
    assert Report.objects.filter(period__ends_on="2026-12-31").count() == 2


def test_a_rule_without_change_changes_nothing(opened, plan, ines, now):
    before = plan.reporting_rules.get()
    assert services.set_rule(scope=Scope(plan), rule=before.as_rule, by=ines, now=now) == before
    assert not AuditEntry.objects.filter(verb="rhythm.set").exists()


def test_months_that_nobody_asked_for_remain_unasked(plan, task, ines, now):
    type(plan).objects.update(published_at=moment("2026-01-05T02:00"))
    services.open_periods(now=moment("2026-01-06T02:00"))
    yearly = Rule(Frequency.YEAR)
    services.set_rule(scope=Scope(plan), rule=yearly, by=ines, now=moment("2026-01-06T02:00"))
    services.open_periods(now=now)
    services.set_rule(scope=Scope(plan), rule=Rule(), by=ines, now=now)
    services.open_periods(now=now)
    assert [str(period) for period in Period.objects.opened().order_by("ends_on")] == [
        "2026-01",
        "2026-10",
    ]


def test_a_deadline_that_has_gone_by_is_not_set(plan, task, ines, now):
    rule = Rule(anchor_number=5, after_period=False)
    services.set_rule(scope=Scope(plan), rule=rule, by=ines, now=now)
    services.open_periods(now=now)
    assert Period.objects.earliest("ends_on").ends_on == date(2026, 11, 30)


def test_a_time_of_day_is_part_of_the_deadline(plan, task, ines, now):
    rule = Rule(due_time=time(12))
    services.set_rule(scope=Scope(plan), rule=rule, by=ines, now=now)
    services.open_periods(now=now)
    assert Report.objects.first().due_at == moment("2026-11-05T04:00")
