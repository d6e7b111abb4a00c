"""The lamps as a table that an official can check. No database.

Unless a line says otherwise: at least 200 by the end of 2026, from 100 at its beginning, judged
by months elapsed. So 175 should be reached by the end of September (75.0 % of the way).
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
    Reason,
    Recurrence,
    closing_date,
    expected_value,
    judge,
    judge_readings,
    lamp_for_gap,
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

# sentence, what is promised, what is reached, closing date -> lamp, reason, points missing
TABLE = [
    # --- a stock, by months elapsed ---
    ("exactly the planned value is on pace", {}, 175, SEP, GREEN, Reason.ON_PACE, "0.0"),
    ("ahead of the plan is on pace", {}, 180, SEP, GREEN, Reason.ON_PACE, "-5.0"),
    ("0.1 points behind is slightly behind", {}, "174.9", SEP, YELLOW, Reason.BEHIND, "0.1"),
    ("9.9 points behind is slightly behind", {}, "165.1", SEP, YELLOW, Reason.BEHIND, "9.9"),
    ("10 points behind is behind", {}, 165, SEP, ORANGE, Reason.BEHIND, "10.0"),
    ("30 points behind is behind", {}, 145, SEP, ORANGE, Reason.BEHIND, "30.0"),
    ("30.1 points behind is far behind", {}, "144.9", SEP, RED, Reason.BEHIND, "30.1"),
    ("fallen below the baseline is far behind", {}, 90, SEP, RED, Reason.BEHIND, "85.0"),
    ("nothing is expected before the first month ends", {}, 100, date(2026, 1, 14), GREEN,
     Reason.ON_PACE, "0.0"),
    ("a month not yet over does not count", {}, 166, date(2026, 9, 29), YELLOW, Reason.BEHIND,
     "0.7"),
    ("91.7 percent by the end of November", {}, "191.7", NOV, GREEN, Reason.ON_PACE, "0.0"),
    ("half the year, half the way", {}, 150, JUN, GREEN, Reason.ON_PACE, "0.0"),
    ("what is reached early is done", {}, 200, MAR, BLUE, Reason.REACHED, None),
    ("more than promised is done and not clipped", {}, 1061, SEP, BLUE, Reason.REACHED, None),
    ("reached on the last day is done", {}, 200, DEC, BLUE, Reason.REACHED, None),
    ("one short on the last day is missed", {}, 199, DEC, RED, Reason.MISSED, "1.0"),
    ("missed stays missed after the due date", {}, 199, date(2027, 3, 31), RED, Reason.MISSED,
     "1.0"),
    ("made up after the due date is done", {}, 200, date(2027, 3, 31), BLUE, Reason.REACHED, None),
    ("without a baseline the way begins at nothing", {"baseline": None}, 125, SEP, ORANGE,
     Reason.BEHIND, "12.5"),
    ("about 200 is judged like at least 200", {"comparator": Comparator.ABOUT}, 165, SEP, ORANGE,
     Reason.BEHIND, "10.0"),
    ("of a range the lower bound counts", {"comparator": Comparator.RANGE}, 200, SEP, BLUE,
     Reason.REACHED, None),
    ("a level to keep is judged as it stands", {"baseline": 200}, 198, SEP, YELLOW,
     Reason.BEHIND, "1.0"),
    ("a level that is kept is on pace", {"baseline": 220}, 205, SEP, GREEN, Reason.ON_PACE,
     "-2.5"),
    ("falling below a level from above is no progress", {"baseline": 220}, 100, SEP, RED,
     Reason.BEHIND, "50.0"),
    # --- over three years ---
    ("21 of 36 months are 58.3 percent", THREE_YEARS, "158.3", SEP, GREEN, Reason.ON_PACE, "0.0"),
    ("before the plan begins nothing is judged", {"starts_on": date(2026, 10, 1)}, 100, SEP, GREY,
     Reason.NOT_YET, None),
    # --- flows and sums count from nothing ---
    ("a year's flow counts from nothing, not from last year", COUNT, "14.25", SEP, GREEN,
     Reason.ON_PACE, "0.0"),
    ("a year's flow behind its pace", COUNT, "11.894", SEP, ORANGE, Reason.BEHIND, "12.4"),
    ("a sum over the plan counts from nothing",
     {"kind": Kind.CUMULATIVE, "baseline": 50, "value": 13} | THREE_YEARS, 8, SEP, GREEN,
     Reason.ON_PACE, "-3.2"),
    # --- growth rates and levels: the value itself must hold ---
    ("a growth rate above the promise is on pace", RATE, "7.5", MAR, GREEN, Reason.ON_PACE, "-7.1"),
    ("a growth rate a little below is slightly behind", RATE, "6.8", SEP, YELLOW, Reason.BEHIND,
     "2.9"),
    ("5 percent instead of 7 is behind", RATE, 5, SEP, ORANGE, Reason.BEHIND, "28.6"),
    ("shrinking instead of growing is far behind", RATE, -1, SEP, RED, Reason.BEHIND, "114.3"),
    ("a growth rate short at the end is missed", RATE, "6.9", DEC, RED, Reason.MISSED, "1.4"),
    ("no percentage of zero: below no growth is far behind", RATE | {"value": 0}, -1, SEP, RED,
     Reason.BEHIND, None),
    ("a shortfall too small to print is still one", RATE | {"value": 99}, "98.99", SEP, YELLOW,
     Reason.BEHIND, "0.0"),
    ("a growth rate known only once a year waits", RATE | {"pace_rule": PaceRule.NONE}, 2, SEP,
     GREY, Reason.NOT_YET, None),
    # --- ceilings ---
    ("below the ceiling is on pace", LIMIT, "3.57", SEP, GREEN, Reason.WITHIN_CEILING, "-20.7"),
    ("on the ceiling is within it", LIMIT, "4.5", SEP, GREEN, Reason.WITHIN_CEILING, "0.0"),
    ("a little above the ceiling", LIMIT, "4.6", SEP, YELLOW, Reason.ABOVE_CEILING, "2.2"),
    ("far above the ceiling", LIMIT, 6, SEP, RED, Reason.ABOVE_CEILING, "33.3"),
    ("a ceiling that held to the end is done", LIMIT, 4, DEC, BLUE, Reason.REACHED, None),
    ("a ceiling broken at the end is missed", LIMIT, 5, DEC, RED, Reason.MISSED, "11.1"),
    ("none may happen: none did", LIMIT | {"value": 0}, 0, SEP, GREEN, Reason.WITHIN_CEILING,
     None),
    ("none may happen: one did", LIMIT | {"value": 0}, 1, SEP, RED, Reason.ABOVE_CEILING, None),
    ("brought down on the way is on pace", DECLINE, 41, SEP, GREEN, Reason.ON_PACE, "0.0"),
    ("not brought down far enough is behind", DECLINE, 43, SEP, ORANGE, Reason.BEHIND, "16.7"),
    ("brought down early is done", DECLINE, 38, SEP, BLUE, Reason.REACHED, None),
    ("judged as it stands, not yet down is above the ceiling",
     DECLINE | {"pace_rule": PaceRule.VALUE}, 39, SEP, YELLOW, Reason.ABOVE_CEILING, "2.6"),
    ("judged as it stands, brought down is done", DECLINE | {"pace_rule": PaceRule.VALUE}, 37, SEP,
     BLUE, Reason.REACHED, None),
    # --- what cannot be judged before its day ---
    ("a yearly ratio waits for its year", RATIO, "2.31", SEP, GREY, Reason.NOT_YET, None),
    ("a ratio reached early is done", RATIO, "2.8", SEP, BLUE, Reason.REACHED, None),
    ("a ratio short at the end is missed", RATIO, "2.7", DEC, RED, Reason.MISSED, "3.6"),
    ("a ratio with a baseline goes its way", RATIO | {"baseline": 2}, "2.5", SEP, ORANGE,
     Reason.BEHIND, "12.5"),
    ("a milestone waits for its day", {"kind": Kind.MILESTONE, "value": 1, "baseline": 0}, 0,
     SEP, GREY, Reason.NOT_YET, None),
    ("a milestone not there on its day is missed",
     {"kind": Kind.MILESTONE, "value": 1, "baseline": 0}, 0, DEC, RED, Reason.MISSED,
     "100.0"),
    ("a target judged only when due waits", {"pace_rule": PaceRule.NONE}, 100, SEP, GREY,
     Reason.NOT_YET, None),
    ("without a date there is no pace", {"due_on": None}, 150, SEP, GREY, Reason.NO_DATE, None),
    ("without a date, reached is reached", {"due_on": None}, 200, SEP, BLUE, Reason.REACHED, None),
    ("without a number nothing is judged", {"value": None}, 150, SEP, GREY, Reason.NO_NUMBER, None),
    ("without data nothing is red", {}, None, SEP, GREY, Reason.NO_DATA, None),
    ("without data nothing is red, even past the due date", {}, None, date(2027, 3, 31), GREY,
     Reason.NO_DATA, None),
    ("no data, and none expected yet", RATIO, None, SEP, GREY, Reason.NOT_YET, None),
    # --- recurring promises add up over the year ---
    ("4 a month are 36 by the end of September", MONTHLY, 36, SEP, GREEN, Reason.ON_PACE, "0.0"),
    ("30 of 36 is behind", MONTHLY, 30, SEP, ORANGE, Reason.BEHIND, "12.5"),
    ("12 a year are 9 by the end of September", YEARLY, 9, SEP, GREEN, Reason.ON_PACE, "0.0"),
    ("a recurring promise kept early is on pace, not done", YEARLY, 12, SEP, GREEN, Reason.ON_PACE,
     "-25.0"),
    ("in its last year it is done", YEARLY, 12, date(2027, 12, 31), BLUE, Reason.REACHED, None),
    ("a year missed before the last is not yet the end", YEARLY, 11, DEC, YELLOW, Reason.BEHIND,
     "8.3"),
    ("4 a month from July are 12 by the end of September",
     MONTHLY | {"starts_on": date(2026, 7, 1)}, 12, SEP, GREEN, Reason.ON_PACE, "0.0"),
    # --- a curve that people drew ---
    ("on a drawn curve little is asked early", PLANNED, 110, JUN, GREEN, Reason.ON_PACE, "0.0"),
    ("between two drawn points the way is straight by days", PLANNED, 155, SEP, GREEN,
     Reason.ON_PACE, "0.0"),
    ("below the drawn curve is behind", PLANNED, 135, SEP, ORANGE, Reason.BEHIND, "20.0"),
    ("the curve ends at the promise itself", PLANNED | {"planned": ((JUN, 110),)}, 155, SEP,
     GREEN, Reason.ON_PACE, "0.0"),
    ("without drawn points the months elapsed decide", PLANNED | {"planned": ()}, 175, SEP, GREEN,
     Reason.ON_PACE, "0.0"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("promise", "actual", "on", "lamp", "reason", "gap"),
    [line[1:] for line in TABLE],
    ids=[line[0] for line in TABLE],
)
def test_lamp(promise, actual, on, lamp, reason, gap):
    verdict = judge(aim(**promise), None if actual is None else Decimal(actual), on=on)
    assert (verdict.lamp, verdict.reason) == (lamp, reason)
    if reason is not Reason.REACHED:  # what is done has nothing missing to tell
        assert verdict.gap == (None if gap is None else Decimal(gap))


def test_the_printed_shares_always_add_up_to_the_printed_gap():
    for actual in range(90, 200):
        verdict = judge(aim(**THREE_YEARS), Decimal(actual) / 7 + 90, on=NOV)
        assert verdict.expected_share is not None
        assert verdict.completion is not None
        assert verdict.expected_share - verdict.completion == verdict.gap


@pytest.mark.parametrize("gap", ["-0.1", "0", "0.1", "9.9", "10", "30", "30.1", "1000"])
def test_a_larger_gap_is_never_a_better_lamp(gap):
    worst_first = [RED, ORANGE, YELLOW, GREEN]
    here, further = lamp_for_gap(Decimal(gap)), lamp_for_gap(Decimal(gap) + 5)
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
