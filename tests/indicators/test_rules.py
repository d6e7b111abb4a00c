"""What the pace table cannot show: closing dates, silence, streaks, and that nothing breaks.

Unless a line says otherwise: at least 200 by the end of 2026, from 100 at its beginning, judged
by months elapsed. So 175 should be reached by the end of September (75.0 % of the way). No
database.
"""

from datetime import date
from decimal import Decimal

import pytest

from indicators.rules import (
    Aim,
    Comparator,
    Kind,
    Lamp,
    Measure,
    PaceRule,
    Reading,
    Recurrence,
    closing_date,
    expected_value,
    judge,
    judge_readings,
    reached,
    time_share,
)

JAN, MAR, JUN, SEP, NOV, DEC = (
    date(2026, month, day)
    for month, day in ((1, 31), (3, 31), (6, 30), (9, 30), (11, 30), (12, 31))
)
RED, ORANGE, YELLOW, GREEN, BLUE, GREY = (
    Lamp.RED,
    Lamp.ORANGE,
    Lamp.YELLOW,
    Lamp.GREEN,
    Lamp.BLUE,
    Lamp.GREY,
)


def aim(**facts) -> Aim:
    """The target of the module's first lines, with some facts changed."""
    usual = {
        "kind": Kind.STOCK,
        "comparator": Comparator.AT_LEAST,
        "value": Decimal(200),
        "due_on": DEC,
        "starts_on": date(2026, 1, 1),
        "baseline": Decimal(100),
    }
    return Aim(**{name: _exact(value) for name, value in (usual | facts).items()})


def _exact(value):
    """Numbers of the table are written as people write them."""
    if isinstance(value, tuple):
        return tuple((day, Decimal(number)) for day, number in value)
    return Decimal(value) if type(value) in (int, str) else value  # enums stay themselves


COUNT = {"kind": Kind.FLOW, "value": 19, "baseline": 16}
RATE = {"kind": Kind.GROWTH_RATE, "value": 7, "baseline": None}
LIMIT = {
    "kind": Kind.CEILING,
    "comparator": Comparator.AT_MOST,
    "value": "4.5",
    "baseline": None,
}
DECLINE = LIMIT | {"value": 38, "baseline": 50}
RATIO = {"kind": Kind.RATIO, "value": "2.8", "baseline": None}
MONTHLY = {"kind": Kind.RECURRING, "every": Recurrence.MONTH, "value": 4, "baseline": None}
YEARLY = MONTHLY | {"every": Recurrence.YEAR, "value": 12, "due_on": date(2027, 12, 31)}
PLANNED = {
    "pace_rule": PaceRule.PLANNED_VALUES,
    "planned": ((JUN, 110), (DEC, 200)),
}
THREE_YEARS = {"starts_on": date(2025, 1, 1), "due_on": date(2027, 12, 31)}


def test_the_printed_shares_always_add_up_to_the_printed_gap():
    for actual in range(90, 200):
        verdict = judge(aim(**THREE_YEARS), Decimal(actual) / 7 + 90, on=NOV)
        assert verdict.expected_share is not None
        assert verdict.completion is not None
        assert verdict.expected_share - verdict.completion == verdict.gap


@pytest.mark.parametrize("gap", ["-0.1", "0", "0.1", "9.9", "10", "30", "30.1", "1000"])
def test_a_larger_gap_is_never_a_better_lamp(gap):
    worst_first = [RED, ORANGE, YELLOW, GREEN]
    here, further = (
        judge(aim(), Decimal(175) - Decimal(gap) - more, on=SEP).lamp for more in (0, 5)
    )
    assert worst_first.index(further) <= worst_first.index(here)


@pytest.mark.parametrize(
    ("measured_on", "on", "closing"),
    [
        (SEP, date(2026, 10, 14), SEP),
        (date(2026, 8, 31), date(2026, 10, 14), date(2026, 8, 31)),
        (JUN, date(2026, 10, 14), date(2026, 8, 31)),
        (SEP, SEP, SEP),
        (None, date(2026, 10, 14), SEP),
        (None, date(2026, 1, 14), date(2025, 12, 31)),
    ],
    ids=[
        "the newest figure is judged at its own date",
        "last month's figure is not held against this month's pace",
        "who is silent longer is held against the month before the last closed one",
        "on a closing date itself the month is over",
        "without a figure the last closed month counts",
        "in January that is last year's December",
    ],
)
def test_closing_date(measured_on, on, closing):
    assert closing_date(measured_on, on=on) == closing


def test_silence_does_not_keep_a_lamp_green():
    known = [Reading(MAR, Decimal(125))]
    assert judge_readings(aim(), known, on=date(2026, 4, 14)).lamp is GREEN
    silent = judge_readings(aim(), known, on=date(2026, 10, 14))
    assert (silent.lamp, silent.measured_on, silent.on) == (RED, MAR, date(2026, 8, 31))


def test_what_is_reported_about_later_days_is_not_known_yet():
    later = [Reading(SEP, Decimal(175)), Reading(DEC, Decimal(200))]
    verdict = judge_readings(aim(), later, on=date(2026, 10, 14))
    assert (verdict.actual, verdict.on) == (Decimal(175), SEP)


def test_last_years_flow_does_not_count_this_year():
    flow = aim(**COUNT)
    assert reached(flow, [Reading(date(2025, 12, 31), Decimal(18))], on=JAN) is None
    assert reached(flow, [Reading(JAN, Decimal(1))], on=JAN) == 1


def test_a_stock_stands_over_the_turn_of_the_year():
    assert reached(aim(), [Reading(date(2025, 12, 31), Decimal(100))], on=JAN) == 100


@pytest.mark.parametrize(
    ("on", "share"),
    [
        (JAN, Decimal(1) / 12),
        (MAR, Decimal("0.25")),
        (JUN, Decimal("0.5")),
        (SEP, Decimal("0.75")),
        (NOV, Decimal(11) / 12),
    ],
)
def test_the_published_thresholds(on, share):
    assert time_share(aim(), on=on) == share


def test_a_year_that_begins_after_it_ends_breaks_nothing():
    backwards = aim(starts_on=date(2027, 5, 1))
    for on in (date(2020, 1, 1), SEP, DEC, date(2030, 1, 1)):
        judge(backwards, Decimal(150), on=on)
        expected_value(backwards, on=on)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("every", [None, *Recurrence])
@pytest.mark.parametrize("rule", PaceRule)
def test_no_promise_breaks_the_arithmetic(kind, every, rule):
    for value, baseline in ((0, None), (0, 0), (5, 5), (5, 9), (-3, None), (9, 5)):
        promise = aim(
            kind=kind,
            every=every,
            pace_rule=rule,
            value=Decimal(value),
            baseline=None if baseline is None else Decimal(baseline),
        )
        for comparator in Comparator:
            verdict = judge(Aim(**vars(promise) | {"comparator": comparator}), Decimal(4), on=SEP)
            assert verdict.measure in Measure
            assert verdict.gap is None or verdict.gap.is_finite()
