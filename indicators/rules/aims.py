"""What a target promises, as far as pace needs it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from core.calendar import months_between
from indicators.rules.books import RuleBook
from indicators.rules.words import COUNTS, MONTHS, Comparator, Kind, Measure, PaceRule, Recurrence


@dataclass(frozen=True)
class Aim:
    """What a target promises.

    `percent` says that the value itself is a percentage, so that differences are percentage
    points. `reference` is the figure of others that a relative promise is held against.
    """

    kind: Kind
    comparator: Comparator
    value: Decimal | None
    due_on: date | None
    starts_on: date | None
    baseline: Decimal | None = None
    every: Recurrence | None = None
    pace_rule: PaceRule = PaceRule.LINEAR_MONTH
    planned: tuple[tuple[date, Decimal], ...] = ()
    value_high: Decimal | None = None
    percent: bool = False
    reference: Decimal | None = None

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

    @property
    def in_percent(self) -> bool:
        return self.percent or self.kind is Kind.GROWTH_RATE

    @property
    def is_range(self) -> bool:
        return self.comparator is Comparator.RANGE and self.value_high is not None

    @property
    def drawn(self) -> bool:
        """People said what should be reached by which date."""
        return bool(self.planned) and self.pace_rule in {PaceRule.PLANNED_VALUES, PaceRule.STEPS}

    def is_due(self, on: date) -> bool:
        return self.due_on is not None and on >= self.due_on


def counts_anew(aim: Aim) -> bool:
    """Whether its count begins at nothing each year."""
    return aim.recurs or aim.kind is Kind.FLOW


def measure_of(aim: Aim) -> Measure:
    """A way, or a level to hold: where there is no way to go, the value itself must hold."""
    if aim.value is None:
        return Measure.WAY
    start, as_it_stands = aim.start, aim.pace_rule is PaceRule.VALUE
    if aim.falls:
        has_a_way = start is not None and start > aim.value and not as_it_stands
        return Measure.WAY if has_a_way else Measure.CEILING
    if aim.kind in {Kind.GROWTH_RATE, Kind.RELATIVE} or as_it_stands:
        return Measure.FLOOR
    # The way of a ratio from nothing would mean nothing: 2.8 % of output is not 28 times 0.1 %.
    if aim.kind is Kind.RATIO and start is None and not aim.drawn:
        return Measure.FLOOR
    return Measure.WAY if aim.value > (start or 0) else Measure.FLOOR


def settled(aim: Aim, *, on: date, book: RuleBook) -> Aim:
    """The promise with the one number in its value that counts at the closing date `on`.

    A recurring promise becomes what it adds up to in the year: 4 a month are 48. A relative one
    becomes what the others have reached, plus its own distance where it names one. Stages add up
    to the last of them. A range of which less is better is kept below its upper end.
    """
    if aim.kind is Kind.RELATIVE:
        ahead = aim.value or Decimal(0)
        return replace(aim, value=None if aim.reference is None else aim.reference + ahead)
    if book.slices and aim.kind is Kind.MILESTONE and aim.planned:
        total = max(value for _day, value in aim.planned)
        return replace(aim, value=max(aim.value or total, total))
    if aim.value is None:
        return aim
    if aim.recurs:
        return _of_the_year(aim, on)
    if aim.falls and aim.is_range:
        aim = replace(aim, value=aim.value_high)
    without_start = aim.kind is Kind.RATIO and aim.start is None
    if book.slices and aim.drawn and (without_start or measure_of(aim) is not Measure.WAY):
        return replace(aim, value=_slice_at(aim, on), pace_rule=PaceRule.VALUE)
    return aim


def _slice_at(aim: Aim, on: date) -> Decimal | None:
    """Of a rate or ceiling that is drawn year by year: what must hold at that time."""
    later = [value for day, value in sorted(aim.planned) if day >= on]
    return later[0] if later else aim.value


def span_of(aim: Aim, *, on: date) -> tuple[date, date] | None:
    """First and last day of the time in which the promise is to be kept."""
    if aim.recurs:
        return _year_span(aim, on)
    if aim.due_on is None:
        return None
    if aim.kind is Kind.FLOW:
        return aim.due_on.replace(month=1, day=1), aim.due_on
    return aim.starts_on or aim.due_on.replace(month=1, day=1), aim.due_on


def _of_the_year(aim: Aim, on: date) -> Aim:
    assert aim.value is not None
    start, end = _year_span(aim, on)
    months = Decimal(MONTHS[aim.every or Recurrence.YEAR])
    times = max(Decimal(months_between(start, end)) / months, Decimal(1))
    high = None if aim.value_high is None else aim.value_high * times
    return replace(aim, value=aim.value * times, value_high=high)


def _year_span(aim: Aim, on: date) -> tuple[date, date]:
    """The part of a year that the plan covers: the running one, or its last when it is over."""
    day = min(on, aim.due_on) if aim.due_on else on
    start, end = day.replace(month=1, day=1), day.replace(month=12, day=31)
    if aim.starts_on and start < aim.starts_on <= end:
        start = aim.starts_on
    return start, min(end, aim.due_on) if aim.due_on else end
