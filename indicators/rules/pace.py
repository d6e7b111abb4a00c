"""What a target promises, and what should have been reached of it by a date."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from core.calendar import ONE_DAY, last_day_of_month, months_between
from indicators.rules.words import (
    COUNTS,
    MONTHS,
    Comparator,
    Kind,
    Measure,
    PaceRule,
    Recurrence,
)

HUNDRED = Decimal(100)


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
        return self.kind is Kind.RECURRING or (self.every is not None and self.kind in COUNTS)

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
    return _expected(this_year(aim, on=on), on=on)


def _expected(aim: Aim, *, on: date) -> Decimal | None:
    assert aim.value is not None
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
    span = span_of(aim, on=on)
    if span is None:
        return None
    start, end = span
    if on >= end:
        return Decimal(1)
    if not _has_pace(aim) or on < start:
        return None
    return Decimal(_full_months(start, on)) / Decimal(months_between(start, end))


def share_of_way(aim: Aim, value: Decimal) -> Decimal:
    """How far `value` is on the way from baseline to target, in percent; never clipped."""
    assert aim.value is not None
    start = aim.start or Decimal(0)
    return (value - start) / (aim.value - start) * HUNDRED


def _has_pace(aim: Aim) -> bool:
    """False for what is judged only when due."""
    if aim.pace_rule is PaceRule.NONE or aim.kind is Kind.MILESTONE:
        return False
    # The way of a ratio from nothing would mean nothing: 2.8 % of output is not 28 times 0.1 %.
    return aim.kind is not Kind.RATIO or aim.start is not None


def span_of(aim: Aim, *, on: date) -> tuple[date, date] | None:
    """First and last day of the time in which the promise is to be kept."""
    if aim.recurs:
        return _year_span(aim, on)
    if aim.due_on is None:
        return None
    if aim.kind is Kind.FLOW:
        return aim.due_on.replace(month=1, day=1), aim.due_on
    return aim.starts_on or aim.due_on.replace(month=1, day=1), aim.due_on


def _year_span(aim: Aim, on: date) -> tuple[date, date]:
    """The part of a year that the plan covers: the running one, or its last when it is over."""
    day = min(on, aim.due_on) if aim.due_on else on
    start, end = day.replace(month=1, day=1), day.replace(month=12, day=31)
    if aim.starts_on and start < aim.starts_on <= end:
        start = aim.starts_on
    return start, min(end, aim.due_on) if aim.due_on else end


def this_year(aim: Aim, *, on: date) -> Aim:
    """A recurring promise as what it adds up to in the year: 4 a month are 48."""
    if not aim.recurs or aim.value is None:
        return aim
    start, end = _year_span(aim, on)
    times = Decimal(months_between(start, end)) / MONTHS[aim.every or Recurrence.YEAR]
    return replace(aim, value=aim.value * max(times, Decimal(1)))


def _full_months(start: date, on: date) -> int:
    """Months that have ended by `on`: the running month does not count before its last day."""
    months = months_between(start, on)
    return months if on == last_day_of_month(on) else months - 1


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
