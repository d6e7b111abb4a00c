"""The verdict on a target: a lamp, its reason, and everything that it was computed from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from core.calendar import ONE_DAY, last_day_of_month
from indicators.rules.pace import (
    HUNDRED,
    Aim,
    expected_value,
    measure_of,
    share_of_way,
    span_of,
    this_year,
)
from indicators.rules.words import LAMPS, Kind, Lamp, Measure, Reason

RULE_VERSION = 1


@dataclass(frozen=True)
class Reading:
    """What had been reached at the end of a period, as somebody reported it.

    Of a flow or a recurring count: since the beginning of the year (累计), like every other
    number that offices report.
    """

    on: date
    value: Decimal


@dataclass(frozen=True)
class Verdict:
    """A lamp with everything that it was computed from.

    `on` is the closing date at which the aim was judged, `measured_on` the one that the newest
    reading is about; it is earlier where a unit has fallen silent.

    Of a way, `completion` and `expected_share` are percentages of the way from baseline to
    value; of a floor or ceiling they are percentages of the value. `gap` is how much is missing,
    in points of these, positive when behind. None where a percentage would mean nothing.
    """

    lamp: Lamp
    reason: Reason
    on: date
    measure: Measure = Measure.WAY
    wanted: Decimal | None = None
    actual: Decimal | None = None
    measured_on: date | None = None
    expected: Decimal | None = None
    completion: Decimal | None = None
    expected_share: Decimal | None = None
    gap: Decimal | None = None
    rule_version: int = RULE_VERSION


def judge_readings(aim: Aim, readings: Sequence[Reading], *, on: date) -> Verdict:
    """The lamp of a target as it is known on a day, from what was reported up to it.

    The running month's figure counts as soon as it is approved, though its closing date is still
    to come; it is held against that date.
    """
    until = last_day_of_month(on)
    known = sorted((r for r in readings if r.on <= until), key=lambda reading: reading.on)
    measured_on = known[-1].on if known else None
    closing = closing_date(measured_on, on=on)
    verdict = judge(aim, reached(aim, known, on=closing), on=closing)
    return replace(verdict, measured_on=measured_on)


def closing_date(measured_on: date | None, *, on: date) -> date:
    """At which date a target is judged on the day `on`.

    At the date that its newest reading is about, so that August's value is not held against
    September's pace while September's reports are still being written. Who stays silent for
    longer is held against the month before the last closed one: silence must not keep a lamp
    green.
    """
    month_before = _month_end_before(_month_end_before(on + ONE_DAY))
    if measured_on is None:
        return _month_end_before(on + ONE_DAY)
    return max(measured_on, month_before)


def reached(aim: Aim, readings: Sequence[Reading], *, on: date) -> Decimal | None:
    """What counts of these readings, oldest first, at a closing date; None for no data.

    A flow or recurring count begins anew each year: another year's figure does not count.
    """
    known = [reading for reading in readings if reading.on <= on]
    span = span_of(aim, on=on) if aim.recurs or aim.kind is Kind.FLOW else None
    if span is not None:
        known = [reading for reading in known if span[0] <= reading.on <= span[1]]
    return known[-1].value if known else None


def judge(aim: Aim, actual: Decimal | None, *, on: date) -> Verdict:
    """The lamp of a target that has reached `actual` at the closing date `on`."""
    if aim.value is None:
        return Verdict(Lamp.GREY, Reason.NO_NUMBER, on, actual=actual)
    measure, expected = measure_of(aim), expected_value(aim, on=on)
    aim = this_year(aim, on=on)
    verdict = Verdict(Lamp.GREY, Reason.NO_DATA, on, measure, aim.value, actual, None, expected)
    if actual is None:
        return verdict if expected is not None else replace(verdict, reason=_not_judged(aim))
    if measure is Measure.WAY:
        return _judge_way(aim, actual, verdict)
    if expected is None:
        return replace(verdict, reason=_not_judged(aim))
    return _judge_level(aim, actual, verdict)


def lamp_for_gap(gap: Decimal) -> Lamp:
    """Default scheme: at or ahead of pace green, under 10 points short yellow, to 30 orange."""
    if gap <= 0:
        return Lamp.GREEN
    if gap < 10:
        return Lamp.YELLOW
    return Lamp.ORANGE if gap <= 30 else Lamp.RED


def points(value: Decimal) -> Decimal:
    """Percentage points to one decimal, as circulars print them."""
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _judge_way(aim: Aim, actual: Decimal, verdict: Verdict) -> Verdict:
    assert aim.value is not None
    completion = points(share_of_way(aim, actual))
    verdict = replace(verdict, completion=completion)
    over = aim.is_due(verdict.on)
    arrived = actual <= aim.value if aim.falls else actual >= aim.value
    # A recurring promise is not done while it comes again.
    if arrived and (over or not aim.recurs):
        return replace(verdict, lamp=Lamp.BLUE, reason=Reason.REACHED)
    if verdict.expected is None:
        return replace(verdict, reason=_not_judged(aim))
    share = points(share_of_way(aim, verdict.expected))
    # From the rounded shares, so that the printed sentence adds up.
    verdict = replace(verdict, expected_share=share, gap=share - completion)
    if over:
        return replace(verdict, lamp=Lamp.RED, reason=Reason.MISSED)
    return _by_gap(verdict, share - completion)


def _judge_level(aim: Aim, actual: Decimal, verdict: Verdict) -> Verdict:
    """A value that must hold as it stands: the shortfall is told as a share of the value."""
    assert aim.value is not None
    ceiling = verdict.measure is Measure.CEILING
    missing = actual - aim.value if ceiling else aim.value - actual
    # No percentage of zero; and published tables leave the rate of a ceiling empty.
    share = points(missing / abs(aim.value) * HUNDRED) if aim.value else None
    completion = None if ceiling or share is None else HUNDRED - share
    verdict = replace(verdict, completion=completion, gap=share)
    if missing > 0:
        if aim.is_due(verdict.on) and not aim.recurs:
            return replace(verdict, lamp=Lamp.RED, reason=Reason.MISSED)
        lamp = Lamp.RED if share is None else max(lamp_for_gap(share), Lamp.YELLOW, key=_badness)
        reason = Reason.ABOVE_CEILING if ceiling else Reason.BEHIND
        return replace(verdict, lamp=lamp, reason=reason)
    # Brought down from above (压缩至) is reached; what only has to stay low is held until due.
    brought_down = ceiling and aim.start is not None and aim.start > aim.value
    if aim.is_due(verdict.on) or brought_down:
        return replace(verdict, lamp=Lamp.BLUE, reason=Reason.REACHED)
    reason = Reason.WITHIN_CEILING if ceiling else Reason.ON_PACE
    return replace(verdict, lamp=Lamp.GREEN, reason=reason)


def _by_gap(verdict: Verdict, gap: Decimal) -> Verdict:
    reason = Reason.ON_PACE if gap <= 0 else Reason.BEHIND
    return replace(verdict, lamp=lamp_for_gap(gap), reason=reason)


def _badness(lamp: Lamp) -> int:
    return -LAMPS.index(lamp)


def _not_judged(aim: Aim) -> Reason:
    return Reason.NOT_YET if aim.due_on or aim.recurs else Reason.NO_DATE


def _month_end_before(day: date) -> date:
    return day.replace(day=1) - ONE_DAY
