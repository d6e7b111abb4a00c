from datetime import UTC, date, datetime, timedelta

import pytest

from core.calendar import ONE_DAY, end_of
from indicators import rules
from indicators.models import Indicator, Kind, PlannedValue, Target
from indicators.queries import aim_of, judged_targets, lamp_counts, worst_first
from indicators.rules import Lamp, Reason
from tests import make
from tests.indicators import values
from tests.indicators.values import SEP, measure

ON = date(2026, 10, 14)
SECOND = timedelta(seconds=1)


def judged(target, *, on=ON):
    return values.judged(target, on=on).verdict


def test_an_approved_value_moves_the_lamp(plan, north):
    target = make.target(plan, north)
    assert judged(target).reason is Reason.NO_DATA
    measure(target, 130)
    assert judged(target).lamp is Lamp.RED
    measure(target, 175)
    assert judged(target).lamp is Lamp.GREEN


def test_a_superseded_value_no_longer_counts(plan, north):
    target = make.target(plan, north)
    measure(target, 175)
    measure(target, 130)
    assert judged(target).actual == 130


def test_a_day_in_the_past_knows_nothing_of_later_values(plan, north):
    target, july = make.target(plan, north), date(2026, 7, 14)
    measure(target, 120, on=date(2026, 6, 30), now=end_of(july) - SECOND)
    measure(target, 130, on=date(2026, 6, 30), now=end_of(july))
    measure(target, 175)
    assert judged(target, on=july).actual == 120
    assert judged(target, on=july + ONE_DAY).actual == 130


def test_targets_keep_their_planned_values_apart(plan, north):
    drawn, other = (
        make.target(plan, north, pace_rule="planned_values", name=name) for name in ("甲", "乙")
    )
    PlannedValue.objects.create(target=drawn, on=SEP, value=110)
    measure(drawn, 110)
    measure(other, 110)
    assert (judged(drawn).lamp, judged(other).lamp) == (Lamp.GREEN, Lamp.RED)


def test_what_comes_after_a_years_flow_belongs_to_the_next(plan, north):
    target = make.target(plan, north, due_on=date(2025, 12, 31))
    Indicator.objects.update(kind=Kind.FLOW)
    then = date(2026, 2, 14)
    measure(target, 190, on=date(2025, 12, 31), now=end_of(then) - SECOND)
    measure(target, 3, on=date(2026, 1, 31), now=end_of(then) - SECOND)
    verdict = judged(target, on=then)
    assert (verdict.actual, verdict.reason) == (190, Reason.MISSED)


def test_a_recurring_target_without_an_end_is_judged_by_its_newest_value(plan, north):
    target = make.target(plan, north, every="month", value=4, baseline=None, due_on=None)
    measure(target, 36)
    assert (judged(target).actual, judged(target).lamp) == (36, Lamp.GREEN)


def test_the_way_begins_the_day_after_the_baseline(plan, north):
    target = make.target(plan, north, baseline_on=date(2025, 6, 30))
    assert aim_of(target).starts_on == date(2025, 7, 1)


def test_about_a_value_of_which_less_is_better_is_a_limit(plan, north):
    target = make.target(plan, north, comparator="about")
    target.indicator.more_is_better = False
    assert aim_of(target).comparator is rules.Comparator.AT_MOST


def test_the_worst_come_first_and_counts_add_up(plan, north):
    for name, value in (("甲", 175), ("乙", 110), ("丙", 150), ("丁", 105)):
        measure(make.target(plan, north, name=name), value)
    ordered = worst_first(judged_targets(Target.objects.all(), on=ON))
    assert [each.target.indicator.name for each in ordered] == ["丁", "乙", "丙", "甲"]
    counts = lamp_counts(ordered)
    assert (counts[Lamp.RED], counts[Lamp.ORANGE], counts[Lamp.GREEN]) == (2, 1, 1)
    assert sum(counts.values()) == 4


@pytest.mark.parametrize("number", [1, 12])
def test_three_queries_however_many_targets(plan, north, number, django_assert_num_queries):
    for place in range(number):
        target = make.target(plan, north, name=f"指标{place}")
        PlannedValue.objects.create(target=target, on=SEP, value=150)
        measure(target, 120)
    with django_assert_num_queries(3):
        for each in judged_targets(Target.objects.all(), on=ON):
            assert each.target.plan.title and each.target.lead_unit and each.target.clause


def test_no_targets_are_no_error(db):
    assert judged_targets(Target.objects.all(), on=datetime(2026, 1, 1, tzinfo=UTC).date()) == []


def test_the_running_months_figure_counts_once_approved_and_the_next_months_does_not(plan, north):
    target = make.target(plan, north)
    measure(target, 170, on=date(2026, 10, 31))
    measure(target, 190, on=date(2026, 11, 30))
    verdict = judged(target)
    assert (verdict.measured_on, verdict.actual) == (date(2026, 10, 31), 170)
    (latest,) = Target.objects.with_latest_value(on=ON)
    assert vars(latest)["latest_value"] == 170
