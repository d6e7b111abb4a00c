"""The arithmetic of pace and lamps. Plain Python.

The published practice (序时进度): what should be reached is the share of months elapsed at the
closing date of the reported period, and gaps are told in percentage points. An indicator that
cannot be judged before its due date stays out of the count instead of turning red.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from core.calendar import ONE_DAY, last_day_of_month, months_between

RULE_VERSION = 1
HUNDRED = Decimal(100)


class Kind(StrEnum):
    STOCK = "stock"
    FLOW = "flow"
    CUMULATIVE = "cumulative"
    RATIO = "ratio"
    GROWTH_RATE = "growth_rate"
    RECURRING = "recurring"
    CEILING = "ceiling"
    MILESTONE = "milestone"


class Comparator(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"


class Recurrence(StrEnum):
    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"


MONTHS = {Recurrence.YEAR: 12, Recurrence.HALF_YEAR: 6, Recurrence.QUARTER: 3, Recurrence.MONTH: 1}


class Nature(StrEnum):
    BINDING = "binding"
    EXPECTED = "expected"


class PaceRule(StrEnum):
    LINEAR_MONTH = "linear_month"
    PLANNED_VALUES = "planned_values"
    VALUE = "value"
    NONE = "none"


class Lamp(StrEnum):
    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    GREY = "grey"


# Worst first: the order of lists that ask "what is behind".
LAMPS = (Lamp.RED, Lamp.ORANGE, Lamp.YELLOW, Lamp.GREEN, Lamp.BLUE, Lamp.GREY)
BEHIND = (Lamp.RED, Lamp.ORANGE, Lamp.YELLOW)


class Reason(StrEnum):
    """Why a lamp shows what it shows; `indicators.wording` has the sentence for each."""

    REACHED = "reached"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    MISSED = "missed"
    WITHIN_CEILING = "within_ceiling"
    ABOVE_CEILING = "above_ceiling"
    NOT_YET = "not_yet"
    NO_DATE = "no_date"
    NO_NUMBER = "no_number"
    NO_DATA = "no_data"


class Measure(StrEnum):
    """How an aim is held against what was reached."""

    # A way from the baseline (or nothing) to the value, upwards or downwards.
    WAY = "way"
    # A value that must hold at every closing date: a growth rate, a level to keep.
    FLOOR = "floor"
    CEILING = "ceiling"


@dataclass(frozen=True)
class Aim:
    """What a target promises, as far as pace needs it."""

    kind: Kind
    comparator: Comparator
    value: Decimal | None
    due_on: date | None
    starts_on: date | None
    baseline: Decimal | None = None
    every: Recurrence | None = None
    pace_rule: PaceRule = PaceRule.LINEAR_MONTH
    planned: tuple[tuple[date, Decimal], ...] = ()

    @property
    def recurs(self) -> bool:
        return self.every is not None or self.kind is Kind.RECURRING

    @property
    def falls(self) -> bool:
        """Less is better."""
        return self.kind is Kind.CEILING or self.comparator is Comparator.AT_MOST

    @property
    def start(self) -> Decimal | None:
        """Where the way begins: at nothing for counts, else at the baseline; None if unknown."""
        if self.recurs or self.kind in {Kind.FLOW, Kind.CUMULATIVE}:
            return Decimal(0)
        return self.baseline

    def is_due(self, on: date) -> bool:
        return self.due_on is not None and on >= self.due_on


@dataclass(frozen=True)
class Reading:
    """What was reported for the end of a period.

    Of a recurring target, what was done in that period alone; of every other kind, what stood.
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
    """The lamp of a target as it is known on a day, from what was reported about days up to it."""
    known = sorted((r for r in readings if r.on <= on), key=lambda reading: reading.on)
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

    A recurring count is the sum of what was done since its span began; what a year's flow had
    reached in another year does not count; everything else stands as last reported.
    """
    known = [reading for reading in readings if reading.on <= on]
    span = _span(aim, on) if counts_within_span(aim) else None
    if span is not None:
        known = [reading for reading in known if span[0] <= reading.on <= span[1]]
    if not known:
        return None
    if aim.kind is Kind.RECURRING:
        return sum((reading.value for reading in known), Decimal(0))
    return known[-1].value


def counts_within_span(aim: Aim) -> bool:
    """True where the count begins anew: recurring targets and flows within a year."""
    return aim.recurs or aim.kind is Kind.FLOW


def judge(aim: Aim, actual: Decimal | None, *, on: date) -> Verdict:
    """The lamp of a target that has reached `actual` at the closing date `on`."""
    if aim.value is None:
        return Verdict(Lamp.GREY, Reason.NO_NUMBER, on, actual=actual)
    measure = measure_of(aim)
    expected = expected_value(aim, on=on)
    verdict = Verdict(Lamp.GREY, Reason.NO_DATA, on, measure, aim.value, actual, None, expected)
    if actual is None:
        return verdict if expected is not None else replace(verdict, reason=_not_judged(aim))
    if measure is Measure.WAY:
        return _judge_way(aim, actual, verdict)
    if expected is None:
        return replace(verdict, reason=_not_judged(aim))
    return _judge_level(aim, actual, verdict)


def measure_of(aim: Aim) -> Measure:
    """A way, or a level to hold: where there is no way to go, the value itself must hold."""
    if aim.value is None:
        return Measure.WAY
    start, as_it_stands = aim.start, aim.pace_rule is PaceRule.VALUE
    if aim.falls:
        has_a_way = start is not None and start > aim.value and not as_it_stands
        return Measure.WAY if has_a_way else Measure.CEILING
    if aim.kind is Kind.GROWTH_RATE or as_it_stands:
        return Measure.FLOOR
    return Measure.WAY if aim.value > (start or 0) else Measure.FLOOR


def expected_value(aim: Aim, *, on: date) -> Decimal | None:
    """What should have been reached by `on`; None where nothing can be said before the due date."""
    if aim.value is None:
        return None
    if measure_of(aim) is not Measure.WAY:
        return aim.value if aim.is_due(on) or aim.pace_rule is not PaceRule.NONE else None
    if aim.planned and aim.pace_rule is PaceRule.PLANNED_VALUES:
        return _on_curve(aim, aim.value, on)
    share = time_share(aim, on=on)
    if share is None:
        return None
    start = aim.start or Decimal(0)
    return start + (aim.value - start) * share


def time_share(aim: Aim, *, on: date) -> Decimal | None:
    """Months elapsed ÷ months of the whole span (0 to 1); None where pace is not judged yet."""
    span = _span(aim, on)
    if span is None:
        return None
    start, end = span
    if on >= end:
        return Decimal(1)
    if not _has_pace(aim) or on < start:
        return None
    return Decimal(_full_months(start, on)) / Decimal(months_between(start, end))


def lamp_for_gap(gap: Decimal) -> Lamp:
    """Default scheme: at or ahead of pace green, below 10 points yellow, to 30 orange, beyond red."""
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
    completion = points(_share_of_way(aim, actual))
    verdict = replace(verdict, completion=completion)
    over = aim.is_due(verdict.on)
    arrived = actual <= aim.value if aim.falls else actual >= aim.value
    # A recurring promise is not done while it comes again.
    if arrived and (over or not aim.recurs):
        return replace(verdict, lamp=Lamp.BLUE, reason=Reason.REACHED)
    if verdict.expected is None:
        return replace(verdict, reason=_not_judged(aim))
    share = points(_share_of_way(aim, verdict.expected))
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


def _has_pace(aim: Aim) -> bool:
    """False for what is judged only when due."""
    if aim.pace_rule is PaceRule.NONE or aim.kind is Kind.MILESTONE:
        return False
    # The way of a ratio from nothing would mean nothing: 2.8 % of output is not 28 times 0.1 %.
    return aim.kind is not Kind.RATIO or aim.start is not None


def _share_of_way(aim: Aim, value: Decimal) -> Decimal:
    """How far `value` is on the way from baseline to target, in percent; never clipped."""
    assert aim.value is not None
    start = aim.start or Decimal(0)
    return (value - start) / (aim.value - start) * HUNDRED


def _span(aim: Aim, on: date) -> tuple[date, date] | None:
    """First and last day of the time in which the promise is to be kept."""
    if aim.recurs:
        return _recurring_span(aim.every or Recurrence.YEAR, on)
    if aim.due_on is None:
        return None
    if aim.kind is Kind.FLOW:
        return aim.due_on.replace(month=1, day=1), aim.due_on
    return aim.starts_on or aim.due_on.replace(month=1, day=1), aim.due_on


def _recurring_span(every: Recurrence, on: date) -> tuple[date, date]:
    length = MONTHS[every]
    first = (on.month - 1) // length * length + 1
    start = on.replace(month=first, day=1)
    return start, last_day_of_month(start.replace(month=first + length - 1))


def _full_months(start: date, on: date) -> int:
    """Months that have ended by `on`: the running month does not count before its last day."""
    months = months_between(start, on)
    return months if on == last_day_of_month(on) else months - 1


def _month_end_before(day: date) -> date:
    return day.replace(day=1) - ONE_DAY


def _on_curve(aim: Aim, value: Decimal, on: date) -> Decimal | None:
    """Between two planned values the way is linear by days; it ends at the promise itself."""
    curve = dict(aim.planned)
    if _has_pace(aim) and aim.starts_on is not None and aim.starts_on - ONE_DAY < min(curve):
        curve[aim.starts_on - ONE_DAY] = aim.start or Decimal(0)
    if aim.due_on is not None and aim.due_on > max(curve):
        curve[aim.due_on] = value
    before = [day for day in sorted(curve) if day <= on]
    after = [day for day in sorted(curve) if day > on]
    if not before:
        return None
    if not after:
        return curve[before[-1]]
    earlier, later = before[-1], after[0]
    share = Decimal((on - earlier).days) / Decimal((later - earlier).days)
    return curve[earlier] + (curve[later] - curve[earlier]) * share
