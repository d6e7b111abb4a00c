"""The arithmetic of pace and lamps. Plain Python.

The published practice (序时进度): what should be reached is the share of months elapsed at the
closing date of the reported period, and gaps are told in percentage points. An indicator that
cannot be judged before its due date stays out of the count instead of turning red.
"""

from dataclasses import dataclass
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


class Reason(StrEnum):
    """Why a lamp shows what it shows; `indicators.wording` has the sentence for each."""

    REACHED = "reached"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    MISSED = "missed"
    WITHIN_CEILING = "within_ceiling"
    ABOVE_CEILING = "above_ceiling"
    NOT_YET = "not_yet"
    NO_NUMBER = "no_number"
    NO_DATA = "no_data"


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


@dataclass(frozen=True)
class Verdict:
    """A lamp with everything that it was computed from.

    `completion` and `expected_share` are percentages of the way from baseline to target;
    `gap` is expected minus reached in percentage points, positive when behind.
    """

    lamp: Lamp
    reason: Reason
    on: date
    actual: Decimal | None = None
    expected: Decimal | None = None
    completion: Decimal | None = None
    expected_share: Decimal | None = None
    gap: Decimal | None = None
    rule_version: int = RULE_VERSION


def judge(aim: Aim, actual: Decimal | None, *, on: date) -> Verdict:
    """The lamp of a target at the closing date `on`, with its reason and inputs."""
    if aim.value is None:
        return Verdict(Lamp.GREY, Reason.NO_NUMBER, on, actual)
    if actual is None:
        expected = expected_value(aim, on=on)
        return Verdict(Lamp.GREY, Reason.NO_DATA, on, expected=expected)
    if aim.kind is Kind.CEILING or aim.comparator is Comparator.AT_MOST:
        return _judge_ceiling(aim.value, actual, on=on)
    if aim.kind is Kind.GROWTH_RATE or aim.pace_rule is PaceRule.VALUE:
        return _judge_value(aim.value, actual, on=on)
    return _judge_progress(aim, actual, on=on)


def expected_value(aim: Aim, *, on: date) -> Decimal | None:
    """What should have been reached by `on`; None where nothing can be said before the due date."""
    if aim.value is None:
        return None
    if aim.kind in {Kind.CEILING, Kind.GROWTH_RATE} or aim.comparator is Comparator.AT_MOST:
        return aim.value
    if aim.pace_rule is PaceRule.VALUE:
        return aim.value
    if aim.planned and aim.pace_rule is PaceRule.PLANNED_VALUES:
        return _on_curve(aim, on)
    share = time_share(aim, on=on)
    if share is None:
        return None
    start = aim.baseline or Decimal(0)
    return start + (aim.value - start) * share


def time_share(aim: Aim, *, on: date) -> Decimal | None:
    """Months elapsed ÷ months of the whole span (0 to 1); None where pace is not judged yet."""
    span = _span(aim, on)
    if span is None:
        return None
    start, end = span
    if on >= end:
        return Decimal(1)
    if aim.pace_rule is PaceRule.NONE or aim.kind in {Kind.RATIO, Kind.MILESTONE}:
        return None
    if on < start:
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


def _judge_progress(aim: Aim, actual: Decimal, *, on: date) -> Verdict:
    assert aim.value is not None
    completion = _completion(aim, actual)
    expected = expected_value(aim, on=on)
    if actual >= aim.value:
        return Verdict(Lamp.BLUE, Reason.REACHED, on, actual, expected, completion)
    if expected is None:
        return Verdict(Lamp.GREY, Reason.NOT_YET, on, actual, None, completion)
    share = _share_of_way(aim, expected)
    gap = points(share - completion)
    facts = (on, actual, expected, completion, share, gap)
    if aim.due_on and on >= aim.due_on:
        return Verdict(Lamp.RED, Reason.MISSED, *facts)
    reason = Reason.ON_PACE if gap <= 0 else Reason.BEHIND
    return Verdict(lamp_for_gap(gap), reason, *facts)


def _judge_value(wanted: Decimal, actual: Decimal, *, on: date) -> Verdict:
    """A growth rate, or any value that must hold at every closing date: compared as it stands."""
    gap = points(wanted - actual)
    reason = Reason.ON_PACE if actual >= wanted else Reason.BEHIND
    return Verdict(lamp_for_gap(wanted - actual), reason, on, actual, wanted, gap=gap)


def _judge_ceiling(ceiling: Decimal, actual: Decimal, *, on: date) -> Verdict:
    """Published tables leave the rate of a ceiling empty: there is no completion to tell."""
    if actual <= ceiling:
        return Verdict(Lamp.GREEN, Reason.WITHIN_CEILING, on, actual, ceiling)
    over = (actual - ceiling) / ceiling * HUNDRED if ceiling else HUNDRED
    gap = points(over)
    return Verdict(lamp_for_gap(over), Reason.ABOVE_CEILING, on, actual, ceiling, gap=gap)


def _completion(aim: Aim, actual: Decimal) -> Decimal:
    return points(_share_of_way(aim, actual))


def _share_of_way(aim: Aim, value: Decimal) -> Decimal:
    """How far `value` is on the way from baseline to target, in percent; never clipped at 100."""
    assert aim.value is not None
    start = aim.baseline or Decimal(0)
    way = aim.value - start
    if way == 0:
        return HUNDRED if value >= aim.value else Decimal(0)
    return (value - start) / way * HUNDRED


def _span(aim: Aim, on: date) -> tuple[date, date] | None:
    """First and last day of the time in which the promise is to be kept."""
    if aim.every is not None or aim.kind is Kind.RECURRING:
        return _recurring_span(aim.every or Recurrence.YEAR, on)
    if aim.due_on is None:
        return None
    if aim.kind is Kind.FLOW:
        return aim.due_on.replace(month=1, day=1), aim.due_on
    return aim.starts_on or aim.due_on.replace(month=1, day=1), aim.due_on


def _recurring_span(every: Recurrence, on: date) -> tuple[date, date]:
    length = {
        Recurrence.YEAR: 12,
        Recurrence.HALF_YEAR: 6,
        Recurrence.QUARTER: 3,
        Recurrence.MONTH: 1,
    }[every]
    first = (on.month - 1) // length * length + 1
    start = on.replace(month=first, day=1)
    return start, last_day_of_month(start.replace(month=first + length - 1))


def _full_months(start: date, on: date) -> int:
    """Months that have ended by `on`: the running month does not count before its last day."""
    months = months_between(start, on)
    return months if on == last_day_of_month(on) else months - 1


def _on_curve(aim: Aim, on: date) -> Decimal | None:
    """Between two planned values the way is linear by days."""
    points_of_curve = list(aim.planned)
    if aim.starts_on is not None:
        points_of_curve.insert(0, (aim.starts_on - ONE_DAY, aim.baseline or Decimal(0)))
    before = [point for point in points_of_curve if point[0] <= on]
    after = [point for point in points_of_curve if point[0] > on]
    if not before:
        return None
    if not after:
        return before[-1][1]
    (day_a, value_a), (day_b, value_b) = before[-1], after[0]
    return value_a + (value_b - value_a) * Decimal((on - day_a).days) / Decimal((day_b - day_a).days)
