"""What the pages tell, as of 14 October 2026: September has closed, its reports were due."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from dashboards.queries import (
    Scope,
    course_of,
    leader_overview,
    leader_page,
    office_overview,
    task_sheet,
    unit_overview,
)
from plans.models import PlanState
from reports.models import ReportState
from tests import make
from tests.dashboards import city

ON = date(2026, 10, 14)


@pytest.fixture
def filled(plan, north, south, vera):
    city.fill(plan, north, south, vera, times=2)
    return plan


def overview(user, *, plan=None, on=ON):
    return leader_overview(Scope(user, on, plan=plan))


def test_all_counts_add_up(filled, lena):
    shown = overview(lena)
    assert sum(each.count for each in shown.lamps) == shown.targets == 2
    assert sum(each.count for each in shown.states) == shown.tasks == 2
    assert shown.coverage.received + shown.coverage.missing == shown.coverage.due == 6
    assert sum(unit.count for unit in shown.late_units) == shown.late == 4


def test_the_verdict_tells_them_in_one_sentence(filled, lena):
    with translation.override("zh-hans"):
        assert overview(lena).verdict == (
            "截至2026年9月末：2项量化指标中，严重滞后2项；2项任务中，已交办2项，逾期2项；"
            "本期应报6份，已报2份，未报4份。"
        )


def test_before_the_first_period_closes_the_verdict_says_so(plan, lena):
    with translation.override("en"):
        assert overview(lena).verdict == (
            "No reporting period has closed yet: no targets; no tasks; no reports were due."
        )


def test_the_behind_are_told_with_value_plan_reason_and_unit(filled, lena):
    line = overview(lena).behind[0]
    assert (line.value, line.expected, line.lamp, line.gap) == (110, 175, "red", Decimal("65.0"))
    assert (line.unit, line.origin.position, line.origin.mark) == ("市科技局", 1, "7-18")


def test_what_is_on_pace_is_not_behind(filled, north, lena):
    city.measure(make.target(filled, north, name="甲"), 180)
    shown = overview(lena)
    assert (shown.targets, shown.behind_total) == (3, 2)


def test_one_plan_alone(filled, city, north, lena):
    make.target(make.plan(city, title="另一个方案"), north, name="别的")
    assert (overview(lena).targets, overview(lena, plan=filled).targets) == (3, 2)


def test_closed_plans_are_told_only_when_asked_for(filled, lena):
    filled.state = PlanState.CLOSED
    filled.save(update_fields=["state"])
    assert overview(lena).targets == 0
    assert overview(lena, plan=filled).targets == 2


def test_the_running_month_is_not_yet_due(filled, lena):
    make.period(filled, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 31))
    assert overview(lena).cut_off_on == city.SEP


def test_nothing_is_late_before_the_deadline(filled, lena):
    shown = overview(lena, on=date(2026, 10, 9))
    assert (shown.coverage.missing, shown.coverage.late, shown.late) == (6, 0, 0)
    # What was approved on the 14th was not known on the 10th.
    assert overview(lena, on=date(2026, 10, 10)).coverage.late == 6


def test_what_waits_for_review_is_received(filled, lena, anna):
    city.submit(filled.periods.get().reports.filter(state=ReportState.OPEN).first(), anna)
    assert overview(lena).coverage.received == 3


def test_the_chart_shows_the_chosen_target_or_the_worst(filled, north, lena):
    mild = make.target(filled, north, name="甲")
    city.measure(mild, 160)
    page = leader_page(Scope(lena, ON), target_pk=mild.pk)
    assert (page.course.pk, page.chosen.pk) == (mild.pk, mild.pk)
    worst = leader_page(Scope(lena, ON), target_pk=10**9)
    assert worst.course.pk == worst.overview.behind[0].pk


def test_a_course_has_each_months_end_with_plan_and_measurement(plan, north):
    target = make.target(plan, north)
    city.measure(target, 150)
    points = {point.on: point for point in course_of(target, on=ON).points}
    assert len(points) == 12
    assert (points[city.SEP].planned, points[city.SEP].measured) == (175, 150)
    assert points[date(2026, 12, 31)].planned == 200
    assert points[date(2026, 12, 31)].measured is None


def test_a_course_of_a_century_stays_drawable(plan, north):
    target = make.target(plan, north, due_on=date(2126, 12, 31))
    assert 0 < len(course_of(target, on=ON).points) <= 120


def test_a_target_without_any_date_has_a_course_of_what_was_measured(city, north):
    plan = make.plan(city, starts_on=None, ends_on=None)
    target = make.target(plan, north, due_on=None)
    assert course_of(target, on=ON).points[0].planned is None


def test_the_office_sees_who_is_silent(filled, otto):
    (period,) = office_overview(Scope(otto, ON)).periods
    assert [(unit.name, unit.count) for unit in period.silent] == [("市科技局", 4)]
    assert (period.coverage.due, period.coverage.late) == (6, 4)


def test_the_office_sees_the_lamps_of_each_plan(filled, otto):
    (plan,) = office_overview(Scope(otto, ON)).plans
    assert sum(each.count for each in plan.lamps) == plan.targets == 2


def test_a_unit_sees_its_own_share(filled, north, south, anna, vera):
    mine = unit_overview(Scope(anna, ON), north)
    assert (mine.targets_total, mine.tasks_total) == (2, 2)
    assert (mine.due_total, mine.returned_total, mine.late_total) == (2, 2, 4)
    theirs = unit_overview(Scope(vera, ON), south)
    assert (theirs.targets_total, theirs.tasks_total, theirs.due_total) == (0, 2, 0)


def test_the_course_of_a_task_comes_from_its_lead(plan, period, task, north, anna, vera, lena):
    led, assisted = task.assignments.order_by("order")
    city.approve(make.report(period, led), anna, percent=Decimal(60))
    city.approve(make.report(period, assisted), vera, percent=Decimal(10))
    points = task_sheet(Scope(lena, ON), task).course.points
    assert [(point.on, point.measured) for point in points] == [(city.SEP, 60)]
